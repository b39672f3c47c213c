using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.Redis;
using Gateway.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Load.Queue;

/// <summary>
/// What a loss of all of Redis costs, seen from outside: two gateways on PostgreSQL, FLUSHALL, and the clock runs until a counsellor who
/// tries to take somebody all the time gets the first of all.
/// </summary>
/// <param name="Waiting">How many wait in the records.</param>
/// <param name="Seconds">From FLUSHALL to that claim, for each round.</param>
/// <param name="OrderKept">Whether everybody was there each time, in the order in which they had stood.</param>
/// <param name="Refused">Takes that were tried meanwhile, and told that the queue has no memory.</param>
/// <param name="Taken">Takes made by 64 claimers on two connections after the last round.</param>
/// <param name="TakenTwice">How many of them got somebody who was taken already; is to be 0.</param>
internal sealed record Rebuilding(int Waiting, IReadOnlyList<double> Seconds, bool OrderKept, int Refused, int Taken, int TakenTwice)
{
    private const string Organisation = "org1";
    private const int Claimers = 64;
    private const int TakesEach = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Measures it in a world of its own.</summary>
    public static async Task<Rebuilding> MeasureAsync(int waiting, int rounds, Action<string> say)
    {
        await using var world = await LoadWorld.StartAsync(Engine.Distributed, 2, new SetupSize(), say);
        var expected = await WaitingRecords.InsertAsync(world.Records, Organisation, waiting);
        await using var first = Link(world);
        await using var second = Link(world);
        RedisQueue[] engines = [QueueOn(first), QueueOn(second)];
        var (seconds, kept, refused) = (new List<double>(), true, 0);
        for (var round = 0; round < rounds; round++)
        {
            var start = TimeProvider.System.GetTimestamp();
            await world.Redis.FlushAsync();
            var (claim, tries) = await TakeFirstAsync(engines[0], $"first-{round}");
            seconds.Add(Math.Round(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 2));
            refused += tries;
            // Whoever is claimed is still named, at the place they have always had.
            var all = (await engines[0].SnapshotAsync(Organisation, waiting)).Waiting.Select(place => place.ConversationId);
            kept &= claim.Place.ConversationId == expected[0] && all.SequenceEqual(expected);
            say($"{waiting} places were back after {seconds[^1]} s");
        }

        var taken = await Task.WhenAll(Enumerable.Range(0, Claimers).Select(claimer => TakeAsync(engines[claimer % 2], claimer)));
        var claims = taken.SelectMany(some => some).ToList();
        return new Rebuilding(waiting, seconds, kept, refused, claims.Count, claims.Count - claims.Distinct().Count());
    }

    private static async Task<(Claim Claim, int Refused)> TakeFirstAsync(RedisQueue engine, string staff)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var refused = 0; ; refused++)
        {
            try
            {
                var taken = await engine.TakeNextAsync(Organisation, staff, $"{staff}-{refused}");
                return (taken.Claim ?? throw new InvalidOperationException("The queue answers, and nobody waits in it."), refused);
            }
            catch (QueueEpochLostException) when (TimeProvider.System.GetElapsedTime(start) < Patience)
            {
                await Task.Delay(5);
            }
        }
    }

    // Each of them has one hand, hence somebody else for every take.
    private static async Task<List<string>> TakeAsync(RedisQueue engine, int claimer)
    {
        var all = new List<string>();
        for (var take = 0; take < TakesEach; take++)
        {
            if ((await engine.TakeNextAsync(Organisation, $"taker-{claimer}-{take}", $"take-{claimer}-{take}")).Claim is { } claim)
                all.Add(claim.Place.ConversationId);
        }
        return all;
    }

    private static RedisLink Link(LoadWorld world) =>
        new(new RedisSettings { Endpoints = world.Redis.Endpoint, TimeoutMs = 10_000 }, NullLogger<RedisLink>.Instance);

    private static RedisQueue QueueOn(RedisLink link) =>
        new(link, TimeProvider.System, new QueueSettings { ClaimSeconds = 60 }, new Ids(TimeProvider.System));
}
