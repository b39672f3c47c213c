using System.Diagnostics;
using Gateway.Records;
using Gateway.Records.Sealing;
using Gateway.TestKit;
using Gateway.TestKit.Consortium;
using Gateway.TestKit.Processes;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Offers, counsellors who take the next person, keepers who carry out a yes, home who wants somebody back and people who leave: all for one person at once, at home and at a partner.</summary>
public sealed class OverflowRaceExperiment : IExperiment
{
    // Each lane has a consortium of its own, whose lock its moves wait for: a few side by side keep the servers busy.
    private const int Lanes = 8;

    /// <inheritdoc/>
    public string Name => "g18-overflow-race";

    /// <inheritdoc/>
    public string Promise => "Whoever waits while a partner is about to answer them has one counsellor, of the organisation that answers, and one place in one queue.";

    /// <inheritdoc/>
    public string Passes =>
        "Of all races, on two gateways: two counsellors told that they have the person 0; somebody of another organisation who has them or can write to them 0; in two queues, "
        + "or in none while they wait, 0; time of arrival or grade lost 0; and each of home, partner, waiting and left came about.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        var began = Stopwatch.GetTimestamp();
        var folder = Directory.CreateTempSubdirectory("gateway-overflow-");
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var redis = await RedisServer.StartAsync();
        try
        {
            var settings = new Dictionary<string, string?>
            {
                ["Gateway:Records:Engine"] = "Postgres",
                ["Gateway:Records:Postgres:Connection"] = await postgres.NewDatabaseAsync() + ";Maximum Pool Size=40;Max Auto Prepare=300;Auto Prepare Min Usages=3",
                // Nothing fails here but by a defect: a busy machine is not to look like one.
                ["Gateway:Records:TimeoutMs"] = "30000",
                ["Gateway:Redis:TimeoutMs"] = "10000",
                ["Gateway:Queue:Engine"] = "Redis",
                ["Gateway:Redis:Endpoints"] = redis.Endpoint,
                ["Gateway:Keys:Directory"] = Path.Combine(folder.FullName, "keys"),
                ["Gateway:Keys:CreateForDevelopment"] = "true",
            };
            var (time, organisations) = (new FakeTime(), Enumerable.Range(0, Lanes).SelectMany(lane => new[] { OverflowTrials.HomeOf(lane), OverflowTrials.PartnerOf(lane) }).ToList());
            await using var first = new ConsortiumNode(settings, time, organisations);
            // The first of the two makes the keys.
            first.Get<Vault>();
            await first.Get<IRecords>().MigrateAsync();
            await using var second = new ConsortiumNode(settings, time, organisations);
            var (wanted, begun) = (run.Pick(240, 100_000), 0);
            var tallies = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() =>
                new OverflowTrials([first, second], time, lane, run.Seed + lane).RunAsync(Another))));
            return new Findings(wanted, tallies.Aggregate((a, b) => a.And(b)), Math.Round(Stopwatch.GetElapsedTime(began).TotalSeconds, 1));

            bool Another()
            {
                if (run.Seconds is { } patience && Stopwatch.GetElapsedTime(began).TotalSeconds > patience) return false;
                var number = Interlocked.Increment(ref begun);
                if (number % 1000 == 0) run.Say($"{number} races");
                return number <= wanted;
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Fewer races than wanted: it was told to end after so many seconds.
    private sealed record Findings(int Wanted, OverflowTally Tally, double Seconds) : IFindings
    {
        public bool Good => Tally is { IsClean: true, AtHome: > 0, AtPartner: > 0, Waiting: > 0, Left: > 0 };
    }
}
