using Xunit;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>What one gateway has of Redis: its own connection, and the queue on it.</summary>
internal sealed class RedisNode(RedisLink link, TimeProvider time, QueueSettings settings) : IAsyncDisposable
{
    /// <summary>Where a test waits for calls that end without an answer: long enough for a busy machine to give one that does.</summary>
    public static readonly TimeSpan Impatient = TimeSpan.FromSeconds(3);

    private readonly RedisLink _link = link;

    public RedisNode(RedisServer server, TimeProvider time, QueueSettings settings) : this(Open(server), time, settings)
    {
    }

    public RedisLink Link => _link;

    public IQueueEngine Queue => field ??= new RedisQueue(_link, time, settings, new Ids(time));

    /// <summary>A connection on which every call has all the time there is: a busy machine is no outage.</summary>
    public static RedisLink Open(RedisServer server) => Open(TimeSpan.FromSeconds(10), server);

    /// <summary>A connection on which a call without an answer ends after this long.</summary>
    public static RedisLink Open(TimeSpan patience, params RedisServer[] servers) =>
        new(new RedisSettings { Endpoints = string.Join(',', servers.Select(server => server.Endpoint)), TimeoutMs = (int)patience.TotalMilliseconds }, NullLogger<RedisLink>.Instance);

    public ValueTask DisposeAsync() => _link.DisposeAsync();
}

/// <summary>One Redis for the tests of a class, which run one after another.</summary>
public sealed class RedisFixture : IAsyncLifetime
{
    public RedisServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await RedisServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
