using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>A backup is made while people write; everything is lost; the backup is restored into an empty database.</summary>
public sealed class RestoreExperiment : IExperiment
{
    // A clean machine is to be back within half an hour.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public string Name => "g10-restore";

    /// <inheritdoc/>
    public string Promise => "What was in the records when a backup began comes back from it, byte for byte, and can be read.";

    /// <inheritdoc/>
    public string Passes =>
        "Entries that were there before the backup and are missing after the restore 0; entries that differ 0; every restored message of a "
        + "person is read by the counsellor whose it is; nobody who wrote meanwhile was refused; backup and restore within 30 minutes.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<Restored>();
        foreach (var engine in run.Engines)
            series.Add(await RestoreAsync(run, engine));
        return new Findings(series);
    }

    private static async Task<Restored> RestoreAsync(ExperimentRun run, Engine engine)
    {
        var (rate, people, seconds) = run.Pick((50, 20, 2), (200, 200, 60));
        var oracle = new Oracle(people + (rate * 600));
        var size = new SetupSize { Counsellors = Talks.ConsolesFor(people) };
        await using var world = await LoadWorld.StartAsync(engine, engine == Engine.Embedded ? 1 : run.Nodes ?? 1, size, run.Say);
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(10));
        await using var talks = await Talks.OpenAsync(world, provider, oracle, people);
        using var end = new CancellationTokenSource();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(15));
        var loop = Task.Run(() => new OpenLoop(talks.People, rate, run.Seed).RunAsync(int.MaxValue, end.Token, stop.Token), CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(seconds));

        var before = await world.Records.EntriesAsync();
        using var folder = new Folder();
        run.Say("backup");
        var backup = await CommandAsync(world.Settings, "backup", "--to", folder.Of("records"), "--keys-to", folder.Of("keys"));
        await end.CancelAsync();
        await loop;
        await talks.People.AnsweredAsync();
        var live = await world.Records.EntriesAsync();
        foreach (var node in world.Nodes)
            await node.Kill9Async();

        run.Say("everything is lost; restore");
        var empty = await world.EmptyRecordsAsync();
        var restore = await CommandAsync(empty, "restore", "--from", folder.Of("records"), "--keys-from", folder.Of("keys"));
        var probe = new RecordsProbe(empty);
        var restored = await probe.EntriesAsync();
        var words = await probe.CountWordsAsync();
        // The restore itself adds a quiet line to what is open: that this happened.
        var others = restored.Where(entry => live.GetValueOrDefault(entry.Key) != entry.Value).ToList();
        var missing = before.Keys.Count(key => !restored.ContainsKey(key));
        return new Restored(
            engine, before.Count, restored.Count, missing,
            others.Count(entry => entry.Value.Author != "system"), others.Count(entry => entry.Value.Author == "system"), words,
            // A console asks for a number that is gone over and over.
            missing > 0 ? 0 : await ReadAsync(world, empty, oracle),
            provider.Refused, Math.Round(backup.TotalSeconds, 1), Math.Round(restore.TotalSeconds, 1));
    }

    // Through the front door, on a gateway of its own.
    private static async Task<int> ReadAsync(LoadWorld world, IReadOnlyDictionary<string, string> settings, Oracle oracle)
    {
        await using var gateway = await GatewayProcess.StartAsync(settings);
        var read = 0;
        foreach (var person in world.People(Talks.Organisation))
        {
            await using var console = new LoadConsole(person, [gateway.Address], 0, oracle);
            await console.StartAsync();
            foreach (var log in console.Shown)
                read += (await console.HistoryAsync(log.Id)).Count(entry => entry.Word >= 0);
        }
        return read;
    }

    private static async Task<TimeSpan> CommandAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var command = GatewayProcess.Launch(settings, arguments);
        await command.EndedAsync(Longest);
        return command.ExitCode == 0
            ? TimeProvider.System.GetElapsedTime(start)
            : throw new InvalidOperationException($"{arguments[0]} ended with {command.ExitCode}:\n{command.LastLines}");
    }

    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-restore-");

        public string Of(string name) => Path.Combine(_folder.FullName, name);

        public void Dispose() => _folder.Delete(recursive: true);
    }

    private sealed record Restored(
        Engine Engine, int EntriesBefore, int EntriesRestored, int Missing, int Different, int LinesOfTheRestore, long Messages, int MessagesRead, int RefusedMeanwhile,
        double BackupSeconds, double RestoreSeconds)
    {
        public bool Good => Missing + Different + RefusedMeanwhile == 0 && EntriesRestored > 0 && Messages == MessagesRead;
    }

    private sealed record Findings(IReadOnlyList<Restored> Engines) : IFindings
    {
        public bool Good => Engines.All(engine => engine.Good);
    }
}
