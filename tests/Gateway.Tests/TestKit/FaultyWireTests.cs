using System.Net;
using System.Net.Sockets;
using Gateway.TestKit.Wires;
using Xunit;

namespace Gateway.Tests.TestKit;

public sealed class FaultyWireTests : IAsyncDisposable
{
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly FaultyWire _wire;

    public FaultyWireTests()
    {
        _server.Start();
        _wire = FaultyWire.To(((IPEndPoint)_server.LocalEndpoint).Port);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_sent_arrives_in_both_directions()
    {
        var (near, far) = await ConnectAsync();

        await near.SendAsync("asked"u8.ToArray(), Stop);
        Assert.Equal("asked", await ReadAsync(far, 5));
        await far.SendAsync("answered"u8.ToArray(), Stop);
        Assert.Equal("answered", await ReadAsync(near, 8));
    }

    [Fact]
    public async Task The_end_of_one_side_is_told_to_the_other_which_may_still_speak()
    {
        var (near, far) = await ConnectAsync();

        near.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await ReadAsync(far, 1));
        await far.SendAsync("last"u8.ToArray(), Stop);
        Assert.Equal("last", await ReadAsync(near, 4));
    }

    [Fact]
    public async Task A_delay_holds_up_each_direction()
    {
        var (near, far) = await ConnectAsync();
        _wire.Delay = TimeSpan.FromMilliseconds(60);
        var start = TimeProvider.System.GetTimestamp();

        await near.SendAsync("a"u8.ToArray(), Stop);
        await ReadAsync(far, 1);
        await far.SendAsync("b"u8.ToArray(), Stop);
        await ReadAsync(near, 1);

        Assert.True(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds >= 120);
    }

    [Fact]
    public async Task What_is_held_arrives_when_the_wire_is_healed()
    {
        var (near, far) = await ConnectAsync();
        _wire.Hold();
        await near.SendAsync("held"u8.ToArray(), Stop);
        var arriving = ReadAsync(far, 4);
        Assert.NotSame(arriving, await Task.WhenAny(arriving, Task.Delay(100, Stop)));

        _wire.Heal();

        Assert.Equal("held", await arriving);
    }

    [Fact]
    public async Task A_half_open_wire_accepts_everything_and_tells_nobody()
    {
        var (near, far) = await ConnectAsync();
        _wire.Swallow();
        await near.SendAsync("lost"u8.ToArray(), Stop);
        var arriving = ReadAsync(far, 4);
        using var late = await ReachAsync();
        await late.SendAsync("lost too"u8.ToArray(), Stop);

        Assert.NotSame(arriving, await Task.WhenAny(arriving, Task.Delay(100, Stop)));
        Assert.False(_server.Pending());
    }

    [Fact]
    public async Task A_connection_that_lost_something_is_reset_when_the_wire_is_healed()
    {
        var (near, far) = await ConnectAsync();
        _wire.Swallow();
        await near.SendAsync("lost"u8.ToArray(), Stop);
        // What the wire has read it cannot give back.
        while (_wire.Torn == 0) await Task.Delay(1, Stop);

        _wire.Heal();

        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(far, 1));
        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(near, 1));
    }

    [Fact]
    public async Task A_half_open_wire_on_which_nothing_was_said_goes_on_when_it_is_healed()
    {
        var (near, far) = await ConnectAsync();
        _wire.Swallow();
        _wire.Heal();

        await near.SendAsync("here"u8.ToArray(), Stop);

        Assert.Equal("here", await ReadAsync(far, 4));
    }

    [Fact]
    public async Task A_cut_resets_what_there_is_and_what_comes_until_it_is_healed()
    {
        var (near, far) = await ConnectAsync();
        _wire.Cut();

        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(near, 1));
        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(far, 1));
        await Assert.ThrowsAsync<SocketException>(async () => await ReadAsync(await ReachAsync(), 1));

        _wire.Heal();
        var (again, there) = await ConnectAsync();
        await again.SendAsync("again"u8.ToArray(), Stop);
        Assert.Equal("again", await ReadAsync(there, 5));
    }

    [Fact]
    public async Task Nobody_listening_at_the_other_end_is_a_reset()
    {
        _server.Stop();

        await Assert.ThrowsAsync<SocketException>(async () => await ReadAsync(await ReachAsync(), 1));
    }

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync();
        _server.Dispose();
    }

    private async Task<(Socket Near, Socket Far)> ConnectAsync() => (await ReachAsync(), await _server.AcceptSocketAsync(Stop));

    private async Task<Socket> ReachAsync()
    {
        var near = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await near.ConnectAsync(IPAddress.Loopback, _wire.Port, Stop);
        return near;
    }

    private static async Task<string> ReadAsync(Socket from, int bytes)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        var buffer = new byte[bytes];
        var read = 0;
        for (int length; read < bytes && (length = await from.ReceiveAsync(buffer.AsMemory(read), patience.Token)) > 0;)
            read += length;
        return System.Text.Encoding.ASCII.GetString(buffer, 0, read);
    }
}
