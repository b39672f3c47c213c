using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;
using Gateway.WaitingQueue.Redis;
using Gateway.Worlds;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Load.Queue;

/// <summary>What a queue run measures.</summary>
/// <param name="Parts">Which parts: <c>sizes</c>, <c>organisations</c>, <c>nodes</c>, <c>rebuilding</c>.</param>
/// <param name="Sizes">How many wait, one after another.</param>
/// <param name="Claimers">How many claim at once.</param>
/// <param name="Staff">Counsellors of the organisation, all present and available.</param>
/// <param name="Rounds">How often each measurement is made; the middle one counts.</param>
/// <param name="Seconds">How long each takes.</param>
public sealed record QueueOptions(IReadOnlyList<string> Parts, IReadOnlyList<int> Sizes, int Claimers, int Staff, int Rounds, int Seconds);

/// <summary>Claims at one size of the queue.</summary>
/// <param name="Waiting">How many wait.</param>
/// <param name="Bare">The floor.</param>
/// <param name="Redis">The engine on Redis: a claim and a join.</param>
/// <param name="RedisVisits">The engine on Redis: a claim, a departure and a join.</param>
/// <param name="InProcess">The engine in the process.</param>
/// <param name="RedisOfBare">The second as a share of the first; at least 0.5 is aimed at.</param>
/// <param name="RedisBytesAPlace">Memory of Redis for each who waits.</param>
internal sealed record QueueSize(int Waiting, ClaimRate Bare, ClaimRate Redis, ClaimRate RedisVisits, ClaimRate InProcess, double RedisOfBare, double RedisBytesAPlace);

/// <summary>A queue run; the parts that were not asked for are missing.</summary>
/// <param name="Options">The run.</param>
/// <param name="LoadBefore">The one-minute load average before.</param>
/// <param name="Sizes">Claims, at each size.</param>
/// <param name="LargestOfSmallest">Claims on Redis at the last size as a share of those at the first; at least 0.75 is aimed at.</param>
/// <param name="Organisations">Many organisations on one Redis.</param>
/// <param name="Nodes">Many nodes on one organisation.</param>
/// <param name="Rebuilding">After the loss of all of Redis.</param>
internal sealed record QueueReport(
    QueueOptions Options, double LoadBefore, IReadOnlyList<QueueSize> Sizes, double? LargestOfSmallest, ManyOrganisations? Organisations, ManyNodes? Nodes,
    Rebuilding? Rebuilding)
{
    /// <summary>Whether nobody was claimed twice, and everybody came back in their order.</summary>
    public bool Good => Nodes is not { Twice: > 0 } && Rebuilding is null or { OrderKept: true, TakenTwice: 0 };
}

/// <summary>Claims and joins as fast as they go, beside the floor.</summary>
internal static class QueueExperiment
{
    private const int Rebuilt = 100_000;

    /// <summary>Runs it.</summary>
    public static async Task<QueueReport> RunAsync(QueueOptions options, Action<string> say)
    {
        var load = MachineMeter.LoadAverage();
        var sizes = new List<QueueSize>();
        foreach (var waiting in options.Parts.Contains("sizes") ? options.Sizes : []) sizes.Add(await MeasureAsync(options, waiting, say));
        ManyOrganisations? organisations = null;
        if (options.Parts.Contains("organisations"))
        {
            say("20 organisations with 200 counsellors and 5,000 who wait");
            organisations = await ManyOrganisations.MeasureAsync(20, 200, 5000, options.Claimers, options.Seconds);
        }
        ManyNodes? nodes = null;
        if (options.Parts.Contains("nodes"))
        {
            say("8 nodes with 8 claimers each, one organisation");
            nodes = await ManyNodes.MeasureAsync(8, 8, 1000, options.Seconds);
        }
        var rebuilding = options.Parts.Contains("rebuilding") ? await Rebuilding.MeasureAsync(Rebuilt, options.Rounds, say) : null;
        return new QueueReport(
            options, load, sizes, sizes.Count > 1 ? Math.Round(sizes[^1].Redis.PerSecond / sizes[0].Redis.PerSecond, 2) : null, organisations, nodes, rebuilding);
    }

    // By turns, so that whatever else the machine does meets all of them. The engine in the process comes last: its memory would
    // keep this process's collector busy beside the others.
    private static async Task<QueueSize> MeasureAsync(QueueOptions options, int waiting, Action<string> say)
    {
        var (bare, redis, visits, own) = (new List<ClaimRate>(), new List<ClaimRate>(), new List<ClaimRate>(), new List<ClaimRate>());
        double bytes;
        await using (var floor = await BareAsync(options, waiting))
        {
            (var engine, bytes) = await RedisAsync(options, waiting, visits: false);
            var (leaving, _) = await RedisAsync(options, waiting, visits: true);
            await using (engine)
            await using (leaving)
            {
                for (var round = 0; round < options.Rounds; round++)
                {
                    bare.Add(await RoundAsync(options, "bare", floor, waiting, say));
                    redis.Add(await RoundAsync(options, "redis", engine, waiting, say));
                    visits.Add(await RoundAsync(options, "redis, visits", leaving, waiting, say));
                }
            }
        }
        await using (var inProcess = await InProcessAsync(options, waiting))
        {
            for (var round = 0; round < options.Rounds; round++) own.Add(await RoundAsync(options, "in the process", inProcess, waiting, say));
        }
        return new QueueSize(
            waiting, ClaimRate.Middle(bare), ClaimRate.Middle(redis), ClaimRate.Middle(visits), ClaimRate.Middle(own),
            Math.Round(ClaimRate.Middle(redis).PerSecond / ClaimRate.Middle(bare).PerSecond, 2), Math.Round(bytes));
    }

    private static async Task<ClaimRate> RoundAsync(QueueOptions options, string name, ICycle cycle, int waiting, Action<string> say)
    {
        var rate = await ClaimRate.MeasureAsync(cycle, options.Claimers, options.Seconds, (cycle as WithServer)?.ServerId);
        say($"{waiting} waiting, {name}: {rate.PerSecond:0} cycles/s, p99 {rate.TurnMs.P99} ms, {rate.ClientUs} us here, {rate.ServerUs} us in Redis");
        return rate;
    }

    private static async Task<WithServer> BareAsync(QueueOptions options, int waiting)
    {
        var server = await RedisServer.StartAsync();
        return new WithServer(await BareQueue.OpenAsync(server, waiting, options.Claimers), server);
    }

    private static async Task<(WithServer Cycle, double BytesAPlace)> RedisAsync(QueueOptions options, int waiting, bool visits)
    {
        var server = await RedisServer.StartAsync();
        var before = await RedisProbe.UsedMemoryAsync(server.Port);
        var link = new RedisLink(new RedisSettings { Endpoints = server.Endpoint, TimeoutMs = 10_000 }, NullLogger<RedisLink>.Instance);
        var engine = new RedisQueue(link, TimeProvider.System, new QueueSettings(), new Ids(TimeProvider.System));
        var cycle = await EngineCycle.OpenAsync([engine], "komorebi", waiting, options.Claimers, options.Staff, visits, witness: false, link);
        var bytes = (await RedisProbe.UsedMemoryAsync(server.Port) - before) / (double)waiting;
        return (new WithServer(cycle, server), bytes);
    }

    private static Task<EngineCycle> InProcessAsync(QueueOptions options, int waiting)
    {
        var settings = new QueueSettings();
        var engine = new InProcessQueue(new QueueMemory(settings, new Ids(TimeProvider.System)), TimeProvider.System);
        return EngineCycle.OpenAsync([engine], "komorebi", waiting, options.Claimers, options.Staff, visits: false, witness: false, Nothing.Instance);
    }

    private sealed class WithServer(ICycle cycle, RedisServer server) : ICycle
    {
        public int ServerId => server.Process.Id;

        public Task<bool> TurnAsync(int claimer) => cycle.TurnAsync(claimer);

        public async ValueTask DisposeAsync()
        {
            await cycle.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
