using Gateway.Faults.Losses;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Redis loses everything in three ways, under load: wiped, killed without a file, replaced by a replica that is behind.</summary>
public sealed class RedisLossExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g07-redis-loss";

    /// <inheritdoc/>
    public bool Alone => true;

    /// <inheritdoc/>
    public string Promise => "Whatever Redis forgets, everybody is back in the queue within seconds, in the original order, and nobody is taken twice.";

    /// <inheritdoc/>
    public string Passes =>
        "After each FLUSHALL, kill -9 without a file, and failover to a replica that is seconds behind: all back within 10 s, same people, same order, "
        + "same counsellors; taken twice 0; every word stored and shown once.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        var options = new LossOptions { Nodes = run.Nodes ?? 2, Seed = run.Seed, BackWithin = run.Limit(TimeSpan.FromSeconds(10)) };
        return await LossRun.RunAsync(
            run.Pick(
                options with { Each = 1, Waiting = 20, Talking = 5, Consoles = 1, Racers = 2, Rate = 10, BehindSeconds = 1 },
                options with { Each = 7, Waiting = 500, Talking = 100, Consoles = 20, Racers = 8, Rate = 50, BehindSeconds = 5 }),
            run.Say);
    }
}
