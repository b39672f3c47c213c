using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>A reader of the page's events, strict about their form.</summary>
internal sealed class ChatStream : IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private ChatStream(HttpResponseMessage answer, Stream body) => (_answer, _lines) = (answer, new StreamReader(body));

    public static async Task<ChatStream> OpenAsync(ChatBrowser browser, string query = "", string? lastEventId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, browser.At("/stream" + query));
        if (lastEventId is not null) request.Headers.Add("Last-Event-ID", lastEventId);
        var answer = await browser.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        return new ChatStream(answer, await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The next event; fails when none comes within 20 seconds.</summary>
    public async Task<(string Name, string? Id, string Data)> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var (name, id, data) = ((string?)null, (string?)null, (string?)null);
        while (true)
        {
            var line = await _lines.ReadLineAsync(limit.Token) ?? throw new EndOfStreamException();
            if (line.Length == 0)
            {
                if (name is not null && data is not null) return (name, id, data);
                continue;
            }

            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = line[4..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else Assert.True(line.StartsWith("retry: ", StringComparison.Ordinal) || line.StartsWith(':'), "A line that is none of SSE");
        }
    }

    /// <summary>The next event of this name.</summary>
    public async Task<(string? Id, string Data)> NextAsync(string wanted)
    {
        while (true)
        {
            var (name, id, data) = await NextAsync();
            if (name == wanted) return (id, data);
        }
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _answer.Dispose();
        return ValueTask.CompletedTask;
    }
}
