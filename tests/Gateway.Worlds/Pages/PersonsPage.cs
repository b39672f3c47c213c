using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Worlds.Sending;

namespace Gateway.Worlds.Pages;

/// <summary>
/// A person's web chat page without a browser: it writes as the page does, and listens as the browser's EventSource and the page's script do
/// (src/Gateway/Channels/WebChat/Assets/chat.js). When its stream is lost it comes back by itself and goes on after the last number it has.
/// </summary>
public sealed class PersonsPage : IAsyncDisposable
{
    // The server says something every seven seconds; the script opens the stream anew after 15.5 of silence, and looks every two.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(17.5);

    private readonly IReadOnlyList<Uri> _listen;
    private readonly Uri _messages;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly string _secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly List<PageEntry> _shown = [];
    private Task _listening = Task.CompletedTask;
    private TimeSpan _retry = TimeSpan.FromSeconds(3);
    private string _cookie = "";
    private int _node;

    /// <param name="write">The address of the page at which it writes.</param>
    /// <param name="listen">The addresses at which it listens, one for each gateway; it goes to the next one when one is away.</param>
    /// <param name="home">Which one it begins with.</param>
    public PersonsPage(Uri write, IReadOnlyList<Uri> listen, int home) =>
        (_messages, _listen, _node) = (new Uri(write.OriginalString + "/messages"), listen, home);

    /// <summary>The talk that it shows.</summary>
    public string Talk { get; private set; } = "";

    /// <summary>The newest number it has.</summary>
    public long Last { get; private set; }

    /// <summary>Entries that were sent to it a second time, or after a later one, on one connection.</summary>
    public int SentAgain { get; private set; }

    /// <summary>How often its stream was opened.</summary>
    public int Connections { get; private set; }

    /// <summary>The messages that it shows, in the order in which they came.</summary>
    public IReadOnlyList<PageEntry> Shown
    {
        get
        {
            lock (_gate)
                return [.. _shown];
        }
    }

    /// <summary>Says the first words, and listens from then on.</summary>
    /// <exception cref="InvalidOperationException">They were not taken.</exception>
    public async Task BeginAsync(string text)
    {
        if (!await SayAsync(text, ChatVisitor.NewId()))
            throw new InvalidOperationException("The first words of a page were not taken.");
        _listening = ListenAsync();
    }

    /// <summary>Sends a message once; whether the page would count it as sent.</summary>
    public async Task<bool> SayAsync(string text, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _messages)
        {
            Content = new FormUrlEncodedContent([new("text", text), new("clientId", id), new("beginning", _secret)]),
        };
        request.Headers.Accept.ParseAdd("application/json");
        if (_cookie.Length > 0)
            request.Headers.Add("Cookie", _cookie);
        try
        {
            using var answer = await _http.SendAsync(request, _end.Token);
            if (answer.StatusCode != HttpStatusCode.OK)
                return false;
            if (answer.Headers.TryGetValues("Set-Cookie", out var cookies))
                _cookie = cookies.First().Split(';')[0];
            Talk = (await answer.Content.ReadFromJsonAsync<JsonElement>(_end.Token)).GetProperty("talk").GetString()!;
            return true;
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _http.Dispose();
        _end.Dispose();
    }

    // A socket that is reset in the moment in which it has connected tells so by itself.
    private static bool IsLoss(Exception error) => error is HttpRequestException or IOException or SocketException;

    private async Task ListenAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await StreamAsync(_listen[_node % _listen.Count]);
            }
            catch (Exception lost) when (IsLoss(lost) || lost is OperationCanceledException)
            {
                // Lost, or silent for too long.
            }
            // A balancer would send it to one that is there.
            _node++;
            await Until.IsTrueAsync(() => _end.IsCancellationRequested, _retry);
        }
    }

    private async Task StreamAsync(Uri page)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(Silence);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(FormattableString.Invariant($"{page.OriginalString}/stream?talk={Talk}&after={Last}")));
        request.Headers.Add("Cookie", _cookie);
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        if (answer.StatusCode != HttpStatusCode.OK)
            return;
        Connections++;
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(limit.Token));
        var (name, data) = ("", "");
        while (await lines.ReadLineAsync(limit.Token) is { } line)
        {
            limit.CancelAfter(Silence);
            if (line.Length == 0)
                Take(name, data);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                data = line[6..];
            else if (line.StartsWith("retry: ", StringComparison.Ordinal))
                _retry = TimeSpan.FromMilliseconds(int.Parse(line[7..], System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private void Take(string name, string data)
    {
        if (name != "entry")
            return;
        var entry = JsonSerializer.Deserialize<PageEntry>(data, JsonSerializerOptions.Web)!;
        lock (_gate)
        {
            if (entry.Number <= Last)
            {
                SentAgain++;
                return;
            }
            Last = entry.Number;
            if (entry.Kind == "message")
                _shown.Add(entry);
        }
    }
}

/// <summary>A message as a person's page is told of it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Kind"><c>message</c>, or <c>stage</c> for a quiet line.</param>
/// <param name="Text">Its words.</param>
public sealed record PageEntry(long Number, string Kind, string? Text);
