using System.Globalization;
using Gateway.TestKit.Processes;
using Gateway.Worlds;

namespace Gateway.Load.Backup;

/// <summary>One command: how long, from the start of its process to its end.</summary>
/// <param name="Command">What was run.</param>
/// <param name="Engine">On which engine.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="PeakMiB">The largest resident memory of its process.</param>
public sealed record Timed(string Command, string Engine, double Seconds, double PeakMiB);

/// <summary>What came out.</summary>
/// <param name="Conversations">How many conversations.</param>
/// <param name="Entries">How many entries in all.</param>
/// <param name="LoadBefore">The one-minute load average before.</param>
/// <param name="DatabaseMiB">The SQLite file.</param>
/// <param name="RecordsMiB">The archive of the records.</param>
/// <param name="KeysMiB">The archive of the keys.</param>
/// <param name="Commands">Every command with its time.</param>
public sealed record BackupReport(
    int Conversations, long Entries, double LoadBefore, double DatabaseMiB, double RecordsMiB, double KeysMiB, IReadOnlyList<Timed> Commands);

/// <summary>Backs up and restores many conversations with the real program, from SQLite to PostgreSQL and back.</summary>
public sealed class BackupExperiment
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-load-backup-");
    private readonly List<Timed> _timed = [];
    private readonly Action<string> _say;

    private BackupExperiment(Action<string> say) => _say = say;

    private string Records => Path.Combine(_folder.FullName, "records");

    private string Keys => Path.Combine(_folder.FullName, "keys-backup");

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidOperationException">A command did not end with 0; the message holds what it wrote.</exception>
    public static async Task<BackupReport> RunAsync(int conversations, int entries, Action<string> say)
    {
        var run = new BackupExperiment(say);
        try
        {
            return await run.RunAsync(conversations, entries);
        }
        finally
        {
            run._folder.Delete(recursive: true);
        }
    }

    private async Task<BackupReport> RunAsync(int conversations, int entries)
    {
        var load = MachineMeter.LoadAverage();
        var sqlite = Sqlite("gateway.db");
        _say($"making {conversations} conversations with {entries} entries each");
        await ManyConversations.FillAsync(sqlite, conversations, entries);
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        var server = new Dictionary<string, string>(sqlite)
        {
            ["Gateway:Records:Engine"] = "Postgres",
            ["Gateway:Records:Postgres:Connection"] = await postgres.NewDatabaseAsync(),
        };

        await TimeAsync(sqlite, "backup", "--to", Records, "--keys-to", Keys, "--keep", "1");
        await TimeAsync(sqlite, "backup verify", "--from", Records, "--keys-from", Keys);
        await TimeAsync(Sqlite("again.db"), "restore", "--from", Records, "--keys-from", Keys);
        await TimeAsync(server, "restore", "--from", Records, "--keys-from", Keys);
        await TimeAsync(server, "backup", "--to", Records, "--keys-to", Keys, "--keep", "1");
        return new BackupReport(
            conversations, (long)conversations * entries, load, MiB(sqlite["Gateway:Records:Sqlite:File"]),
            MiB(Directory.GetFiles(Records).Single()), MiB(Path.Combine(Keys, "keys.backup")), _timed);
    }

    private Dictionary<string, string> Sqlite(string file) => new()
    {
        ["Gateway:Records:Engine"] = "Sqlite",
        ["Gateway:Records:Sqlite:File"] = Path.Combine(_folder.FullName, file),
        ["Gateway:Keys:Directory"] = Path.Combine(_folder.FullName, "keys"),
        ["Gateway:Keys:CreateForDevelopment"] = "true",
    };

    private async Task TimeAsync(Dictionary<string, string> settings, string command, params string[] options)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var process = ChildProcess.Start(
            "dotnet", [GatewayProgram.Path, .. command.Split(' '), .. options],
            environment: settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value));
        var ended = process.EndedAsync(TimeSpan.FromHours(1));
        var peak = 0.0;
        while (await Task.WhenAny(ended, Task.Delay(50)) != ended) peak = Math.Max(peak, PeakOf(process.Id));
        await ended;
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command} ended with {process.ExitCode}:\n{process.LastLines}");
        _timed.Add(new Timed(command, settings["Gateway:Records:Engine"], Math.Round(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 1), peak));
        _say(string.Create(CultureInfo.InvariantCulture, $"{_timed[^1].Engine} {command}: {_timed[^1].Seconds} s, {peak} MiB"));
    }

    // Kept by the kernel, so that looking now and then misses nothing but the last moment.
    private static double PeakOf(int process)
    {
        var file = $"/proc/{process}/status";
        if (!File.Exists(file)) return 0;
        var line = File.ReadLines(file).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : Math.Round(double.Parse(line.AsSpan(6, line.Length - 9).Trim(), CultureInfo.InvariantCulture) / 1024);
    }

    private static double MiB(string file) => Math.Round(new FileInfo(file).Length / 1048576.0, 1);
}
