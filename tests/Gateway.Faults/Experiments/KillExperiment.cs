using Gateway.Faults.Kills;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>kill -9 of a gateway under load, again and again: on the embedded engines, and on two gateways by turns.</summary>
public sealed class KillExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g01-kill";

    /// <inheritdoc/>
    public string Promise => "A message that was answered 2xx is stored once and shown once, in order, though the gateway is killed at any moment.";

    /// <inheritdoc/>
    public string Passes =>
        "Lost 0, twice 0, out of order 0; numbers without a gap; consoles equal to the records; who waits keeps their place at every look; "
        + "nobody is taken twice; and some calls were cut off, or the kills have proven nothing.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<KillReport>();
        if (run.Engine is null or Engine.Embedded)
            series.Add(await KillRun.RunAsync(Options(run, Engine.Embedded, run.Nodes ?? 1), run.Say));
        if (run.Engine is null or Engine.Distributed)
            series.Add(await KillRun.RunAsync(Options(run, Engine.Distributed, run.Nodes ?? 2), run.Say));
        return new Findings(series);
    }

    // How slow a busy machine is, is not what is asked.
    private static Dictionary<string, string> Patient => new() { ["Gateway:Records:TimeoutMs"] = "30000" };

    private static KillOptions Options(ExperimentRun run, Engine engine, int nodes)
    {
        // Later words of a person do not wait for an earlier one that must be sent again: late ones have to be mended too.
        var options = new KillOptions { Engine = engine, Nodes = nodes, Ordered = false, Seed = run.Seed };
        return run.Pick(
            options with { Kills = 2, Rate = 50, Conversations = 12, Consoles = 4, Waiting = 6, Claimers = 4, Settings = Patient },
            options with { Kills = 50 });
    }

    private sealed record Findings(IReadOnlyList<KillReport> Series) : IFindings
    {
        public bool Good => Series.All(report => report.Good);
    }
}
