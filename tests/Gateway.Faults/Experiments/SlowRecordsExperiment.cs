using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>PostgreSQL stops where it stands, and later answers ten seconds late, while people write.</summary>
public sealed class SlowRecordsExperiment : IExperiment
{
    private static readonly TimeSpan HealthyP99 = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public string Name => "g02-slow-records";

    /// <inheritdoc/>
    public string Promise => "Every webhook is answered in time though the records hang, and 2xx is said only of what is not lost.";

    /// <inheritdoc/>
    public string Passes =>
        "Every webhook answered 2xx within 1.5 s, also with PostgreSQL stopped (SIGSTOP) or ten seconds late; p99 in health below 500 ms; "
        + "answered 2xx and then lost 0, twice 0, out of order 0.";

    public bool Alone => true;

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        var nodes = run.Nodes ?? 2;
        var (rate, people, healthy, faulty) = run.Pick((50, 20, 1, 6), (200, 200, 15, 40));
        var oracle = new Oracle(people + (rate * 300));
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan { Engine = Engine.Distributed, Nodes = nodes, Size = new SetupSize { Counsellors = Talks.ConsolesFor(people) }, RecordsOverWires = true },
            run.Say);
        // Longer than any answer may take: a late one is to be seen, not cut off.
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(10), connections: 1_000);
        await using var talks = await Talks.OpenAsync(world, provider, oracle, people, ordered: false);
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(4));
        using var speaking = new Speaking(talks.People, provider, rate, run, stop.Token);
        Task For(string what, int seconds) => speaking.DuringAsync(what, Task.Delay(TimeSpan.FromSeconds(seconds)), run.Say);

        await For("healthy", healthy);
        world.Postgres.Hold();
        await For("stopped", faulty);
        world.Postgres.Resume();
        await For("stopped no more", healthy);
        foreach (var wire in world.RecordsWires)
            wire.Delay = TimeSpan.FromSeconds(5);
        await For("ten seconds late", faulty);
        foreach (var wire in world.RecordsWires)
            wire.Heal();
        await For("late no more", healthy);
        var phases = await speaking.EndAsync();
        return new Findings(nodes, rate, run.Pick((double?)null, HealthyP99.TotalMilliseconds), phases, await talks.JudgeAsync(TimeSpan.FromSeconds(60)));
    }

    private sealed record Findings(int Nodes, int Rate, double? HealthyP99LimitMs, IReadOnlyList<Phase> Phases, Verdict Verdict) : IFindings
    {
        public bool Good => Verdict.Good && Verdict.Answered == Verdict.Words
            && Phases.All(phase => phase is { TooLate: 0, Refused: 0, Calls: > 0 }) && !(Phases[0].Ms.P99 >= HealthyP99LimitMs);
    }
}
