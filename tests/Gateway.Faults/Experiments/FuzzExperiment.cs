using System.Globalization;
using Gateway.Faults.Fuzzing;
using Gateway.TestKit.Fuzz;

namespace Gateway.Faults.Experiments;

/// <summary>Spoilt documents for every parser, alone and through the doors of a running gateway.</summary>
public sealed class FuzzExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g29-fuzz";

    /// <inheritdoc/>
    public string Promise => "Whatever comes in at a door, no parser breaks, nobody else notices, and no good word beside it is lost.";

    /// <inheritdoc/>
    public string Passes =>
        "No parser throws, takes longer than a second or asks for more memory than its input may cost; no call is answered 5xx and no error is logged; "
        + "each good word that came along and was answered 2xx stands in its conversation once; the gateway's memory stays below twice what it was.";

    public bool Alone => true;

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        // A third of the time for the parsers alone, where each second tries thousands; the rest for the doors of each engine.
        var seconds = run.Seconds ?? run.Pick(15, 600);
        run.Say(string.Create(CultureInfo.InvariantCulture, $"seed {run.Seed}, {seconds} s"));
        var each = TimeSpan.FromSeconds(seconds / 3.0 / ParserFuzz.Parsers.Count);
        var parsers = ParserFuzz.Parsers.Select(parser => new ParserFuzz(run.Seed).Run(parser, int.MaxValue, each)).ToList();
        var doors = new List<DoorsReport>();
        foreach (var engine in run.Engines)
            doors.Add(await FuzzedDoors.TryAsync(engine, run, TimeSpan.FromSeconds(seconds * 2 / 3.0 / run.Engines.Count)));
        return new Findings(run.Seed, seconds, parsers.Sum(tally => (long)tally.Inputs), doors.Sum(report => (long)report.Calls), parsers, doors);
    }

    private sealed record Findings(
        int Seed, int Seconds, long ParserInputs, long Calls, IReadOnlyList<FuzzTally> Parsers, IReadOnlyList<DoorsReport> Doors) : IFindings
    {
        public bool Good => Parsers.All(tally => tally is { Inputs: > 0, Failures.Count: 0 }) && Doors.All(report => report.Good);
    }
}
