using Gateway.TestKit.Wires;

namespace Gateway.Faults.Convergence;

/// <summary>How a client loses its network.</summary>
internal enum Loss
{
    /// <summary>Every connection is reset, and new ones are refused.</summary>
    Cut,

    /// <summary>Nothing arrives, and nothing is lost: it comes later.</summary>
    Held,

    /// <summary>Half-open: whatever is sent vanishes, and nobody is told.</summary>
    HalfOpen,
}

/// <summary>The network of one client: a wire to each gateway, and all of them have the same fate.</summary>
internal sealed class ClientNetwork(IEnumerable<Uri> gateways) : IAsyncDisposable
{
    private readonly FaultyWire[] _wires = [.. gateways.Select(gateway => FaultyWire.To(gateway.Port))];

    /// <summary>Where the client reaches each gateway.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _wires.Select(wire => new Uri($"http://{wire.Endpoint}"))];

    /// <summary>The network is gone.</summary>
    public void Lose(Loss loss)
    {
        foreach (var wire in _wires)
        {
            if (loss == Loss.Cut)
                wire.Cut();
            else if (loss == Loss.Held)
                wire.Hold();
            else
                wire.Swallow();
        }
    }

    /// <summary>The network is back.</summary>
    public void Return()
    {
        foreach (var wire in _wires)
            wire.Heal();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var wire in _wires)
            await wire.DisposeAsync();
    }
}
