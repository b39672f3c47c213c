using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>The one place from which the Messaging API is called.</summary>
public sealed class CallLine(IHttpClientFactory clients, LineSettings settings, LineTokens tokens)
{
    /// <summary>Posts JSON, or nothing.</summary>
    /// <param name="account">For which account.</param>
    /// <param name="path">Below <c>/v2/bot/</c>.</param>
    /// <param name="body">The bytes of the body, if there is one: a repetition must be the same bytes.</param>
    /// <param name="retryKey">A UUID by which LINE knows a repetition; only where LINE takes one.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public Task<LineAnswer> PostAsync(LineAccount account, string path, byte[]? body, CancellationToken cancel, string? retryKey = null) =>
        CallAsync(HttpMethod.Post, account, path, body, retryKey, cancel);

    /// <summary>Asks for something.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    public Task<LineAnswer> GetAsync(LineAccount account, string path, CancellationToken cancel) => CallAsync(HttpMethod.Get, account, path, null, null, cancel);

    /// <summary>The bytes of a body.</summary>
    internal static byte[] Bytes<T>(T body, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(body, type);

    private async Task<LineAnswer> CallAsync(HttpMethod method, LineAccount account, string path, byte[]? body, string? retryKey, CancellationToken cancel)
    {
        var first = await tokens.FindAsync(account, cancel);
        if (first.Token is not { } token) return new LineAnswer(0, [], false, first.Without);
        var answer = await OnceAsync(method, path, body, retryKey, token, cancel);
        if (answer.Status != 401) return answer;
        // A token may end before its time. LINE has done nothing, so that the same bytes under the same key may go again, once.
        return await tokens.ReplaceAsync(account, token, cancel) is { Token: { } second } ? await OnceAsync(method, path, body, retryKey, second, cancel) : answer;
    }

    private async Task<LineAnswer> OnceAsync(HttpMethod method, string path, byte[]? body, string? retryKey, Redacted<string> token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(settings.Api, $"/v2/bot/{path}"));
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value);
        if (retryKey is not null) request.Headers.Add("X-Line-Retry-Key", retryKey);
        using var response = await clients.CreateClient("line").SendAsync(request, cancel);
        return new LineAnswer(
            (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel), response.Headers.Contains("x-line-accepted-request-id"));
    }
}

/// <summary>What LINE answered.</summary>
/// <param name="Status">The HTTP status; 0 when LINE was not asked because there was no token.</param>
/// <param name="Body">The body as bytes: a charset that the framework does not know would throw where only a look is wanted.</param>
/// <param name="AcceptedBefore">LINE names an earlier request under the same retry key that it accepted.</param>
/// <param name="NotAsked">With status 0: what this means for a message.</param>
public sealed record LineAnswer(int Status, byte[] Body, bool AcceptedBefore, SendOutcome? NotAsked = null)
{
    /// <summary>Whether the body holds these words. LINE gives no codes: its English sentences are what there is.</summary>
    public bool Says(string words) => Encoding.UTF8.GetString(Body).Contains(words, StringComparison.OrdinalIgnoreCase);
}
