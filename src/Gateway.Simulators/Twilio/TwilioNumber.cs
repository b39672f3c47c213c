using Gateway.Simulators.Sms;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Twilio;

/// <summary>One number inside the simulator: what it sends, and the phones that write to it.</summary>
public sealed class TwilioNumber : ISimulatedNumber
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SimulatorIds _ids;
    private readonly Outbox _outbox;
    private readonly RateWindow _rate;
    private readonly HashSet<string> _unreachable = [];
    private readonly HashSet<string> _optedOut = [];

    internal TwilioNumber(TwilioNumberOptions options, TimeProvider time, SimulatorIds ids, Outbox outbox, WebhookCaller caller)
    {
        (Options, _time, _ids, _outbox) = (options, time, ids, outbox);
        _rate = new RateWindow(time, TimeSpan.FromMinutes(1));
        Callbacks = new TwilioCallbacks(options, caller, Faults);
    }

    /// <summary>The settings it was made with.</summary>
    public TwilioNumberOptions Options { get; }

    /// <inheritdoc/>
    public string Account => Options.Account;

    /// <inheritdoc/>
    public Faults Faults { get; } = new();

    /// <summary>The calls through which the gateway hears of this number.</summary>
    public TwilioCallbacks Callbacks { get; }

    /// <inheritdoc/>
    public ReportPost Reports => Callbacks.Post;

    /// <inheritdoc/>
    public MobilePhone Phone(string number) => new TwilioPhone(this, number, _ids, _outbox);

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

    /// <summary>Acts on the words that Twilio acts on; which of them it was, in Twilio's name for it.</summary>
    internal string? Hear(string from, string text)
    {
        lock (_gate)
        {
            if (OptOutWords.AreOut(text))
            {
                _optedOut.Add(from);
                return "STOP";
            }
            if (!OptOutWords.AreIn(text))
                return null;
            _optedOut.Remove(from);
            return "START";
        }
    }

    /// <summary>Takes a message; its id, or Twilio's number of what is wrong with it.</summary>
    internal (string? Sid, int? Error) Send(string to, string text, Uri? callback)
    {
        lock (_gate)
        {
            if (_optedOut.Contains(to))
                return (null, 21610);
            var sid = "SM" + _ids.Hex(16);
            var delivered = !_unreachable.Contains(to);
            _outbox.Log.Append(number => new OutboxItem(number, "twilio", "sms", to, text, _time.GetUtcNow())
            {
                From = Options.Number,
                Delivered = delivered,
                MessageId = sid,
            });
            if (callback is not null)
            {
                Callbacks.Report(callback, sid, to, "queued", null);
                Callbacks.Report(callback, sid, to, "sent", null);
                Callbacks.Report(callback, sid, to, delivered ? "delivered" : "undelivered", delivered ? null : 30003);
            }
            return (sid, null);
        }
    }
}
