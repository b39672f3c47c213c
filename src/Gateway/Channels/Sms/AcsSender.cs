using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;

namespace Gateway.Channels.Sms;

/// <summary>Sends SMS over the REST API of Azure Communication Services, on Azure.Core's pipeline without its retries.</summary>
public sealed class AcsSender(WayToProvider way, TimeProvider time) : ISmsProvider, IDisposable
{
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, HttpPipeline> _pipelines = new();
    // How long a call may take, the caller says.
    private readonly HttpClient _http = new(way.Handler()) { Timeout = Timeout.InfiniteTimeSpan };

    /// <inheritdoc />
    public bool Carries(SmsAccount account) => account is AcsAccount;

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(SmsAccount account, OutboundSms sms, CancellationToken cancel)
    {
        var acs = (AcsAccount)account;
        var pipeline = _pipelines.GetOrAdd(acs.Account, _ => Pipeline(acs));
        using var message = pipeline.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(acs.Endpoint, "/sms?api-version=2026-01-23"));
        message.Request.Headers.Add("Content-Type", "application/json");
        message.Request.Content = RequestContent.Create(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(Body(acs, sms), AcsJson.Default.AcsSend)));
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

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private static AcsSend Body(AcsAccount account, OutboundSms sms) => new(
        account.Number,
        [new AcsRecipient(sms.To.Value, sms.Reference, sms.FirstTriedAt.ToString("R", CultureInfo.InvariantCulture))],
        sms.Text.Value,
        new AcsOptions(EnableDeliveryReport: true, sms.Reference));

    private HttpPipeline Pipeline(AcsAccount account)
    {
        var options = new AcsClientOptions();
        options.Transport = new HttpClientTransport(_http);
        options.Retry.MaxRetries = 0;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        return HttpPipelineBuilder.Build(options, new AcsSignature(account.AccessKey, time));
    }

    private static SendOutcome Outcome(Response response) => response.Status switch
    {
        202 => Item(response.Content.ToMemory()),
        400 => new SendOutcome.Refused("rejected"),
        // It points elsewhere: nobody is followed, and somebody can mend the address.
        401 or 403 or (>= 300 and < 400) => new SendOutcome.BadConfig(),
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
                202 or 200 => new SendOutcome.Sent([item.MessageId]),
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

internal sealed record AcsOptions(bool EnableDeliveryReport, string Tag);

internal sealed record AcsAnswer(AcsItem[]? Value);

internal sealed record AcsItem(int HttpStatusCode, string? MessageId = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AcsSend))]
[JsonSerializable(typeof(AcsAnswer))]
internal sealed partial class AcsJson : JsonSerializerContext;
