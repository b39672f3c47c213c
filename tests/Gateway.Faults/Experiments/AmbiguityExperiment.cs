using Gateway.Faults.Ambiguity;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>The provider has accepted a reply, and its answer is lost: cut off, swallowed, or the gateway that called is killed.</summary>
public sealed class AmbiguityExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g08-ambiguity";

    /// <inheritdoc/>
    public string Promise => "Nothing is sent twice, and where nobody can know whether it was sent, the counsellor soon reads \"uncertain\".";

    /// <inheritdoc/>
    public string Passes =>
        "Every reply reaches the person exactly once. A LINE push is \"sent\" in the end; a LINE reply and an SMS are \"uncertain\" within "
        + "10 seconds of the loss (of the restart, where the only gateway was killed).";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<Doubts>();
        foreach (var engine in new[] { Engine.Embedded, Engine.Distributed }.Where(engine => run.Engine is null || run.Engine == engine))
        {
            var waves = new Dictionary<Loss, int>
            {
                [Loss.Cut] = run.Pick(1, 25),
                [Loss.Silent] = run.Pick(0, 1),
                // A kill is answered for only after its lease: too long to be tried twice in the short form.
                [Loss.Killed] = run.Pick(engine == Engine.Distributed || run.Engine == engine ? 1 : 0, 3),
            };
            var plan = new WorldPlan { Engine = engine, Nodes = engine == Engine.Embedded ? 1 : run.Nodes ?? 2, Size = AmbiguityRun.Size, ProvidersOverWire = true };
            await using var world = await LoadWorld.StartAsync(plan, run.Say);
            series.AddRange(await new AmbiguityRun(world, engine, run.Say).RunAsync(waves));
        }
        return new Findings(series.Sum(doubts => doubts.Replies), series.Sum(doubts => doubts.ArrivedTwice), series);
    }

    private sealed record Findings(int Replies, int SentTwice, IReadOnlyList<Doubts> Doubts) : IFindings
    {
        public bool Good => Replies > 0 && Doubts.All(doubts => doubts.Good);
    }
}
