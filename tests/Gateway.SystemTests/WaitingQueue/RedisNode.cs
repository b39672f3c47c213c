using Xunit;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>What one gateway has of Redis: its own connection, and the queue on it.</summary>
internal sealed class RedisNode(TimeProvider time, QueueSettings settings, params RedisServer[] servers) : IAsyncDisposable
{
    private readonly RedisLink _link = Open(servers);

    public RedisNode(RedisServer server, TimeProvider time, QueueSettings settings) : this(time, settings, server)
    {
    }

    public RedisLink Link => _link;

    public IQueueEngine Queue => field ??= new RedisQueue(_link, time, settings, new Ids(time));

    public static RedisLink Open(params RedisServer[] servers) =>
        new(new RedisSettings { Endpoints = string.Join(',', servers.Select(server => server.Endpoint)) }, NullLogger<RedisLink>.Instance);

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}

/// <summary>One Redis for the tests of a class, which run one after another.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
