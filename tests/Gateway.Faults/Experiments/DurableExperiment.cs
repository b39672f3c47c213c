using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.Worlds;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>Databases that would lose words in a power cut are refused; fifty writers at once on SQLite find it locked never.</summary>
public sealed class DurableExperiment : IExperiment
{
    private const int Writers = 50;

    /// <inheritdoc/>
    public string Name => "g10-durable";

    /// <inheritdoc/>
    public string Promise => "The gateway does not start on records that would lose words, and many who write at once on SQLite are all served.";

    /// <inheritdoc/>
    public string Passes =>
        "PostgreSQL with fsync, full_page_writes or synchronous_commit off: the start is refused with a sentence that names the setting; "
        + "50 writers at once on SQLite: nothing but 2xx, \"database is locked\" 0 times in the log, lost 0, twice 0, out of order 0.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var refusals = new List<Refusal>();
        if (run.Engine is null or Engine.Distributed)
        {
            await using var postgres = await PostgresServer.StartAsync(durable: true);
            foreach (var setting in new[] { "fsync", "full_page_writes", "synchronous_commit" })
                refusals.Add(await RefusalAsync(postgres, setting, run.Say));
        }
        return new Findings(refusals, run.Engine is null or Engine.Embedded ? await WritersAsync(run) : null);
    }

    private static async Task<Refusal> RefusalAsync(PostgresServer postgres, string setting, Action<string> say)
    {
        say($"PostgreSQL with {setting}=off");
        await postgres.StopAsync();
        await postgres.RestartAsync($"{setting}=off");
        using var setup = new RunSetup();
        var settings = setup.Write(new Uri("http://127.0.0.1:9"));
        settings["Gateway:Records:Engine"] = "Postgres";
        settings["Gateway:Records:Postgres:Connection"] = await postgres.NewDatabaseAsync();
        await using var gateway = GatewayProcess.Launch(settings);
        try
        {
            await gateway.EndedAsync(TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            // It serves on such a database.
            return new Refusal(setting, 0, NamesTheSetting: false);
        }
        return new Refusal(setting, gateway.ExitCode, gateway.LastLines.Contains($"{setting}=off", StringComparison.Ordinal));
    }

    private static async Task<Written> WritersAsync(ExperimentRun run)
    {
        var each = run.Pick(20, 400);
        var oracle = new Oracle(Writers * (each + 1));
        var size = new SetupSize { Counsellors = Talks.ConsolesFor(Writers) };
        await using var world = await LoadWorld.StartAsync(Engine.Embedded, 1, size, run.Say);
        // A call waits as long as it must; how long they waited is a figure.
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(30));
        await using var talks = await Talks.OpenAsync(world, provider, oracle, Writers);
        run.Say($"{Writers} writers at once, {each} messages each");
        var calls = new List<double>();
        provider.Called = call =>
        {
            lock (calls)
                calls.Add(call.Milliseconds);
        };
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (var said = 0; said < each; said++)
            {
                Task saying;
                lock (oracle)
                    saying = talks.People.SayAsync(writer, TimeProvider.System.GetTimestamp(), CancellationToken.None);
                await saying;
            }
        }));
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var verdict = await talks.JudgeAsync(TimeSpan.FromSeconds(30));
        return new Written(
            Writers, Writers * each, Math.Round(Writers * each / took), Spread.Of(calls), provider.Refused + provider.Unanswered,
            world.Nodes[0].Process.Output.After(0).Count(line => line.Contains("locked", StringComparison.OrdinalIgnoreCase)), verdict);
    }

    private sealed record Refusal(string Setting, int ExitCode, bool NamesTheSetting);

    private sealed record Written(int Writers, int Messages, double MessagesPerSecond, Spread AnswerMs, int NotTaken, int Locked, Verdict Verdict);

    private sealed record Findings(IReadOnlyList<Refusal> Refusals, Written? Sqlite) : IFindings
    {
        public bool Good => Refusals.All(refusal => refusal is { ExitCode: > 0, NamesTheSetting: true })
            && Sqlite is null or { NotTaken: 0, Locked: 0, Verdict.Good: true };
    }
}
