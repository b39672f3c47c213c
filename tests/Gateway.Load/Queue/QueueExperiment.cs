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
/// <param name="Sizes">How many wait, one after another.</param>
/// <param name="Claimers">How many claim at once.</param>
/// <param name="Staff">Counsellors of the organisation, all present and available.</param>
/// <param name="Rounds">How often each measurement is made; the middle one counts.</param>
/// <param name="Seconds">How long each takes.</param>
public sealed record QueueOptions(IReadOnlyList<int> Sizes, int Claimers, int Staff, int Rounds, int Seconds);

/// <summary>Claims at one size of the queue.</summary>
/// <param name="Waiting">How many wait.</param>
/// <param name="Bare">The floor.</param>
/// <param name="Redis">The engine on Redis: a claim and a join.</param>
/// <param name="RedisVisits">The engine on Redis: a claim, a departure and a join.</param>
/// <param name="InProcess">The engine in the process.</param>
/// <param name="RedisOfBare">The second as a share of the first; at least 0.5 is aimed at.</param>
/// <param name="RedisBytesAPlace">Memory of Redis for each who waits.</param>
public sealed record QueueSize(int Waiting, ClaimRate Bare, ClaimRate Redis, ClaimRate RedisVisits, ClaimRate InProcess, double RedisOfBare, double RedisBytesAPlace);

/// <summary>A queue run.</summary>
public sealed record QueueReport(QueueOptions Options, double LoadBefore, IReadOnlyList<QueueSize> Sizes, double LargestOfSmallest);

/// <summary>Claims and joins as fast as they go, beside the floor.</summary>
public static class QueueExperiment
{
    /// <summary>Runs it.</summary>
    public static async Task<QueueReport> RunAsync(QueueOptions options, Action<string> say)
    {
        var load = MachineMeter.LoadAverage();
        var sizes = new List<QueueSize>();
        foreach (var waiting in options.Sizes)
            sizes.Add(await MeasureAsync(options, waiting, say));
        return new QueueReport(options, load, sizes, Math.Round(sizes[^1].Redis.PerSecond / sizes[0].Redis.PerSecond, 2));
    }

    private static async Task<QueueSize> MeasureAsync(QueueOptions options, int waiting, Action<string> say)
    {
        var (bare, redis, visits, own) = (new List<ClaimRate>(), new List<ClaimRate>(), new List<ClaimRate>(), new List<ClaimRate>());
        double bytes = 0;
        for (var round = 0; round < options.Rounds; round++)
        {
            bare.Add(await RoundAsync(options, "bare", await BareAsync(options, waiting), waiting, say));
            var (cycle, perPlace) = await RedisAsync(options, waiting, false);
            bytes = perPlace;
            redis.Add(await RoundAsync(options, "redis", cycle, waiting, say));
            visits.Add(await RoundAsync(options, "redis, visits", (await RedisAsync(options, waiting, true)).Cycle, waiting, say));
            own.Add(await RoundAsync(options, "in the process", await InProcessAsync(options, waiting), waiting, say));
        }
        var (floor, engine) = (ClaimRate.Middle(bare), ClaimRate.Middle(redis));
        return new QueueSize(
            waiting, floor, engine, ClaimRate.Middle(visits), ClaimRate.Middle(own), Math.Round(engine.PerSecond / floor.PerSecond, 2), Math.Round(bytes));
    }

    private static async Task<ClaimRate> RoundAsync(QueueOptions options, string name, ICycle cycle, int waiting, Action<string> say)
    {
        await using (cycle)
        {
            var rate = await ClaimRate.MeasureAsync(cycle, options.Claimers, options.Seconds, (cycle as WithServer)?.ServerId);
            say($"{waiting} waiting, {name}: {rate.PerSecond:0} cycles/s, p99 {rate.TurnMs.P99} ms, {rate.ClientUs} us here, {rate.ServerUs} us in Redis");
            return rate;
        }
    }

    private static async Task<ICycle> BareAsync(QueueOptions options, int waiting)
    {
        var server = await RedisServer.StartAsync();
        return new WithServer(await BareQueue.OpenAsync(server, waiting, options.Claimers), server);
    }

    private static async Task<(ICycle Cycle, double BytesAPlace)> RedisAsync(QueueOptions options, int waiting, bool visits)
    {
        var server = await RedisServer.StartAsync();
        var before = await RedisProbe.UsedMemoryAsync(server.Port);
        var link = new RedisLink(new RedisSettings { Endpoints = server.Endpoint, TimeoutMs = 10_000 }, NullLogger<RedisLink>.Instance);
        var engine = new RedisQueue(link, TimeProvider.System, new QueueSettings(), new Ids(TimeProvider.System));
        var cycle = await EngineCycle.OpenAsync([engine], "komorebi", waiting, options.Claimers, options.Staff, visits, witness: false, link);
        var bytes = (await RedisProbe.UsedMemoryAsync(server.Port) - before) / (double)waiting;
        return (new WithServer(cycle, server), bytes);
    }

    private static async Task<ICycle> InProcessAsync(QueueOptions options, int waiting)
    {
        var settings = new QueueSettings();
        var engine = new InProcessQueue(new QueueMemory(settings, new Ids(TimeProvider.System)), TimeProvider.System);
        return await EngineCycle.OpenAsync([engine], "komorebi", waiting, options.Claimers, options.Staff, visits: false, witness: false, Nothing.Instance);
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

    private sealed class Nothing : IAsyncDisposable
    {
        public static readonly Nothing Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
