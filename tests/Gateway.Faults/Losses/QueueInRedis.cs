using Gateway.TestKit;
using Gateway.TestKit.Processes;
using StackExchange.Redis;

namespace Gateway.Faults.Losses;

/// <summary>What Redis itself holds of a queue: who waits, in order, and who has whom.</summary>
/// <param name="Waiting">Conversations that wait, the next first.</param>
/// <param name="Held">Conversations that are held, each with its counsellor, in the order of their ids.</param>
internal sealed record QueueInRedis(IReadOnlyList<string> Waiting, IReadOnlyList<string> Held)
{
    /// <summary>Reads it over a connection of its own, so that no failover stands in the way.</summary>
    public static async Task<QueueInRedis> ReadAsync(RedisServer server, string organisation)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.Endpoint + ",abortConnect=false,connectTimeout=1000");
        try
        {
            var database = redis.GetDatabase();
            var waiting = await database.SortedSetRangeByRankAsync(QueueKeys.Of(organisation, "waiting"));
            var places = await database.HashGetAllAsync(QueueKeys.Of(organisation, "places"));
            return new QueueInRedis(
                [.. waiting.Select(id => (string)id!)],
                [.. places.Where(one => ((string)one.Value!).StartsWith("h ", StringComparison.Ordinal))
                    .Select(one => $"{one.Name} {((string)one.Value!).Split(' ')[1]}").Order(StringComparer.Ordinal)]);
        }
        catch (RedisException)
        {
            return new QueueInRedis([], []);
        }
    }

    /// <summary>Whether the same people wait in the same order, and the same are held by the same.</summary>
    public bool Same(QueueInRedis other) => Waiting.SequenceEqual(other.Waiting) && Held.SequenceEqual(other.Held);
}
