using Gateway.TestKit;
using Gateway.Worlds;

namespace Gateway.Load.Runs;

/// <summary>How long a gateway takes from the start of its process to the first "ready".</summary>
/// <param name="Engine">The engines.</param>
/// <param name="LoadBefore">The one-minute load average before.</param>
/// <param name="FirstMs">On an empty database: schema, keys and set-up are made.</param>
/// <param name="AgainMs">On the same data again, after an orderly stop.</param>
public sealed record StartReport(Engine Engine, double LoadBefore, double FirstMs, Spread AgainMs);

/// <summary>Starts the built gateway again and again.</summary>
public static class StartExperiment
{
    /// <summary>Runs it for each of the engines.</summary>
    public static async Task<IReadOnlyList<StartReport>> RunAsync(IReadOnlyList<Engine> engines, int runs, Action<string> say)
    {
        var reports = new List<StartReport>();
        foreach (var engine in engines)
        {
            var load = MachineMeter.LoadAverage();
            await using var world = await LoadWorld.StartAsync(engine, 1, new SetupSize(), say);
            var node = world.Nodes[0];
            var first = node.StartTook.TotalMilliseconds;
            var again = new List<double>();
            for (var run = 0; run < runs; run++)
            {
                await node.StopAsync();
                await node.RestartAsync();
                again.Add(node.StartTook.TotalMilliseconds);
                say($"start {run + 1}: {again[^1]:0} ms");
            }
            reports.Add(new StartReport(engine, load, Math.Round(first), Spread.Of(again)));
        }
        return reports;
    }
}
