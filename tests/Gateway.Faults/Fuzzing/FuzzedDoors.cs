using System.Diagnostics;
using System.Globalization;
using Gateway.TestKit.Fuzz;
using Gateway.Worlds;

namespace Gateway.Faults.Fuzzing;

/// <summary>What came of spoilt calls at a real gateway.</summary>
/// <param name="Engine">On which engines.</param>
/// <param name="Calls">How many there were.</param>
/// <param name="WordsTaken">Good words that came along and were answered 2xx.</param>
/// <param name="WordsWrong">Those of them that do not stand in their conversation once; should be empty.</param>
/// <param name="ErrorsLogged">Lines of the log with the level error, at most ten; should be empty.</param>
/// <param name="MemoryBeforeMb">The gateway's memory when it had warmed up.</param>
/// <param name="MemoryAfterMb">And at the end.</param>
/// <param name="Doors">By door.</param>
internal sealed record DoorsReport(
    Engine Engine, int Calls, int WordsTaken, IReadOnlyList<string> WordsWrong, IReadOnlyList<string> ErrorsLogged, double MemoryBeforeMb, double MemoryAfterMb, IReadOnlyList<FuzzTally> Doors)
{
    // A gateway that has just started is small; what it needs in any case is no growth.
    private const double SmallMb = 250;

    public bool Good =>
        Calls > 0 && WordsTaken > 0 && WordsWrong.Count == 0 && ErrorsLogged.Count == 0 && Doors.All(tally => tally is { Inputs: > 0, Failures.Count: 0 })
        && MemoryAfterMb < Math.Max(SmallMb, 2 * MemoryBeforeMb);
}

/// <summary>Tries the doors of one gateway, in turns, so that the later ones are tried on a gateway that has been through the earlier ones.</summary>
internal static class FuzzedDoors
{
    /// <summary>For so long.</summary>
    public static async Task<DoorsReport> TryAsync(Engine engine, ExperimentRun run, TimeSpan time)
    {
        var plan = new WorldPlan { Engine = engine, Size = DoorFuzz.Size, Settings = DoorFuzz.Settings };
        await using var world = await LoadWorld.StartAsync(plan, run.Say);
        await using var fuzz = await DoorFuzz.BeginAsync(run.Seed, world.Nodes[0].Address, world.Setup);
        var process = world.Nodes[0].Process;
        run.Say($"{engine}: spoilt calls");
        foreach (var door in DoorFuzz.Doors) await fuzz.RunAsync(door, 30, time / DoorFuzz.Doors.Count / 10);
        var before = MemoryMb(process.Id);
        List<FuzzTally> tallies = [];
        foreach (var door in DoorFuzz.Doors) tallies.Add(await fuzz.RunAsync(door, int.MaxValue, time / DoorFuzz.Doors.Count));
        var (accepted, wrong) = await fuzz.JudgeAsync();
        var errors = process.Output.After(0).Where(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal) || line.Contains("\"level\":\"critical\"", StringComparison.Ordinal));
        if (!process.Running) errors = errors.Append(string.Create(CultureInfo.InvariantCulture, $"the gateway ended with {process.ExitCode}"));
        return new DoorsReport(
            engine, tallies.Sum(tally => tally.Inputs), accepted, [.. wrong.Take(10)], [.. errors.Take(10)], before, process.Running ? MemoryMb(process.Id) : 0, tallies);
    }

    private static double MemoryMb(int id)
    {
        using var process = Process.GetProcessById(id);
        return Math.Round(process.WorkingSet64 / 1024.0 / 1024);
    }
}
