using FsCheck;
using FsCheck.Fluent;
using Gateway.Faults.Nights;
using Gateway.TestKit.Nights;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>The state machine as a model: random nights on the real use cases, one step after another and several at once.</summary>
public sealed class NightsExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g16-nights";

    /// <inheritdoc/>
    public string Promise => "Whatever happens in whatever order, every open person is in exactly one place, and no place is without a timer.";

    /// <inheritdoc/>
    public string Passes =>
        "At every second: each open person in one place, each place with a timer, nobody longer than the timer and 10 s; queue and records differ "
        + "for 13 s at most; who writes is heard at once; at the end nobody is left, nobody was taken twice, every word stands once in the logs.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<NightSeries>();
        if (run.Engine is null or Engine.Embedded)
            series.Add(await NightWorld.OnEmbeddedAsync(house => LiveAsync(house, run, Engine.Embedded, run.Pick(4, 200), run.Pick(2, 80))));
        if (run.Engine is null or Engine.Distributed)
            series.Add(await NightWorld.OnDistributedAsync(
                run.Nodes ?? 2, run.Seed, house => LiveAsync(house, run, Engine.Distributed, run.Pick(2, 8), run.Pick(1, 6))));
        return new Findings(series);
    }

    private static async Task<NightSeries> LiveAsync(NightHouse house, ExperimentRun run, Engine engine, int oneByOne, int atOnce)
    {
        var broken = await TryAsync(house, "a", run, NightSteps.Nights(run.Pick(40, 80), 1), oneByOne)
            ?? await TryAsync(house, "b", run, NightSteps.Nights(run.Pick(20, 40), 4), atOnce);
        return new NightSeries(engine, house.Nodes.Count, oneByOne + atOnce, house.Steps, house.LongestDifference / 1000.0, broken);
    }

    private static async Task<string?> TryAsync(NightHouse house, string name, ExperimentRun run, Arbitrary<NightStep[][]> nights, int count)
    {
        var number = 0;
        var every = Prop.ForAll(nights, (NightStep[][] night) =>
        {
            if (number % 25 == 0)
                run.Say($"night {name}{number}");
            return Night.LiveAsync(house, $"{name}{number++}", night);
        });
        try
        {
            await Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(count).WithReplay((ulong)run.Seed, 1), every));
            return null;
        }
        catch (Exception failed)
        {
            return failed.Message;
        }
    }

    private sealed record Findings(IReadOnlyList<NightSeries> Series) : IFindings
    {
        public bool Good => Series.All(series => series.Broken is null);
    }
}
