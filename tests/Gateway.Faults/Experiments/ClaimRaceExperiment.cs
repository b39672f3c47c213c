using Gateway.Faults.Races;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Two, four and eight gateways reach for one person, each over a wire to Redis that is as slow as chance has it.</summary>
public sealed class ClaimRaceExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g15-claim-race";

    /// <inheritdoc/>
    public string Promise => "However many gateways reach for one person at once, one counsellor has them, and the others are told so.";

    /// <inheritdoc/>
    public string Passes =>
        "Taken twice 0, taken by nobody 0, on 2, 4 and 8 gateways whose way to Redis and back takes 0 to 200 ms; 95 of 100 who come too late are told "
        + "within 300 ms.";

    public bool Alone => true;

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        var series = new List<RaceSeries>();
        foreach (var nodes in run.Nodes is { } asked ? [asked] : new[] { 2, 4, 8 })
        {
            run.Say($"{nodes} gateways");
            series.Add(await RaceRun.RunAsync(nodes, run.Pick(8, 150), run));
        }
        return new Findings(series);
    }

    private sealed record Findings(IReadOnlyList<RaceSeries> Series) : IFindings
    {
        public bool Good => Series.All(series => series is { TakenTwice: 0, TakenByNobody: 0, ToldInTime: >= 0.95 });
    }
}
