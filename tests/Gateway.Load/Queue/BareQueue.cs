using System.Globalization;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using StackExchange.Redis;

namespace Gateway.Load.Queue;

/// <summary>
/// The floor: the least that a queue on Redis can do, through the same client library. One script takes the first, notes who has them
/// and lets one more join. It asks nothing, remembers nothing and cannot be repeated.
/// </summary>
internal sealed class BareQueue : ICycle
{
    private const string Script =
        """
        local first = redis.call('ZPOPMIN', KEYS[1])
        redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2])
        redis.call('HSET', KEYS[2], ARGV[3], first[1])
        return first[1]
        """;

    private readonly ConnectionMultiplexer _redis;
    private readonly byte[] _hash;
    private readonly RedisKey[] _keys = ["{bare}:waiting", "{bare}:has"];
    private readonly Ids _ids = new(TimeProvider.System);
    private readonly RedisValue[] _claimers;
    private long _arrived;

    private BareQueue(ConnectionMultiplexer redis, byte[] hash, int waiting, int claimers)
    {
        (_redis, _hash, _arrived) = (redis, hash, TimeProvider.System.NowMs() + waiting);
        _claimers = [.. Enumerable.Range(0, claimers).Select(claimer => (RedisValue)StaffOf(claimer))];
    }

    /// <summary>Fills it on an empty server.</summary>
    public static async Task<BareQueue> OpenAsync(RedisServer server, int waiting, int claimers)
    {
        var redis = await ConnectionMultiplexer.ConnectAsync(server.Endpoint);
        var database = redis.GetDatabase();
        var ids = new Ids(TimeProvider.System);
        var start = TimeProvider.System.NowMs();
        foreach (var some in Enumerable.Range(0, waiting).Chunk(5000))
            await database.SortedSetAddAsync("{bare}:waiting", [.. some.Select(i => new SortedSetEntry(ids.New(), Order(start + i)))]);
        return new BareQueue(redis, await redis.GetServer(server.Endpoint).ScriptLoadAsync(Script), waiting, claimers);
    }

    /// <inheritdoc/>
    public async Task<bool> TurnAsync(int claimer)
    {
        var order = Order(Interlocked.Increment(ref _arrived)).ToString("F0", CultureInfo.InvariantCulture);
        var taken = await _redis.GetDatabase().ScriptEvaluateAsync(_hash, _keys, [order, _ids.New(), _claimers[claimer]]);
        return !taken.IsNull;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string StaffOf(int claimer) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{claimer:d12}");

    private static double Order(long arrivedAt) => NextInQueue.Order(new QueuePlace("", "", "", "", Grade.Unknown, arrivedAt, false));
}
