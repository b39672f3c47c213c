using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>PostgreSQL is shut down while people write, gateways are killed and started in the outage, and then it comes back.</summary>
public sealed class RecordsAwayExperiment : IExperiment
{
    private const double StoredWithinSeconds = 60;

    private const int RateAfter = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <inheritdoc/>
    public string Name => "g03-records-away";

    /// <inheritdoc/>
    public bool Alone => true;

    /// <inheritdoc/>
    public string Promise => "Words that come while the database is away are taken, kept sealed on the gateways' disks, and stored in order soon after it is back.";

    /// <inheritdoc/>
    public string Passes =>
        "Taken in the outage, through kill -9 of gateways in it, and stored within 60 s after its end; lost 0, twice 0, out of order 0, stored late 0; "
        + "gateways ready and saying that they are degraded; nothing readable in any file of a spool; a spool that cannot be written refuses the start.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        // The long form brings in little more than a minute what ten minutes at 50 a second would.
        var (people, newcomers, rate, words, kills, after) = run.Pick((20, 5, 60, 180, 1, 2), (200, 50, 400, 30_000, 4, 10));
        var oracle = new Oracle(people + (3 * newcomers) + (2 * words) + (rate * 100) + (RateAfter * after * 10));
        var size = new SetupSize { Counsellors = Talks.ConsolesFor(people + newcomers) };
        await using var world = await LoadWorld.StartAsync(Engine.Distributed, run.Nodes ?? 2, size, run.Say);
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, run.Limit(TimeSpan.FromSeconds(2)), connections: 1_000);
        var known = new Crowd(world.Line(Talks.Organisation), provider, oracle, 0, people);
        var fresh = new Crowd(world.Line(Talks.Organisation), provider, oracle, people, newcomers);
        await Opening.AllWriteAsync(known);

        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var through = new Speaking(known, provider, rate, run, stop.Token);
        await through.DuringAsync("healthy", Task.Delay(1_000), run.Say);
        await world.Postgres.StopAsync();
        var before = oracle.Words;
        await through.DuringAsync("away", AwayAsync(world, fresh, () => oracle.Words - before, words, kills, run.Say), run.Say);
        var phases = await through.EndAsync();
        var degraded = await Task.WhenAll(world.Nodes.Select(IsDegradedAsync));
        var spool = new SpoolWitness(world.Settings["Gateway:Spool:Folder"]);
        var (taken, bytes) = (oracle.Words - before, spool.Bytes);
        var readable = spool.Readable(world.Line(Talks.Organisation).Options.Account, "01LOAD");

        await world.Postgres.RestartAsync();
        var back = TimeProvider.System.GetTimestamp();
        using var behind = new Speaking(known, provider, RateAfter, run, stop.Token);
        await behind.DuringAsync("back", Task.Delay(TimeSpan.FromSeconds(after)), run.Say);
        await Opening.AllWriteAsync(fresh);
        phases = [.. phases, .. await behind.EndAsync()];
        run.Say("waiting until everything is stored");
        while (spool.Files > 0 || await world.Records.CountAsync("SELECT COUNT(*) FROM held_word") > 0 || await world.Records.CountWordsAsync() < oracle.Words)
        {
            if (TimeProvider.System.GetElapsedTime(back).TotalSeconds > StoredWithinSeconds + 5) break;
            await Task.Delay(100, CancellationToken.None);
        }
        var stored = Math.Round(TimeProvider.System.GetElapsedTime(back).TotalSeconds, 1);
        return new Findings(
            world.Nodes.Count, taken, bytes, kills, phases, degraded.All(is200 => is200), readable, spool.Aside, stored, await JudgeAsync(world, oracle, people + newcomers),
            await RefusesAsync(world));
    }

    // Nobody could take anybody while the database was away: the counsellors come when it is back, and read everything.
    private static async Task<Verdict> JudgeAsync(LoadWorld world, Oracle oracle, int people)
    {
        var consoles = await Desk.OpenAsync(world, Talks.Organisation, Talks.ConsolesFor(people), oracle);
        try
        {
            await Desk.TakeAllAsync(consoles, people);
            return Verdict.Of(oracle, await Desk.ReadAsync(consoles));
        }
        finally
        {
            await Desk.CloseAsync(consoles);
        }
    }

    private static async Task AwayAsync(LoadWorld world, Crowd fresh, Func<int> said, int words, int kills, Action<string> say)
    {
        await Opening.AllWriteAsync(fresh);
        for (var kill = 0; kill < kills; kill++)
        {
            await Until.IsTrueAsync(() => said() >= words * (kill + 1) / (kills + 1), Longest);
            var node = world.Nodes[kill % world.Nodes.Count];
            await node.Kill9Async();
            await node.RestartAsync();
            say($"killed, and serving again after {node.StartTook.TotalMilliseconds:0} ms, while the database is away");
        }
        await Until.TrueAsync(() => said() >= words, Longest, $"{words} words are said");
    }

    private static async Task<bool> IsDegradedAsync(GatewayProcess node)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(node.Address, "/healthz/ready"));
        return answer.IsSuccessStatusCode && (await answer.Content.ReadAsStringAsync()).Contains("\"records\":\"degraded", StringComparison.Ordinal);
    }

    private static async Task<bool> RefusesAsync(LoadWorld world)
    {
        var settings = new Dictionary<string, string>(world.Settings) { ["Gateway:Spool:Folder"] = Path.Combine(world.Settings["Gateway:Setup:File"], "spool") };
        await using var gateway = GatewayProcess.Launch(settings);
        await gateway.EndedAsync(TimeSpan.FromSeconds(60));
        return gateway.ExitCode > 0 && gateway.LastLines.Contains("Gateway:Spool:Folder", StringComparison.Ordinal);
    }

    private sealed record Findings(
        int Nodes, int TakenInTheOutage, long SpoolBytes, int Kills, IReadOnlyList<Phase> Phases, bool ReadyAndDegraded, int ReadableFiles, int PutAside,
        double StoredAfterSeconds, Verdict Verdict, bool UnwritableRefused) : IFindings
    {
        public bool Good => Verdict is { Good: true, Late: 0 } && Verdict.Answered == Verdict.Words && StoredAfterSeconds <= StoredWithinSeconds
            && SpoolBytes > 0 && ReadyAndDegraded && ReadableFiles == 0 && PutAside == 0 && UnwritableRefused && Phases.All(phase => phase is { TooLate: 0, Taken: > 0 });
    }
}
