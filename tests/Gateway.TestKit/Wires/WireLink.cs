using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Gateway.TestKit.Wires;

/// <summary>One connection over a <see cref="FaultyWire"/>.</summary>
internal sealed class WireLink(FaultyWire wire, Socket client) : IDisposable
{
    private readonly CancellationTokenSource _reset = new();
    private Socket? _server;
    private int _torn;

    /// <summary>Whether something that was sent on it has vanished.</summary>
    public bool Torn => Volatile.Read(ref _torn) != 0;

    /// <summary>Carries until both ends have closed, or it is reset. Both ends are told when it is disposed.</summary>
    public async Task CarryAsync(IPEndPoint server)
    {
        try
        {
            if (wire.State == WireState.Cut)
                return;
            client.NoDelay = true;
            if (!await LosesAsync())
            {
                _server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _server.ConnectAsync(server, _reset.Token);
            }
            await Task.WhenAll(PumpAsync(client, _server), PumpAsync(_server, client));
        }
        catch (Exception over) when (over is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // An end is gone, or nobody listens.
        }
    }

    /// <summary>Ends it at once; both ends get a reset.</summary>
    public void Reset()
    {
        try
        {
            _reset.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Abort(client);
        Abort(_server);
        _reset.Dispose();
    }

    private async Task PumpAsync(Socket? from, Socket? to)
    {
        if (from is null)
            return;
        // Bounded, so that who sends much over a slow wire has to wait as over a real one.
        var onTheWay = Channel.CreateBounded<(byte[] Bytes, long Due)>(256);
        var arriving = ArriveAsync(onTheWay.Reader, to);
        try
        {
            var buffer = new byte[16 * 1024];
            int length;
            do
            {
                length = await from.ReceiveAsync(buffer, _reset.Token);
                var due = TimeProvider.System.GetTimestamp() + (long)(wire.Delay.TotalSeconds * TimeProvider.System.TimestampFrequency);
                await onTheWay.Writer.WriteAsync((buffer[..length], due), _reset.Token);
            }
            while (length > 0);
        }
        catch (SocketException)
        {
            await _reset.CancelAsync();
        }
        finally
        {
            onTheWay.Writer.TryComplete();
        }
        await arriving;
    }

    // No bytes at all stand for the end of what this side has to say.
    private async Task ArriveAsync(ChannelReader<(byte[] Bytes, long Due)> onTheWay, Socket? to)
    {
        try
        {
            await foreach (var (bytes, due) in onTheWay.ReadAllAsync(_reset.Token))
            {
                // A timer may be a few milliseconds early.
                while (TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), due) is var early && early > TimeSpan.Zero)
                    await Task.Delay(early + TimeSpan.FromMilliseconds(1), _reset.Token);
                if (await LosesAsync())
                    continue;
                if (bytes.Length == 0)
                    to!.Shutdown(SocketShutdown.Send);
                else
                    await SendAsync(to!, bytes);
            }
            // Not even that this side has ended.
            if (Torn)
                await Task.Delay(Timeout.InfiniteTimeSpan, _reset.Token);
        }
        catch (SocketException)
        {
            await _reset.CancelAsync();
        }
    }

    // Healing looks for what is torn, and this for what is healed: whoever comes second finds the other.
    private async Task<bool> LosesAsync()
    {
        if (await wire.OpenAsync(_reset.Token) == WireState.Swallowing)
        {
            Interlocked.Exchange(ref _torn, 1);
            if (wire.State != WireState.Swallowing)
                await _reset.CancelAsync();
        }
        return Torn;
    }

    private async Task SendAsync(Socket to, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
            sent += await to.SendAsync(bytes.AsMemory(sent), _reset.Token);
    }

    private static void Abort(Socket? socket)
    {
        if (socket is null)
            return;
        try
        {
            // Closed with no time to linger: a reset, as from a machine that knows nothing of the connection.
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (SocketException)
        {
            // It is gone already.
        }
        socket.Dispose();
    }
}
