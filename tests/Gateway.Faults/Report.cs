using Gateway.Worlds;

namespace Gateway.Faults;

/// <summary>What one experiment says, with the circumstances.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Promise">The promise.</param>
/// <param name="Passes">When it passes.</param>
/// <param name="Good">Whether the promise was kept; nothing when the run could not be finished.</param>
/// <param name="Form">How thorough it was.</param>
/// <param name="Seed">Where all chance came from.</param>
/// <param name="Day">When.</param>
/// <param name="Seconds">How long it took, with starting and stopping everything.</param>
/// <param name="LoadBefore">The one-minute load average before.</param>
/// <param name="Findings">The figures.</param>
/// <param name="Unfinished">Why it could not be finished.</param>
public sealed record Report(
    string Experiment, string Promise, string Passes, bool? Good, Form Form, int Seed, DateOnly Day, double Seconds, double LoadBefore,
    object? Findings, string? Unfinished)
{
    /// <summary>Runs an experiment and reports, also when it could not be finished.</summary>
    public static async Task<Report> OfAsync(IExperiment experiment, ExperimentRun run)
    {
        run.Say($"{experiment.Name}: {experiment.Promise}");
        var load = MachineMeter.LoadAverage();
        var start = TimeProvider.System.GetTimestamp();
        IFindings? findings = null;
        string? unfinished = null;
        try
        {
            findings = await experiment.RunAsync(run);
        }
        catch (Exception failed) when (failed is not ArgumentException)
        {
            unfinished = $"{failed.GetType().Name}: {failed.Message}";
        }
        var seconds = Math.Round(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 1);
        run.Say($"{experiment.Name}: {(findings is null ? unfinished : findings.Good ? "good" : "BROKEN")}, {seconds} s");
        return new Report(
            experiment.Name, experiment.Promise, experiment.Passes, findings?.Good, run.Form, run.Seed,
            DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), seconds, load, findings, unfinished);
    }
}

/// <summary>What all experiments say.</summary>
/// <param name="Good">Those whose promise was kept.</param>
/// <param name="Broken">Those whose promise was not kept.</param>
/// <param name="Unfinished">Those that could not be finished.</param>
/// <param name="Seconds">How long each took, added up.</param>
/// <param name="Reports">Each.</param>
public sealed record ReportOfAll(int Good, int Broken, int Unfinished, double Seconds, IReadOnlyList<Report> Reports)
{
    /// <summary>Counts them.</summary>
    public static ReportOfAll Of(IReadOnlyList<Report> reports) => new(
        reports.Count(report => report.Good is true), reports.Count(report => report.Good is false), reports.Count(report => report.Good is null),
        Math.Round(reports.Sum(report => report.Seconds), 1), reports);
}
