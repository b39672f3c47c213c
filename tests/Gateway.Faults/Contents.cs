using Gateway.Faults.Experiments;

namespace Gateway.Faults;

/// <summary>The table of contents: every experiment there is, in the order in which <c>all</c> runs them.</summary>
public static class Contents
{
    /// <summary>One line each; docs/proofs.md has a row and docs/proofs a report for each.</summary>
    public static IReadOnlyList<IExperiment> Experiments { get; } =
    [
        new KillExperiment(),
        new SlowRecordsExperiment(),
        new RecordsAwayExperiment(),
        new StormExperiment(),
        new RepeatExperiment(),
        new FirstContactExperiment(),
        new RedisLossExperiment(),
        new AmbiguityExperiment(),
        new CursorExperiment(),
        new DurableExperiment(),
        new RestoreExperiment(),
        new ConvergenceExperiment(),
        new JoinRaceExperiment(),
        new SendExperiment(),
        new ClaimRaceExperiment(),
        new OverflowRaceExperiment(),
        new NightsExperiment(),
        new VanishedCounsellorExperiment(),
        new NobodyOnlineExperiment(),
        new FilesExperiment(),
        new LeadingExperiment(),
        new FuzzExperiment(),
        new ConsentExperiment(),
    ];

    /// <summary>The experiment of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IExperiment Named(string name) =>
        Experiments.FirstOrDefault(experiment => experiment.Name == name) ?? throw new ArgumentException($"There is no experiment {name}.");
}
