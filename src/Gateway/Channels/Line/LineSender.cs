using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;

namespace Gateway.Channels.Line;

/// <summary>Sends by reply token (free, single use) or push with a retry key (LINE: "Retry failed API requests").</summary>
public sealed class LineSender(IHttpClientFactory clients, LineSettings settings, OrganisationDirectory organisations) : IChannelSender
{
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Channel => ChannelNames.Line;

    /// <inheritdoc />
    public int LargestBatch => 5;

    /// <summary>A push is known again by its retry key for 24 hours; a reply token works once.</summary>
    public bool RepeatIsSafe(string route) => true;

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundBatch batch, CancellationToken cancel)
    {
        if (organisations.FindLine(batch.ChannelAccount["line/".Length..]) is not { } account) return new SendOutcome.BadConfig();
        var messages = batch.Texts.Select(text => new TextMessage(text.Value)).ToArray();
        using var request = batch.Route == Routes.Reply
            ? Request("reply", new Reply(batch.ReplyToken!.Value.Value, messages), LineJson.Default.Reply)
            : Request("push", new Push(batch.Address.Value, messages), LineJson.Default.Push);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.AccessToken.Value);
        // A reply with a retry key is refused; a push must carry it from the first attempt on.
        if (batch.Route == Routes.Push) request.Headers.Add("X-Line-Retry-Key", batch.SendKey);
        try
        {
            using var response = await clients.CreateClient("line").SendAsync(request, cancel);
            return await OutcomeAsync(response, cancel);
        }
        catch (HttpRequestException error)
        {
            return ProviderCall.Failed(error);
        }
    }

    private HttpRequestMessage Request<T>(string kind, T body, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        new(HttpMethod.Post, new Uri(settings.Api, $"/v2/bot/message/{kind}"))
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };

    // LINE gives no machine-readable codes: its English sentences are what there is to tell 400 and 429 apart.
    private static async Task<SendOutcome> OutcomeAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
            case HttpStatusCode.Conflict when response.Headers.Contains("x-line-accepted-request-id"):
                return new SendOutcome.Sent();
            case HttpStatusCode.Unauthorized:
                return new SendOutcome.BadConfig();
            case HttpStatusCode.BadRequest:
                return await SaysAsync(response, "Invalid reply token", cancel) ? new SendOutcome.TokenSpent() : new SendOutcome.Refused("rejected");
            case HttpStatusCode.TooManyRequests:
                return await SaysAsync(response, "monthly limit", cancel) ? new SendOutcome.Refused("quota") : new SendOutcome.Throttled(RatePause);
            case >= HttpStatusCode.InternalServerError:
                return new SendOutcome.Unknown();
            default:
                return new SendOutcome.Refused("rejected");
        }
    }

    // As bytes: a charset that the framework does not know would throw where only a look was wanted.
    private static async Task<bool> SaysAsync(HttpResponseMessage response, string words, CancellationToken cancel) =>
        Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancel)).Contains(words, StringComparison.OrdinalIgnoreCase);
}

internal sealed record TextMessage(string Text, string Type = "text");

internal sealed record Reply(string ReplyToken, TextMessage[] Messages);

internal sealed record Push(string To, TextMessage[] Messages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(Push))]
internal sealed partial class LineJson : JsonSerializerContext;
