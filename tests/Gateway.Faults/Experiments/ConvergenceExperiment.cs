using Gateway.Faults.Convergence;
using Gateway.TestKit;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Consoles and web chat pages lose their network again and again, half-open too; a gateway is killed, and Redis is away.</summary>
public sealed class ConvergenceExperiment : IExperiment
{
    /// <inheritdoc/>
    public string Name => "g11-convergence";

    /// <inheritdoc/>
    public string Promise => "Whoever loses the network sees everything again within five seconds of its return, without doing anything.";

    /// <inheritdoc/>
    public string Passes =>
        "After every return a console and a web chat page show within 5 s everything that was said until then; a console that is half-open "
        + "notices within 15 s; at the end every console and every page equals the records, nothing twice, nothing out of order.";

    public bool Alone => true;

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        var options = Options(run);
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan
            {
                Engine = Engine.Distributed,
                Nodes = options.Nodes,
                Size = new SetupSize { Organisations = 2, Counsellors = Math.Max(options.Consoles, options.Pages) },
                // How slow a busy machine is, is not what is asked.
                Settings = new Dictionary<string, string> { ["Gateway:Records:TimeoutMs"] = "30000" },
            },
            run.Say);
        return new Findings(await new ConvergenceRun(options, world, run.Say).RunAsync());
    }

    private static ConvergenceOptions Options(ExperimentRun run)
    {
        var options = new ConvergenceOptions { Nodes = run.Nodes ?? 2, Seed = run.Seed, BackWithin = run.Limit(TimeSpan.FromSeconds(5)) };
        return run.Pick(
            options with
            {
                Consoles = 3,
                Pages = 2,
                Rate = 10,
                Time = TimeSpan.FromSeconds(12),
                LongestLoss = TimeSpan.FromSeconds(3),
                LongHalfOpen = 1,
                Kills = [TimeSpan.FromSeconds(2)],
                RedisDownAt = TimeSpan.FromSeconds(7),
                RedisDownFor = TimeSpan.FromSeconds(2),
            },
            options with
            {
                Consoles = 20,
                Pages = 10,
                Rate = 30,
                Time = TimeSpan.FromSeconds(120),
                LongestLoss = TimeSpan.FromSeconds(40),
                LongHalfOpen = 3,
                Kills = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(25), TimeSpan.FromSeconds(110)],
                RedisDownAt = TimeSpan.FromSeconds(40),
                RedisDownFor = TimeSpan.FromSeconds(60),
            });
    }

    private sealed record Findings(Converged Run) : IFindings
    {
        public bool Good => Run.Good;
    }
}
