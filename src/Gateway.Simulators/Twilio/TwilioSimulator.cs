using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Twilio;

/// <summary>A stand-in for Twilio's SMS, within its documented answers.</summary>
public sealed class TwilioSimulator : IAsyncDisposable
{
    private readonly WebhookCaller _caller;

    /// <summary>A simulator of these numbers, which writes what it accepts to <paramref name="outbox"/>.</summary>
    public TwilioSimulator(IEnumerable<TwilioNumberOptions> numbers, Outbox outbox, TimeProvider time, SimulatorIds ids)
    {
        _caller = new WebhookCaller(time);
        Numbers = [.. numbers.Select(options => new TwilioNumber(options, time, ids, outbox, _caller))];
    }

    /// <summary>All numbers, in the order they were given.</summary>
    public IReadOnlyList<TwilioNumber> Numbers { get; }

    /// <summary>The number of the account of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public TwilioNumber Account(string name) =>
        Numbers.FirstOrDefault(number => number.Account == name) ?? throw new KeyNotFoundException($"No Twilio account is named {name}.");

    /// <summary>Lets every number reach the gateway at this address, whatever its public one is.</summary>
    public void PointAt(Uri gateway)
    {
        foreach (var number in Numbers)
            number.Callbacks.Gateway = gateway;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _caller.DisposeAsync();
}
