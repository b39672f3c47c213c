using Gateway.Load.Floor;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Load.Runs;

/// <summary>What is compared with the floor.</summary>
public sealed record FloorOptions
{
    /// <summary>How many gateways.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Messages a second for the times.</summary>
    public int Rate { get; init; } = 300;

    /// <summary>How long each measurement of the times is, in seconds.</summary>
    public int Seconds { get; init; } = 15;

    /// <summary>How often the times are measured on each by turns.</summary>
    public int Rounds { get; init; } = 3;

    /// <summary>People who write.</summary>
    public int Conversations { get; init; } = 200;

    /// <summary>Screens that they are shown on.</summary>
    public int Consoles { get; init; } = 50;

    /// <summary>Whether the highest sustained rate is looked for.</summary>
    public bool FindHighest { get; init; } = true;
}

/// <summary>One measurement at a steady rate. Times in milliseconds from the moment at which a message was meant to be sent until a screen had it.</summary>
/// <param name="Rate">Messages a second.</param>
/// <param name="SeenMs">Until a screen had it.</param>
/// <param name="AnswerMs">Until the webhook was answered 2xx.</param>
/// <param name="Missing">Words that no screen had ten seconds after the last was sent.</param>
/// <param name="ServerCpuMs">Processor time of the server(s) for each message, without PostgreSQL and Redis.</param>
public sealed record SteadyRun(int Rate, Spread SeenMs, Spread AnswerMs, int Missing, double ServerCpuMs)
{
    /// <summary>The limit of p99 up to which a rate counts as sustained, in milliseconds.</summary>
    public const double Limit = 250;

    /// <summary>Whether the server kept up with it.</summary>
    public bool Sustained => Missing == 0 && SeenMs.P99 < Limit;
}

/// <summary>The gateway as a multiple of the floor, from one run on one machine.</summary>
/// <param name="P50">Median to the screen: at most 1.5 is aimed at.</param>
/// <param name="P99">99th percentile to the screen: at most 1.5 is aimed at.</param>
/// <param name="Highest">Highest sustained rate: at least 0.6 is aimed at.</param>
public sealed record FloorRatios(double P50, double P99, double? Highest);

/// <summary>What was measured.</summary>
public sealed record FloorReport(
    FloorOptions Options, FloorRatios GatewayToFloor, int? FloorHighest, int? GatewayHighest, IReadOnlyList<SteadyRun> Floor,
    IReadOnlyList<SteadyRun> Gateway, IReadOnlyList<SteadyRun> FloorSteps, IReadOnlyList<SteadyRun> GatewaySteps, double LoadBefore);

/// <summary>Measures the floor and the gateway (PostgreSQL and Redis) by turns, in one run, with one generator.</summary>
public static class FloorExperiment
{
    private const int MostWords = 4_000_000;

    /// <summary>Runs it.</summary>
    public static async Task<FloorReport> RunAsync(FloorOptions options, Action<string> say)
    {
        var load = MachineMeter.LoadAverage();
        await using var floorWorld = await FloorWorld.StartAsync(say);
        var floorOracle = new Oracle(MostWords);
        using var floorProvider = new Provider(floorWorld.Line, [floorWorld.Address], floorOracle, TimeSpan.FromSeconds(10));
        await floorWorld.OpenScreensAsync(options.Consoles, floorOracle);
        var floor = new Target(
            "floor", new Crowd(floorWorld.Line, floorProvider, floorOracle, 0, options.Conversations), floorOracle, [floorWorld.Process]);
        await Opening.AllWriteAsync(floor.Crowd);

        await using var world = await LoadWorld.StartAsync(Engine.Distributed, options.Nodes, new SetupSize { Counsellors = options.Consoles }, say);
        var oracle = new Oracle(MostWords);
        using var provider = new Provider(world.Line("org1"), world.Addresses, oracle, TimeSpan.FromSeconds(10));
        var gateway = new Target(
            "gateway", new Crowd(world.Line("org1"), provider, oracle, 0, options.Conversations), oracle, [.. world.Nodes.Select(node => node.Process)]);
        var consoles = await Desk.OpenAsync(world, "org1", options.Consoles, oracle);
        try
        {
            await Opening.AllWriteAsync(gateway.Crowd);
            await Desk.TakeAllAsync(consoles, gateway.Crowd.Size);
            await Opening.QuietAsync(world.Outbox);

            List<SteadyRun> floorRuns = [], gatewayRuns = [], floorSteps = [], gatewaySteps = [];
            foreach (var target in new[] { floor, gateway })
                await StepAsync(target, options.Rate, 8, say);
            for (var round = 0; round < options.Rounds; round++)
            {
                floorRuns.Add(await StepAsync(floor, options.Rate, options.Seconds, say));
                gatewayRuns.Add(await StepAsync(gateway, options.Rate, options.Seconds, say));
            }

            int? floorHighest = null, gatewayHighest = null;
            if (options.FindHighest)
            {
                floorHighest = await FindHighestAsync(floor, floorSteps, say);
                gatewayHighest = await FindHighestAsync(gateway, gatewaySteps, say);
            }

            var ratios = new FloorRatios(
                Ratio(gatewayRuns, floorRuns, run => run.SeenMs.P50), Ratio(gatewayRuns, floorRuns, run => run.SeenMs.P99),
                floorHighest is > 0 ? Math.Round((double)gatewayHighest!.Value / floorHighest.Value, 2) : null);
            return new FloorReport(options, ratios, floorHighest, gatewayHighest, floorRuns, gatewayRuns, floorSteps, gatewaySteps, load);
        }
        finally
        {
            await Desk.CloseAsync(consoles);
        }
    }

    // Up by a quarter until it does not keep up, then three times halfway between.
    private static async Task<int> FindHighestAsync(Target target, List<SteadyRun> steps, Action<string> say)
    {
        int good = 0, bad = 0;
        for (var rate = 1000; bad == 0 && rate < 50_000; rate = rate * 5 / 4)
        {
            if (await SustainsAsync(rate))
                good = rate;
            else
                bad = rate;
        }
        for (var halving = 0; halving < 3 && good > 0; halving++)
        {
            var rate = (good + bad) / 2;
            if (await SustainsAsync(rate))
                good = rate;
            else
                bad = rate;
        }
        return good;

        // A disk that paused once says nothing about the server: only a rate that fails twice is too high.
        async Task<bool> SustainsAsync(int rate)
        {
            for (var attempt = 0; attempt < 2; attempt++)
            {
                steps.Add(await StepAsync(target, rate, 6, say));
                if (steps[^1].Sustained)
                    return true;
            }
            return false;
        }
    }

    private static async Task<SteadyRun> StepAsync(Target target, int rate, int seconds, Action<string> say)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(seconds + 30));
        var first = target.Oracle.Words;
        var cpu = target.CpuSeconds();
        await new OpenLoop(target.Crowd, rate).RunAsync(rate * seconds, stop.Token, stop.Token);
        await target.Crowd.AnsweredAsync();
        var after = target.Oracle.Words;
        await Until.IsTrueAsync(() => Enumerable.Range(first, after - first).All(target.Oracle.IsSeen), TimeSpan.FromSeconds(10));
        var run = new SteadyRun(
            rate, target.Oracle.Sights(first, after), target.Oracle.Answers(first, after),
            Enumerable.Range(first, after - first).Count(word => !target.Oracle.IsSeen(word)),
            Math.Round((target.CpuSeconds() - cpu) * 1000 / (after - first), 3));
        say($"{target.Name} {rate}/s: p50 {run.SeenMs.P50} ms, p99 {run.SeenMs.P99} ms, {run.ServerCpuMs} ms of processor a message, missing {run.Missing}");
        return run;
    }

    private static double Ratio(List<SteadyRun> gateway, List<SteadyRun> floor, Func<SteadyRun, double> figure) =>
        Math.Round(Median([.. gateway.Select(figure)]) / Math.Max(0.01, Median([.. floor.Select(figure)])), 2);

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }

    private sealed record Target(string Name, Crowd Crowd, Oracle Oracle, IReadOnlyList<ChildProcess> Processes)
    {
        public double CpuSeconds() => Processes.Sum(process =>
        {
            using var running = System.Diagnostics.Process.GetProcessById(process.Id);
            return running.TotalProcessorTime.TotalSeconds;
        });
    }
}
