using Xunit;
using Gateway.TestKit.Contracts;
using Gateway.WaitingQueue;

namespace Gateway.SystemTests.WaitingQueue;

public sealed class RedisQueueTests(RedisFixture redis) : WaitingQueueContract, IClassFixture<RedisFixture>
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
        await redis.Server.FlushAsync();
        return (A, B);
    }

    private IQueueEngine Node()
    {
        var node = new RedisNode(redis.Server, Time, Settings);
        _nodes.Add(node);
        return node.Queue;
    }
}
