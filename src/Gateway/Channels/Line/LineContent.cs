using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Fetches pictures, voice, videos and files from LINE's own host for them (LINE: "Get content").</summary>
public sealed class LineContent(IHttpClientFactory clients, LineSettings settings, LineTokens tokens, OrganisationDirectory organisations) : IAttachmentSource
{
    internal const string Client = "line content";

    // {"status": "succeeded"}
    private const int LargestStatus = 4096;

    /// <inheritdoc />
    public string Channel => ChannelNames.Line;

    /// <inheritdoc />
    public async Task<FetchOutcome> FetchAsync(FetchOrder order, CancellationToken cancel)
    {
        if (organisations.FindLine(order.ChannelAccount["line/".Length..]) is not { } account) return new FetchOutcome.BadConfig();
        // The id becomes part of an address. LINE's are digits; ".." would lead elsewhere on the host.
        if (!order.MessageId.All(char.IsAsciiDigit)) return new FetchOutcome.Refused();
        try
        {
            var prepared = order.Kind is not (AttachmentKinds.Video or AttachmentKinds.Audio) ? null : await PreparedAsync(account, order.MessageId, cancel);
            return prepared ?? await ContentAsync(account, order.MessageId, cancel);
        }
        catch (HttpRequestException)
        {
            return new FetchOutcome.Unreachable();
        }
    }

    /// <summary>Whether LINE has finished converting a video or voice message; nothing when it has.</summary>
    private async Task<FetchOutcome?> PreparedAsync(LineAccount account, string messageId, CancellationToken cancel)
    {
        using var response = await GetAsync(account, $"{messageId}/content/transcoding", cancel);
        if (Otherwise(response) is { } outcome) return outcome;
        var buffer = new byte[LargestStatus];
        var read = await (await response.Content.ReadAsStreamAsync(cancel)).ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return StatusIn(buffer.AsMemory(0, read)) switch
        {
            "succeeded" => null,
            "processing" => new FetchOutcome.NotReady(),
            _ => new FetchOutcome.Refused(),
        };
    }

    private async Task<FetchOutcome> ContentAsync(LineAccount account, string messageId, CancellationToken cancel)
    {
        var response = await GetAsync(account, $"{messageId}/content", cancel);
        try
        {
            if (Otherwise(response) is { } outcome)
            {
                response.Dispose();
                return outcome;
            }

            return new FetchOutcome.Found(await response.Content.ReadAsStreamAsync(cancel), response.Content.Headers.ContentLength, response);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> GetAsync(LineAccount account, string path, CancellationToken cancel)
    {
        if ((await tokens.FindAsync(account, cancel)).Token is not { } first) throw new HttpRequestException("There is no access token.");
        var response = await GetAsync(path, first, cancel);
        if (response.StatusCode != HttpStatusCode.Unauthorized || await tokens.ReplaceAsync(account, first, cancel) is not { Token: { } second }) return response;
        response.Dispose();
        return await GetAsync(path, second, cancel);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, Redacted<string> token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(settings.ContentApi, $"/v2/bot/message/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        return await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    private static FetchOutcome? Otherwise(HttpResponseMessage response) => response.StatusCode switch
    {
        HttpStatusCode.OK => null,
        HttpStatusCode.Accepted => new FetchOutcome.NotReady(),
        HttpStatusCode.NotFound => new FetchOutcome.NotFound(),
        HttpStatusCode.Gone => new FetchOutcome.Gone(),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new FetchOutcome.BadConfig(),
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new FetchOutcome.Unreachable(),
        _ => new FetchOutcome.Refused(),
    };

    private static string? StatusIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonText.Parse(body);
            return JsonText.Text(document.RootElement, "status");
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
