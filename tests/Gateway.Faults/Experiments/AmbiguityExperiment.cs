using Gateway.Faults.Ambiguity;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>The provider has accepted a reply, and its answer is lost: cut off, swallowed, or the gateway that called is killed.</summary>
public sealed class AmbiguityExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g08-ambiguity";

    /// <inheritdoc/>
    public bool Alone => true;

    /// <inheritdoc/>
    public string Promise => "Nothing is sent twice, and where nobody can know whether it was sent, the counsellor soon reads \"uncertain\".";

    /// <inheritdoc/>
    public string Passes =>
        "Every reply reaches the person exactly once. A LINE push is \"sent\" in the end; a LINE reply and an SMS are \"uncertain\" within "
        + "10 seconds of the loss (of the restart, where the only gateway was killed).";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<Told>();
        foreach (var engine in new[] { Engine.Embedded, Engine.Distributed }.Where(engine => run.Engine is null || run.Engine == engine))
        {
            Wave[] waves =
            [
                new(Loss.Cut, Everybody: true, run.Pick(1, 25)),
                // A thousand pushes in all with those above and the other engine's.
                new(Loss.Cut, Everybody: false, run.Pick(0, 54)),
                new(Loss.Silent, Everybody: true, run.Pick(0, 1)),
                // A kill is answered for only after its lease: too long to be tried twice in the short form.
                new(Loss.Killed, Everybody: true, run.Pick(engine == Engine.Distributed || run.Engine == engine ? 1 : 0, 3)),
            ];
            var plan = new WorldPlan { Engine = engine, Nodes = engine == Engine.Embedded ? 1 : run.Nodes ?? 2, Size = AmbiguityRun.Size, ProvidersOverWire = true };
            await using var world = await LoadWorld.StartAsync(plan, run.Say);
            series.Add(await new AmbiguityRun(world, engine, run.Limit(TimeSpan.FromSeconds(10)), run.Say).RunAsync(waves));
        }
        return new Findings(
            series.Sum(told => told.Doubts.Sum(doubts => doubts.Replies)),
            series.Sum(told => told.Doubts.Where(doubts => doubts is { Road: Road.LinePush, Loss: Loss.Cut }).Sum(doubts => doubts.Replies)),
            series.Sum(told => told.Doubts.Sum(doubts => doubts.ArrivedTwice)),
            new LeftOut(series.Sum(told => told.LeftOut.Waves), series.Sum(told => told.LeftOut.Replies), series.Sum(told => told.LeftOut.NotOnce)),
            [.. series.SelectMany(told => told.Doubts)]);
    }

    private sealed record Findings(int Replies, int PushesCut, int SentTwice, LeftOut LeftOut, IReadOnlyList<Doubts> Doubts) : IFindings
    {
        public bool Good => Replies > 0 && LeftOut.NotOnce == 0 && Doubts.All(doubts => doubts.Good);
    }
}
