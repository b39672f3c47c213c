using System.Text.Json;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Asks LINE for a channel access token.</summary>
internal sealed class IssueToken(IHttpClientFactory clients, LineSettings settings, TimeProvider time)
{
    // Half of what a send may take, so that the send has the other half.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(5);

    /// <summary>Asks once. Never throws for what the outside world does.</summary>
    public async Task<TokenIssue> AskAsync(LineAccount account)
    {
        var (path, form) = account.Credential switch
        {
            LineCredential.Stateless stateless => ("/oauth2/v3/token", new Dictionary<string, string>
            {
                ["client_id"] = stateless.ChannelId,
                ["client_secret"] = account.ChannelSecret.Value,
            }),
            LineCredential.Keyed keyed => ("/oauth2/v2.1/token", new Dictionary<string, string>
            {
                ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                ["client_assertion"] = LineAssertion.Of(keyed, time.GetUtcNow()),
            }),
            _ => throw new InvalidOperationException("A long-lived token is not asked for."),
        };
        form["grant_type"] = "client_credentials";
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await clients.CreateClient("line").PostAsync(new Uri(settings.Api, path), content, limit.Token);
            return (int)response.StatusCode switch
            {
                200 => Read(await response.Content.ReadAsByteArrayAsync(limit.Token)),
                429 => new TokenIssue(null, default, new SendOutcome.Throttled(RatePause)),
                >= 500 => TokenIssue.Away,
                _ => new TokenIssue(null, default, new SendOutcome.BadConfig()),
            };
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return TokenIssue.Away;
        }
    }

    private static TokenIssue Read(byte[] body)
    {
        try
        {
            using var answer = JsonText.Parse(body);
            var token = JsonText.Text(answer.RootElement, "access_token");
            var life = JsonText.Property(answer.RootElement, "expires_in");
            // A token stands in a header: what cannot stand there is none.
            return token is { Length: > 0 } && token.All(c => c is > ' ' and <= '~') && life.ValueKind == JsonValueKind.Number && life.TryGetInt32(out var seconds) && seconds > 0
                ? new TokenIssue(Redacted.Of(token), TimeSpan.FromSeconds(seconds), null)
                : TokenIssue.Away;
        }
        catch (JsonException)
        {
            return TokenIssue.Away;
        }
    }
}

/// <summary>What came of asking.</summary>
/// <param name="Token">The token, if there is one.</param>
/// <param name="Life">How long it lives from now on.</param>
/// <param name="Without">Without one: what this means for a message that was to be sent with it.</param>
internal sealed record TokenIssue(Redacted<string>? Token, TimeSpan Life, SendOutcome? Without)
{
    /// <summary>LINE did not answer, or not sensibly.</summary>
    public static TokenIssue Away { get; } = new(null, default, new SendOutcome.Unreachable());
}
