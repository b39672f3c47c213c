using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>The Event Grid subscription of one number: the handshake first, then events, each tried again as documented.</summary>
public sealed class EventGridSubscription
{
    private static readonly JsonSerializerOptions AsAzureWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Origin = "eventgrid.azure.net";

    // After these answers Event Grid drops an event instead of trying again.
    private static readonly int[] Final = [400, 401, 403, 413];

    private readonly SmsNumberOptions _options;
    private readonly TimeProvider _time;
    private readonly SimulatorIds _ids;
    private readonly WebhookCaller _caller;
    private readonly Faults _faults;
    private readonly Lock _gate = new();
    private Task<bool>? _handshake;

    internal EventGridSubscription(SmsNumberOptions options, TimeProvider time, SimulatorIds ids, WebhookCaller caller, Faults faults) =>
        (_options, _time, _ids, _caller, _faults, Address) = (options, time, ids, caller, faults, options.Events);

    /// <summary>Where events go, without the key.</summary>
    public Uri? Address { get; set; }

    /// <summary>Whether the gateway has answered the handshake. Without it, Event Grid sends nothing.</summary>
    public bool Validated { get; private set; }

    /// <summary>The delivery reports sent so far, in order.</summary>
    public NumberedLog<Task<WebhookDelivery>> Reports => Post.Sent;

    /// <summary>The delivery reports: they may be held back, and sent in another order.</summary>
    public ReportPost Post { get; } = new();

    /// <summary>Asks the gateway for the validation code, as the creation of a subscription does; true when it was answered rightly.</summary>
    public async Task<bool> SubscribeAsync()
    {
        if (_options.CloudEvents)
            return Validated = await _caller.AllowsAsync(To(), Origin, KeyHeader(), _options.EventTimeout);
        var code = _ids.Uuid();
        var answer = await PostAsync("SubscriptionValidation", Envelope("Microsoft.EventGrid.SubscriptionValidationEvent", "", new JsonObject
        {
            ["validationCode"] = code,
            ["validationUrl"] = $"https://rp-eastus2.eventgrid.azure.net:553/eventsubscriptions/{_options.Account}/validate?id={code}",
        }));
        return Validated = answer.StatusCode == 200 && Echo(answer.Body) == code;
    }

    /// <summary>Sends one event of any type in Event Grid's envelope, after the handshake if it has not taken place yet.</summary>
    /// <exception cref="InvalidOperationException">The gateway did not answer the handshake.</exception>
    public async Task<WebhookDelivery> SendAsync(string eventType, string subject, JsonObject data)
    {
        await EnsureValidatedAsync();
        var envelope = Envelope(eventType, subject, data);
        var delivery = await _caller.DeliverAsync(
            _ => PostAsync("Notification", envelope),
            _options.Retries,
            attempt => attempt.StatusCode is not { } status || Array.IndexOf(Final, status) < 0);
        if (_faults.TakeDuplicate())
            await PostAsync("Notification", envelope);
        return delivery;
    }

    internal void Report(string messageId, string to, bool delivered, string? tag, string? details = null) => Post.Add(() => SendAsync(
        "Microsoft.Communication.SMSDeliveryReportReceived",
        $"/phonenumber/{to}",
        new JsonObject
        {
            ["messageId"] = messageId,
            // As in the documented sample: the sender without a plus sign, the recipient with it, and a capital T.
            ["from"] = _options.Number.TrimStart('+'),
            ["to"] = to,
            ["deliveryStatus"] = delivered ? "Delivered" : "Failed",
            ["deliveryStatusDetails"] = details ?? (delivered ? "No error." : "The phone is unreachable."),
            ["deliveryAttempts"] = new JsonArray(new JsonObject
            {
                ["timestamp"] = _time.GetUtcNow().ToString("O"),
                ["segmentsSucceeded"] = delivered ? 1 : 0,
                ["segmentsFailed"] = delivered ? 0 : 1,
            }),
            ["receivedTimestamp"] = _time.GetUtcNow().ToString("O"),
            ["Tag"] = Post.WithoutReference ? null : tag,
        }));

    // Two first events at once wait for one handshake; a failed one is tried anew by the next event.
    private async Task EnsureValidatedAsync()
    {
        Task<bool> handshake;
        lock (_gate)
        {
            if (Validated)
                return;
            if (_handshake is null || _handshake.IsCompleted)
                _handshake = SubscribeAsync();
            handshake = _handshake;
        }
        if (!await handshake)
            throw new InvalidOperationException($"The gateway did not answer the Event Grid handshake of {_options.Account}.");
    }

    private Uri To()
    {
        var address = Address ?? throw new InvalidOperationException($"The SMS account {_options.Account} has no event address yet.");
        return _options.KeyInHeader ? address : new UriBuilder(address) { Query = "key=" + Uri.EscapeDataString(_options.EventsKey) }.Uri;
    }

    private IEnumerable<(string Name, string Value)> KeyHeader() => _options.KeyInHeader ? [("X-Events-Key", _options.EventsKey)] : [];

    private Task<WebhookAttempt> PostAsync(string eventKind, JsonObject envelope) => _caller.PostAsync(
        To(),
        _options.CloudEvents
            ? JsonSerializer.SerializeToUtf8Bytes(envelope, AsAzureWrites)
            : JsonSerializer.SerializeToUtf8Bytes(new JsonArray(envelope.DeepClone()), AsAzureWrites),
        [("aeg-event-type", eventKind), ("aeg-subscription-name", _options.Account.ToUpperInvariant()), .. KeyHeader()],
        _options.EventTimeout,
        _options.CloudEvents ? "application/cloudevents+json" : "application/json");

    private JsonObject Envelope(string eventType, string subject, JsonObject data) => _options.CloudEvents
        ? new()
        {
            ["id"] = _ids.Uuid(),
            ["source"] = Topic,
            ["type"] = eventType,
            ["subject"] = subject,
            ["time"] = _time.GetUtcNow().ToString("O"),
            ["specversion"] = "1.0",
            ["data"] = data,
        }
        : OwnEnvelope(eventType, subject, data);

    private JsonObject OwnEnvelope(string eventType, string subject, JsonObject data) => new()
    {
        ["id"] = _ids.Uuid(),
        ["topic"] = Topic,
        ["subject"] = subject,
        ["data"] = data,
        ["eventType"] = eventType,
        ["dataVersion"] = "1.0",
        ["metadataVersion"] = "1",
        ["eventTime"] = _time.GetUtcNow().ToString("O"),
    };

    private string Topic => $"/subscriptions/simulated/resourcegroups/sms/providers/microsoft.communication/communicationservices/{_options.Account}";

    private static string? Echo(string body)
    {
        try
        {
            return JsonNode.Parse(body)?["validationResponse"]?.GetValue<string>();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
