using System.Text.Json.Nodes;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>A mobile phone that writes to one number of Azure Communication Services. What it writes reaches the gateway through Event Grid's calls.</summary>
public sealed class SmsPhone : MobilePhone
{
    private readonly SmsNumber _to;
    private readonly SimulatorIds _ids;
    private readonly TimeProvider _time;

    internal SmsPhone(SmsNumber to, string number, SimulatorIds ids, TimeProvider time, Outbox outbox)
        : base("acs", to.Options.Number, number, outbox) => (_to, _ids, _time) = (to, ids, time);

    /// <inheritdoc/>
    public override Task<WebhookDelivery> SayAsync(string text) => SayAsync(text, $"Incoming_{_time.GetUtcNow():yyyyMMddHHmmss}{_ids.Hex(8)}_noam");

    /// <inheritdoc/>
    public override Task<WebhookDelivery> SayAsync(string text, string messageId)
    {
        _to.Hear(Number, text);
        return _to.Events.SendAsync(
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
    }

    /// <inheritdoc/>
    public override void SetReachable(bool reachable) => _to.SetReachable(Number, reachable);
}
