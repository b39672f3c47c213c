using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gateway.TestKit.Wires;

/// <summary>How a wire is at the moment.</summary>
public enum WireState
{
    /// <summary>What is sent arrives, after the delay.</summary>
    Passing,

    /// <summary>Nothing arrives and nothing is lost: it waits, as for packets that are sent again and again.</summary>
    Held,

    /// <summary>Half-open: everything is accepted, connections too, and nothing arrives. Neither end is told.</summary>
    Swallowing,

    /// <summary>Connections are reset, new ones as soon as they are made.</summary>
    Cut,
}

/// <summary>A wire of TCP between a client and a server on this machine that can be slow, held, half-open or cut, and healed again.</summary>
/// <remarks>The client is given <see cref="Port"/> instead of the server's own. The port stays the same whatever becomes of the wire.</remarks>
public sealed class FaultyWire : IAsyncDisposable
{
    private readonly IPEndPoint _server;
    private readonly TcpListener _listener;
    private readonly ConcurrentDictionary<WireLink, Task> _links = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private volatile TaskCompletionSource _passing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _delay;
    private volatile WireState _state;

    private FaultyWire(IPEndPoint server)
    {
        _server = server;
        _passing.SetResult();
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary><c>127.0.0.1:port</c>.</summary>
    public string Endpoint => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>How it is.</summary>
    public WireState State => _state;

    /// <summary>Connections at this moment.</summary>
    public int Connections => _links.Count;

    /// <summary>Connections that have lost a byte and that <see cref="Heal"/> will reset.</summary>
    public int Torn => _links.Keys.Count(link => link.Torn);

    /// <summary>How long each byte is on its way, in each direction. Zero at first; a round trip takes twice this.</summary>
    public TimeSpan Delay
    {
        get => new(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, value.Ticks);
    }

    /// <summary>Lays a wire to a server on this machine.</summary>
    /// <param name="port">Where the server listens; it need not listen yet.</param>
    public static FaultyWire To(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>From now on nothing arrives; it will after <see cref="Heal"/>.</summary>
    public void Hold() => Become(WireState.Held);

    /// <summary>From now on whatever is sent vanishes, and nobody is told. A connection that lost a byte is reset by <see cref="Heal"/>.</summary>
    public void Swallow() => Become(WireState.Swallowing);

    /// <summary>Resets all connections, and from now on every new one.</summary>
    public void Cut()
    {
        Become(WireState.Cut);
        foreach (var link in _links.Keys)
            link.Reset();
    }

    /// <summary>Everything passes again, without delay.</summary>
    public void Heal()
    {
        Delay = TimeSpan.Zero;
        Become(WireState.Passing);
        Interlocked.MemoryBarrier();
        // A stream with a hole in it is no stream; a router that forgot the connection answers the next packet with a reset.
        foreach (var link in _links.Keys.Where(link => link.Torn))
            link.Reset();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var link in _links.Keys)
            link.Reset();
        await Task.WhenAll(_links.Values);
        _end.Dispose();
    }

    /// <summary>Completes as soon as bytes may pass, or vanish.</summary>
    internal async Task<WireState> OpenAsync(CancellationToken stop)
    {
        while (_state == WireState.Held)
            await _passing.Task.WaitAsync(stop);
        return _state;
    }

    private void Become(WireState state)
    {
        if (state == WireState.Held && _passing.Task.IsCompleted)
            _passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _state = state;
        if (state != WireState.Held)
            _passing.TrySetResult();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var link = new WireLink(this, await _listener.AcceptSocketAsync(_end.Token));
                var running = new TaskCompletionSource();
                _links[link] = running.Task;
                _ = CarryAsync(link, running);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                // The wire is taken away, or the client was gone before it was accepted.
            }
        }
    }

    private async Task CarryAsync(WireLink link, TaskCompletionSource running)
    {
        await link.CarryAsync(_server);
        _links.TryRemove(link, out _);
        link.Dispose();
        running.SetResult();
    }
}
