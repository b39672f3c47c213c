using System.Text.Json.Nodes;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>A mobile phone that writes to one number by SMS. What it writes reaches the gateway through Event Grid's calls.</summary>
public sealed class SmsPhone
{
    private readonly SmsNumber _to;
    private readonly SimulatorIds _ids;
    private readonly TimeProvider _time;
    private readonly Outbox _outbox;

    internal SmsPhone(SmsNumber to, string number, SimulatorIds ids, TimeProvider time, Outbox outbox) =>
        (_to, Number, _ids, _time, _outbox) = (to, number, ids, time, outbox);

    /// <summary>Its own number, in E.164.</summary>
    public string Number { get; }

    /// <summary>What has arrived on this phone, in order.</summary>
    public IReadOnlyList<OutboxItem> Received => [.. _outbox.Log.After(0).Where(Mine)];

    /// <summary>Waits until something arrives (or has arrived) that <paramref name="wanted"/> accepts; anything, when not given.</summary>
    /// <exception cref="TimeoutException">Nothing wanted came in time (10 s of real time when not given).</exception>
    public Task<OutboxItem> ReceivesAsync(Func<string, bool>? wanted = null, TimeSpan? timeout = null, long after = 0) =>
        _outbox.Log.FirstAsync(item => Mine(item) && (wanted?.Invoke(item.Text) ?? true), timeout, after);

    /// <summary>Sends a text.</summary>
    public Task<WebhookDelivery> SayAsync(string text) => SayAsync(text, $"Incoming_{_time.GetUtcNow():yyyyMMddHHmmss}{_ids.Hex(8)}_noam");

    /// <summary>Sends a text under a given message id: Event Grid may bring the same message twice.</summary>
    public Task<WebhookDelivery> SayAsync(string text, string messageId) => _to.Events.SendAsync(
        "Microsoft.Communication.SMSReceived",
        $"/phonenumber/{_to.Options.Number.TrimStart('+')}",
        new JsonObject
        {
            ["messageId"] = messageId,
            // As in the documented sample: both numbers without their plus sign.
            ["from"] = Number.TrimStart('+'),
            ["to"] = _to.Options.Number.TrimStart('+'),
            ["message"] = text,
            ["receivedTimestamp"] = _time.GetUtcNow().ToString("O"),
            ["segmentCount"] = SmsText.Segments(text),
        });

    /// <summary>Switches the phone off, or on again. To a phone that is off, a message is accepted and reported as failed.</summary>
    public void SetReachable(bool reachable) => _to.SetReachable(Number, reachable);

    private bool Mine(OutboxItem item) => item.Delivered && item.Provider == "acs" && item.To == Number && item.From == _to.Options.Number;
}
