using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>A stand-in for SMS over Azure Communication Services, within its documented limits and errors.</summary>
public sealed class SmsSimulator : IAsyncDisposable
{
    private readonly WebhookCaller _caller;
    private readonly TimeProvider _time;

    /// <summary>A simulator of these numbers, which writes what it accepts to <paramref name="outbox"/>.</summary>
    public SmsSimulator(IEnumerable<SmsNumberOptions> numbers, Outbox outbox, TimeProvider time, SimulatorIds ids)
    {
        (_caller, _time) = (new WebhookCaller(time), time);
        Numbers = [.. numbers.Select(options => new SmsNumber(options, time, ids, outbox, _caller))];
    }

    /// <summary>All numbers, in the order they were given.</summary>
    public IReadOnlyList<SmsNumber> Numbers { get; }

    /// <summary>The number of the account of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SmsNumber Account(string name) =>
        Numbers.FirstOrDefault(number => number.Options.Account == name) ?? throw new KeyNotFoundException($"No SMS account is named {name}.");

    /// <summary>Lets every number report to the gateway at this address: <c>{gateway}/channels/sms/{account}/events</c>.</summary>
    public void PointAt(Uri gateway)
    {
        foreach (var number in Numbers)
            number.Events.Address = new Uri(gateway, $"/channels/sms/{number.Options.Account}/events");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    // The real service knows the resource by its host name; here all share one host, so the key that fits tells which it is.
    internal SmsNumber? Authenticate(SignedCall call) =>
        Numbers.FirstOrDefault(number => AcsSignature.Verifies(number.Options.AccessKey, call, _time.GetUtcNow()));
}
