using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>Sends SMS over the REST API of Azure Communication Services, on Azure.Core's pipeline without its retries.</summary>
/// <remarks>An SMS is never sent again when the outcome of a call is unknown: the person would pay for our doubt with a second copy.</remarks>
public sealed class AcsSender(OrganisationDirectory organisations, TimeProvider time) : IChannelSender
{
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, HttpPipeline> _pipelines = new();

    /// <inheritdoc />
    public string Channel => ChannelNames.Sms;

    /// <inheritdoc />
    public int LargestBatch => 1;

    /// <inheritdoc />
    public bool RepeatIsSafe(string route) => false;

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundBatch batch, CancellationToken cancel)
    {
        if (organisations.FindSms(batch.ChannelAccount["sms/".Length..]) is not { } account) return new SendOutcome.BadConfig();
        var pipeline = _pipelines.GetOrAdd(account.Account, _ => Pipeline(account));
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(account.Endpoint, "/sms?api-version=2026-01-23"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(Body(account, batch), AcsJson.Default.AcsSend)));
        try
        {
            await pipeline.SendAsync(message, cancel);
            return Outcome(message.Response);
        }
        catch (RequestFailedException error)
        {
            return error.InnerException is HttpRequestException failed ? ProviderCall.Failed(failed) : new SendOutcome.Unknown();
        }
    }

    private static AcsSend Body(SmsAccount account, OutboundBatch batch) => new(
        account.Number,
        [new AcsRecipient(batch.Address.Value, batch.SendKey, Utc.FromMs(batch.FirstTriedAt).ToString("R", CultureInfo.InvariantCulture))],
        batch.Texts[0].Value,
        new AcsOptions(EnableDeliveryReport: true));

    private HttpPipeline Pipeline(SmsAccount account)
    {
        var options = new AcsClientOptions();
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return HttpPipelineBuilder.Build(options, new AcsSignature(account.AccessKey, time));
    }

    private static SendOutcome Outcome(Response response) => response.Status switch
    {
        202 => Item(response.Content.ToMemory()),
        400 => new SendOutcome.Refused("rejected"),
        401 or 403 => new SendOutcome.BadConfig(),
        429 => new SendOutcome.Throttled(RatePause),
        >= 500 => new SendOutcome.Unknown(),
        _ => new SendOutcome.Refused("rejected"),
    };

    // The call as a whole is always 202; what became of the message stands in its item.
    private static SendOutcome Item(ReadOnlyMemory<byte> body)
    {
        try
        {
            var item = JsonSerializer.Deserialize(body.Span, AcsJson.Default.AcsAnswer)?.Value?.FirstOrDefault();
            return item?.HttpStatusCode switch
            {
                202 or 200 => new SendOutcome.Sent(),
                400 => new SendOutcome.Refused("address"),
                401 or 403 => new SendOutcome.BadConfig(),
                429 => new SendOutcome.Throttled(RatePause),
                _ => new SendOutcome.Unknown(),
            };
        }
        catch (JsonException)
        {
            return new SendOutcome.Unknown();
        }
    }

    private sealed class AcsClientOptions : ClientOptions;
}

internal sealed record AcsSend(string From, AcsRecipient[] SmsRecipients, string Message, AcsOptions SmsSendOptions);

internal sealed record AcsRecipient(string To, string RepeatabilityRequestId, string RepeatabilityFirstSent);

internal sealed record AcsOptions(bool EnableDeliveryReport);

internal sealed record AcsAnswer(AcsItem[]? Value);

internal sealed record AcsItem(int HttpStatusCode);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AcsSend))]
[JsonSerializable(typeof(AcsAnswer))]
internal sealed partial class AcsJson : JsonSerializerContext;
