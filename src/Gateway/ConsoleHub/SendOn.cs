using Gateway.Primitives;

namespace Gateway.ConsoleHub;

/// <summary>Tells the consoles of a gateway that is about to stop to go to another one; little by little, so that they do not all arrive there at once.</summary>
public sealed class SendOn(Consoles consoles, Departure departure, TimeProvider time) : IHostedService, IDisposable
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private CancellationTokenRegistration _moving;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _moving = departure.Moving.Register(() => _ = TellAsync());
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _moving.Dispose();

    private async Task TellAsync()
    {
        foreach (var some in consoles.All.Chunk(AtOnce))
        {
            foreach (var console in some) consoles.Push(console, client => client.Moving());
            await Task.Delay(Pause, time);
        }
    }
}
