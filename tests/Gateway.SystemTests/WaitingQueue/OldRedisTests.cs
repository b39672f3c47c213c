using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.Redis;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>A Redis that cannot keep functions is refused with a sentence, not found out at night.</summary>
public sealed class OldRedisTests
{
    [Fact]
    public async Task One_that_is_too_old_is_refused_at_the_start_in_words()
    {
        await using var server = await RedisServer.StartAsync();
        using var old = new AgedRedis(server.Port);
        await using var link = new RedisLink(new RedisSettings { Endpoints = old.Endpoint }, NullLogger<RedisLink>.Instance);
        var refused = await Assert.ThrowsAsync<RedisTooOldException>(() => link.SubscribeAsync("feed", _ => { }));
        Assert.Contains("is version 6.2.1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_on_which_functions_are_forbidden_is_unavailable()
    {
        await using var server = await RedisServer.StartAsync("--rename-command", "FUNCTION", "");
        await using var link = new RedisLink(new RedisSettings { Endpoints = server.Endpoint }, NullLogger<RedisLink>.Instance);
        var queue = new RedisQueue(link, TimeProvider.System, new QueueSettings(), new Ids(TimeProvider.System));
        await Assert.ThrowsAsync<QueueUnavailableException>(() => queue.TickAsync("komorebi"));
    }

    /// <summary>The same server, said to be older than it is.</summary>
    private sealed class AgedRedis : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly int _server;

        public AgedRedis(int server)
        {
            _server = server;
            _listener.Start();
            _ = AcceptAsync();
        }

        public string Endpoint => _listener.LocalEndpoint.ToString()!;

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true) _ = JoinAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        private async Task JoinAsync(TcpClient client)
        {
            using var mine = client;
            using var server = new TcpClient();
            await server.ConnectAsync(IPAddress.Loopback, _server);
            var toServer = mine.GetStream().CopyToAsync(server.GetStream());
            var bytes = new byte[64 * 1024];
            while (await server.GetStream().ReadAsync(bytes) is > 0 and var count)
            {
                var at = bytes.AsSpan(0, count).IndexOf("redis_version:"u8);
                // The length stays the same.
                if (at >= 0) Encoding.ASCII.GetBytes("6.2.1", bytes.AsSpan(at + "redis_version:".Length));
                await mine.GetStream().WriteAsync(bytes.AsMemory(0, count));
            }

            await toServer;
        }
    }
}
