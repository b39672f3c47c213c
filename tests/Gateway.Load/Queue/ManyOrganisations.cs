using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.Redis;
using Gateway.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Load.Queue;

/// <summary>Many organisations with many counsellors on one Redis; times in milliseconds for one organisation.</summary>
/// <param name="Organisations">How many organisations.</param>
/// <param name="Counsellors">Counsellors present and available in each.</param>
/// <param name="Waiting">How many wait in each.</param>
/// <param name="Claims">Claims and joins, all organisations together.</param>
/// <param name="HeartbeatMs">One sign of life of all counsellors.</param>
/// <param name="OfferingTickMs">A tick that makes a hundred offers.</param>
/// <param name="QuietTickMs">A tick without anything to do.</param>
/// <param name="GlanceMs">What a screen is shown: fifty places and every counsellor.</param>
/// <param name="PositionsMs">The places of a thousand people.</param>
internal sealed record ManyOrganisations(
    int Organisations, int Counsellors, int Waiting, ClaimRate Claims, Spread HeartbeatMs, Spread OfferingTickMs, Spread QuietTickMs, Spread GlanceMs,
    Spread PositionsMs)
{
    private const int Rounds = 5;
    private const int OffersOfATick = 100;

    /// <summary>Measures it on a Redis of its own.</summary>
    public static async Task<ManyOrganisations> MeasureAsync(int organisations, int counsellors, int waiting, int claimers, int seconds)
    {
        await using var server = await RedisServer.StartAsync();
        await using var link = new RedisLink(new RedisSettings { Endpoints = server.Endpoint, TimeoutMs = 10_000 }, NullLogger<RedisLink>.Instance);
        var engine = new RedisQueue(link, TimeProvider.System, new QueueSettings { PresenceSeconds = 120 }, new Ids(TimeProvider.System));
        var names = Enumerable.Range(1, organisations).Select(number => $"org{number}").ToList();
        var cycles = new List<EngineCycle>();
        var each = (claimers + organisations - 1) / organisations;
        foreach (var name in names)
            cycles.Add(await EngineCycle.OpenAsync([engine], name, waiting, each, counsellors, visits: false, witness: false, Nothing.Instance));

        var claims = await ClaimRate.MeasureAsync(new ByTurns(cycles), claimers, seconds, server.Process.Id);
        var staff = Enumerable.Range(0, counsellors).Select(EngineCycle.StaffId).ToList();
        var heartbeats = await EachAsync(names, name => engine.HeartbeatAsync(name, staff));
        var (offering, quiet) = (new List<double>(), new List<double>());
        foreach (var took in await TicksAsync(engine, names)) (took.Offers == OffersOfATick ? offering : quiet).Add(took.Ms);
        var glances = await EachAsync(names, name => engine.SnapshotAsync(name));
        var asked = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var name in names)
            asked[name] = [.. (await engine.SnapshotAsync(name, 1000)).Waiting.Take(1000).Select(place => place.ConversationId)];
        var positions = await EachAsync(names, name => engine.PositionsAsync(name, asked[name]));
        return new ManyOrganisations(
            organisations, counsellors, waiting, claims, Spread.Of(heartbeats), Spread.Of(offering), Spread.Of(quiet), Spread.Of(glances), Spread.Of(positions));
    }

    private static async Task<List<double>> EachAsync(IReadOnlyList<string> names, Func<string, Task> call)
    {
        var took = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var name in names)
            {
                var start = TimeProvider.System.GetTimestamp();
                await call(name);
                took.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
            }
        }
        return took;
    }

    private static async Task<List<(double Ms, int Offers)>> TicksAsync(RedisQueue engine, IReadOnlyList<string> names)
    {
        var offers = new List<int>();
        var took = await EachAsync(names, async name => offers.Add((await engine.TickAsync(name)).Offers.Count));
        return [.. took.Zip(offers)];
    }

    private sealed class ByTurns(IReadOnlyList<EngineCycle> cycles) : ICycle
    {
        public Task<bool> TurnAsync(int claimer) => cycles[claimer % cycles.Count].TurnAsync(claimer / cycles.Count);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
