using System.Runtime.InteropServices;

namespace Gateway.Operations.Leaving;

/// <summary>Listens to the machine: SIGTERM takes leave first, Ctrl+C stops at once.</summary>
/// <remarks>It takes the place of the framework's own, which would stop at the first SIGTERM, with everybody still connected.</remarks>
public sealed class SignalLifetime(TakeLeave leave, IHostApplicationLifetime host) : IHostLifetime, IDisposable
{
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <inheritdoc />
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Follow(signal, leave.Begin)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Follow(signal, host.StopApplication)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Follow(signal, host.StopApplication)));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
    }

    private static void Follow(PosixSignalContext signal, Action act)
    {
        // Without this the process would be gone when the handler returns.
        signal.Cancel = true;
        act();
    }
}
