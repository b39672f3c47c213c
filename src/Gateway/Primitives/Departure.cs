namespace Gateway.Primitives;

/// <summary>How far this process is on its way out: first announced, so that the load balancer looks elsewhere, then moving: whoever holds a connection open is sent on.</summary>
/// <remarks>Only <c>Gateway.Operations</c> begins it; the slices follow what it says.</remarks>
public sealed class Departure : IDisposable
{
    private readonly CancellationTokenSource _moving = new();
    private volatile bool _announced;
    private int _guests;

    /// <summary>Whether readiness is to say no. Everything else goes on as before.</summary>
    public bool IsAnnounced => _announced;

    /// <summary>Cancelled when the time has come to send open connections elsewhere and to let no new ones begin.</summary>
    public CancellationToken Moving => _moving.Token;

    /// <summary>How many connections are held open at this moment: consoles and open chat pages.</summary>
    public int Guests => Volatile.Read(ref _guests);

    /// <summary>Somebody holds a connection open until they dispose the result, once.</summary>
    public IDisposable Enter()
    {
        Interlocked.Increment(ref _guests);
        return new Stay(this);
    }

    /// <summary>From now on this process counts as not ready.</summary>
    public void Announce() => _announced = true;

    /// <summary>Sends everybody on. Returns when each has been told to go, not when they have gone.</summary>
    public Task MoveAsync() => _moving.CancelAsync();

    /// <inheritdoc />
    public void Dispose() => _moving.Dispose();

    private sealed class Stay(Departure departure) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0) Interlocked.Decrement(ref departure._guests);
        }
    }
}
