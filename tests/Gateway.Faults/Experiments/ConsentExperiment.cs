using System.Diagnostics;
using Gateway.TestKit;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Processes;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Many people, sheets, bodies and consents by chance, with everything between the question and the sending that may go wrong.</summary>
public sealed class ConsentExperiment : IExperiment
{
    // The processor is the limit, and a database serves one after another: a few side by side keep it busy.
    private const int Lanes = 4;

    /// <inheritdoc/>
    public string Name => "g30-consent";

    /// <inheritdoc/>
    public string Promise => "What leaves for a body is what the person has agreed to, to this body, in this revision, while the consent lives; and it is on record.";

    /// <inheritdoc/>
    public string Passes =>
        "Of all trials: no field left that was not agreed to or was another person's, none is missing that was; nothing left after a no, a withdrawal, its end, a change of "
        + "the sheet, or without the second person; nothing was kept back that might go; each provision stands on record with exactly its items.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        List<Series> series = [];
        foreach (var engine in run.Engines)
        {
            run.Say($"{engine}");
            var began = Stopwatch.GetTimestamp();
            var tally = await OnAsync(engine, run);
            series.Add(new Series(engine, tally, Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 1)));
        }
        return new Findings(series.Sum(one => one.Tally.Trials), series);
    }

    private static async Task<GateTally> OnAsync(Engine engine, ExperimentRun run)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-consent-");
        await using var postgres = engine == Engine.Distributed ? await PostgresServer.StartAsync(durable: true) : null;
        try
        {
            var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => LaneAsync(lane))));
            return lanes.Aggregate((a, b) => a.And(b));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }

        async Task<GateTally> LaneAsync(int lane)
        {
            var time = new FakeTime();
            var place = folder.CreateSubdirectory($"{lane}").FullName;
            var settings = new Dictionary<string, string?>
            {
                ["Gateway:Keys:Directory"] = Path.Combine(place, "keys"),
                ["Gateway:Keys:CreateForDevelopment"] = "true",
                ["Gateway:Passage:Address"] = "https://chat.example.jp",
                ["Gateway:Records:TimeoutMs"] = "30000",
            };
            if (postgres is null)
            {
                settings["Gateway:Records:Sqlite:File"] = Path.Combine(place, "gateway.db");
            }
            else
            {
                settings["Gateway:Records:Engine"] = "Postgres";
                settings["Gateway:Records:Postgres:Connection"] = await postgres.NewDatabaseAsync() + ";Maximum Pool Size=10";
            }
            await using var node = new ConversationsNode(settings, time);
            await node.PrepareAsync();
            // In four lanes on two engines the long form is 100,000 trials and some more: after two times no a person is asked no more, and that is no trial.
            return await new GateTrials(node, time, run.Seed + lane).RunAsync(run.Pick(60, 12_600), done => run.Say($"{engine}, lane {lane}: {done}"));
        }
    }

    private sealed record Series(Engine Engine, GateTally Tally, double Seconds);

    private sealed record Findings(int Trials, IReadOnlyList<Series> Engines) : IFindings
    {
        public bool Good => Engines.All(series => series.Tally is { IsClean: true, Passed: > 0, Kept: > 0 });
    }
}
