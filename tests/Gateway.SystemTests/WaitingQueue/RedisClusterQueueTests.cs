using System.Diagnostics;
using System.Globalization;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using StackExchange.Redis;
using Xunit;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>The same contract on Redis in cluster mode, which refuses scripts whose keys are undeclared or lie in several slots.</summary>
public sealed class RedisClusterQueueTests(RedisClusterQueueTests.Cluster cluster) : WaitingQueueContract, IClassFixture<RedisClusterQueueTests.Cluster>
{
    private readonly List<RedisNode> _nodes = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override Task<(IQueueEngine First, IQueueEngine Second)> OpenAsync() => Task.FromResult((Node(), Node()));

    protected override async Task<(IQueueEngine First, IQueueEngine Second)> LoseMemoryAsync()
    {
        await cluster.Server.FlushAsync();
        return (A, B);
    }

    private IQueueEngine Node()
    {
        var node = new RedisNode(cluster.Server, Time, Settings);
        _nodes.Add(node);
        return node.Queue;
    }

    /// <summary>A cluster of one node that has every slot.</summary>
    public sealed class Cluster : IAsyncLifetime
    {
        public RedisServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Server = await RedisServer.StartAsync("--cluster-enabled", "yes", "--cluster-port", FreePort.Find().ToString(CultureInfo.InvariantCulture));
            using var redis = await ConnectionMultiplexer.ConnectAsync(Server.Endpoint + ",allowAdmin=true");
            var database = redis.GetDatabase();
            await database.ExecuteAsync("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
            var watch = Stopwatch.StartNew();
            while (!((string)await database.ExecuteAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "The cluster did not become whole.");
                await Task.Delay(50);
            }
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
