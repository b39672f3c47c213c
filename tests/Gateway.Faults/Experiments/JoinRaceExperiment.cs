using Gateway.Faults.Joining;
using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>Words fall into every step by which a console joins a conversation: connecting, resuming, fetching, taking over.</summary>
public sealed class JoinRaceExperiment : IExperiment
{
    private const string Handed = "org2";

    /// <inheritdoc/>
    public string Name => "g12-join-race";

    /// <inheritdoc/>
    public string Promise => "Whatever is said while a console joins a conversation, it has everything afterwards: state and events are what a fresh look shows.";

    /// <inheritdoc/>
    public string Passes =>
        "After every join, for every kind of event: what was fetched and pushed equals what the records say, without waiting for a digest; "
        + "nothing pushed twice on a connection; nothing pushed to a counsellor who has given the person back.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<JoinReport>();
        foreach (var engine in new[] { Engine.Embedded, Engine.Distributed }.Where(engine => run.Engine is null || run.Engine == engine))
            series.Add(await WorldAsync(run, engine, engine == Engine.Embedded ? 1 : run.Nodes ?? 2));
        return new Findings(series.Sum(report => report.Interleavings.Values.Sum()), series);
    }

    private static async Task<JoinReport> WorldAsync(ExperimentRun run, Engine engine, int nodes)
    {
        var counsellors = run.Pick(2, 8);
        var report = new JoinReport(engine, nodes);
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan
            {
                Engine = engine,
                Nodes = nodes,
                Size = new SetupSize { Organisations = 2, Counsellors = counsellors },
                // Whoever gave a person back takes them again at once, and a busy machine is not what is asked.
                Settings = new Dictionary<string, string> { ["Gateway:Queue:CoolDownSeconds"] = "0", ["Gateway:Records:TimeoutMs"] = "30000" },
            },
            run.Say);
        var oracle = new Oracle(1_000_000);
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(30));
        using var second = new Provider(world.Line(Handed), world.Addresses, oracle, TimeSpan.FromSeconds(30));
        var people = counsellors * LoadConsole.Hands;
        Crowd crowd;
        List<IReadOnlyDictionary<string, int>> held;
        // Only for the beginning: whoever joins later must be the first to watch.
        await using (var talks = await Talks.OpenAsync(world, provider, oracle, people, ordered: false))
        {
            crowd = talks.People;
            await Until.TrueAsync(() => talks.Consoles.All(console => console.Shown.All(log => log.Entries.Any(entry => entry.Word >= 0))), TimeSpan.FromSeconds(30), "everybody is shown");
            held = [.. talks.Consoles.Select(console => console.Shown.ToDictionary(log => log.Id, log => oracle.PersonOf(log.Entries.First(entry => entry.Word >= 0).Word)))];
        }
        run.Say($"{engine}: {counsellors} counsellors join again and again");
        var joins = held.Select(async (talks, index) =>
        {
            var joiner = new Joiner(world.Addresses, report);
            await joiner.SignInAsync(world.People(Talks.Organisation)[index]);
            await new JoinRun(joiner, crowd, talks, nodes, new Random(run.Seed + index), report).RunAsync(run.Pick(10, 100));
        });
        var consoles = world.People(Handed).Take(2).Select((_, index) => (Joiner: new Joiner(world.Addresses, report), Node: index % nodes)).ToList();
        foreach (var (index, console) in consoles.Index())
            await console.Joiner.SignInAsync(world.People(Handed)[index]);
        var handed = new Crowd(world.Line(Handed), second, oracle, people, 1, ordered: false);
        await Task.WhenAll([.. joins, new TakeoverRun(consoles, handed, new Random(run.Seed), report).RunAsync(run.Pick(10, 100))]);
        return report;
    }

    private sealed record Findings(int Interleavings, IReadOnlyList<JoinReport> Worlds) : IFindings
    {
        public bool Good => Worlds.All(report => report.Good);
    }
}
