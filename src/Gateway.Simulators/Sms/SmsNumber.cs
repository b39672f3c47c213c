using System.Globalization;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>One number inside the simulator: what it sends, and the phones that write to it.</summary>
public sealed class SmsNumber : ISimulatedNumber
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SimulatorIds _ids;
    private readonly Outbox _outbox;
    private readonly RateWindow _rate;
    private readonly Dictionary<Guid, string> _repeatable = [];
    private readonly HashSet<string> _unreachable = [];
    private readonly HashSet<string> _optedOut = [];

    internal SmsNumber(SmsNumberOptions options, TimeProvider time, SimulatorIds ids, Outbox outbox, WebhookCaller caller)
    {
        (Options, _time, _ids, _outbox) = (options, time, ids, outbox);
        _rate = new RateWindow(time, TimeSpan.FromMinutes(1));
        Events = new EventGridSubscription(options, time, ids, caller, Faults);
    }

    /// <summary>The settings it was made with.</summary>
    public SmsNumberOptions Options { get; }

    /// <summary>What is to go wrong, at the API and on the way of the events.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The Event Grid subscription through which the gateway hears of this number.</summary>
    public EventGridSubscription Events { get; }

    /// <inheritdoc/>
    public string Account => Options.Account;

    /// <inheritdoc/>
    public ReportPost Reports => Events.Post;

    /// <summary>The phone of this number, in E.164.</summary>
    public SmsPhone Phone(string number) => new(this, number, _ids, _time, _outbox);

    MobilePhone ISimulatedNumber.Phone(string number) => Phone(number);

    internal bool Admits()
    {
        lock (_gate)
            return _rate.Admits(Options.RatePerMinute);
    }

    internal void SetReachable(string number, bool reachable)
    {
        lock (_gate)
            _ = reachable ? _unreachable.Remove(number) : _unreachable.Add(number);
    }

    /// <summary>The service acts on a few English words by itself.</summary>
    internal void Hear(string from, string text)
    {
        lock (_gate)
        {
            if (OptOutWords.AreOut(text)) _optedOut.Add(from);
            else if (OptOutWords.AreIn(text)) _optedOut.Remove(from);
        }
    }

    internal SmsResult Send(SmsRequest request, SmsRecipient recipient, bool refused = false)
    {
        if (refused)
            return new SmsResult(recipient.To, null, 400, false, ErrorMessage: "Invalid To phone number format.");
        if (request.From != Options.Number)
            return new SmsResult(recipient.To, null, 401, false, ErrorMessage: "The from number does not belong to this resource.");
        if (!SmsRequest.IsNumber(recipient.To))
            return new SmsResult(recipient.To, null, 400, false, ErrorMessage: "Invalid To phone number format.");
        Guid key = default;
        if (recipient.RequestId is null != recipient.FirstSent is null
            || (recipient.RequestId is not null && !IsRepeatable(recipient, out key)))
            return new SmsResult(recipient.To, null, 400, false, "rejected", "The repeatability fields are not valid.");

        lock (_gate)
        {
            if (recipient.RequestId is null)
                return new SmsResult(recipient.To, Accept(request, recipient.To), 202, true);
            if (!_repeatable.TryGetValue(key, out var messageId))
                _repeatable[key] = messageId = Accept(request, recipient.To);
            return new SmsResult(recipient.To, messageId, 202, true, "accepted");
        }
    }

    private static bool IsRepeatable(SmsRecipient recipient, out Guid key)
    {
        var dated = DateTimeOffset.TryParseExact(
            recipient.FirstSent, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
        return Guid.TryParseExact(recipient.RequestId, "D", out key) && dated;
    }

    private string Accept(SmsRequest request, string to)
    {
        var messageId = $"Outgoing_{_time.GetUtcNow():yyyyMMddHHmmss}{_ids.Hex(8)}_noam";
        var blocked = _optedOut.Contains(to);
        var delivered = !blocked && !_unreachable.Contains(to);
        _outbox.Log.Append(number => new OutboxItem(number, "acs", "sms", to, request.Message, _time.GetUtcNow())
        {
            From = Options.Number,
            Delivered = delivered,
            MessageId = messageId,
        });
        if (request.DeliveryReport)
            Events.Report(messageId, to, delivered, request.Tag, blocked ? "Sender blocked for given recipient." : null);
        return messageId;
    }
}
