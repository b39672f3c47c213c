using System.Globalization;
using Gateway.Records.Backup;
using Gateway.Records.Sealing;

namespace Gateway.Operations.Upkeep;

/// <summary>The commands <c>backup</c> and <c>backup verify</c>.</summary>
public static class BackUp
{
    /// <summary>Makes a backup while the gateway runs.</summary>
    public static UpkeepCommand Make { get; } = new(
        "backup",
        """
        backup --to FOLDER --keys-to FOLDER2 [--keep N]

        Copies the records into FOLDER and their data keys, apart from them, into FOLDER2, while the gateway runs on.
          --to FOLDER        gets a new file records-….backup; older ones stay
          --keys-to FOLDER2  its keys.backup is replaced: only the newest keys are kept, so that an erased conversation cannot
                             be read from an older backup either. Keep this folder where no old versions of files are kept.
          --keep N           afterwards keeps the newest N files in FOLDER (1 to 10000) and deletes the older ones
        The key folder (Gateway:Keys:Directory) is in neither. Keep a copy of it in a third place: without it a backup is worthless.
        """,
        ["--to", "--keys-to", "--keep"], [], MakeAsync);

    /// <summary>Checks a backup without restoring it.</summary>
    public static UpkeepCommand Verify { get; } = new(
        "backup verify",
        """
        backup verify --from FILE --keys-from FILE

        Reads both files whole, compares every hash and opens every data key with the key folder. Touches no database.
          --from FILE        an archive of records, records-….backup; or a folder: its newest
          --keys-from FILE   the archive of keys, keys.backup; or its folder
        """,
        ["--from", "--keys-from"], [], VerifyAsync);

    /// <summary>The newest archive of records in a folder, or the file itself.</summary>
    /// <exception cref="BackupRefusedException">The folder holds none.</exception>
    public static string NewestRecords(string place) => !Directory.Exists(place) ? place
        : Archives(place).LastOrDefault() ?? throw new BackupRefusedException($"{place} holds no {MakeBackup.RecordsPrefix}….backup.");

    /// <summary>The archive of keys in a folder, or the file itself.</summary>
    public static string Keys(string place) => Directory.Exists(place) ? Path.Combine(place, MakeBackup.KeysName) : place;

    private static async Task<int> MakeAsync(CommandLine line)
    {
        var (to, keysTo) = (Path.GetFullPath(line.Needed("--to")), Path.GetFullPath(line.Needed("--keys-to")));
        var keep = line.Has("--keep") ? Number(line.Needed("--keep")) : (int?)null;
        if (IsWithin(to, keysTo) || IsWithin(keysTo, to)) throw new UsageException("--to and --keys-to must lie apart: neither within the other.");
        await using var services = UpkeepCommand.Open(line);
        var keyFolder = Path.GetFullPath(services.GetRequiredService<KeySettings>().Directory);
        if (IsWithin(keyFolder, to) || IsWithin(keyFolder, keysTo) || IsWithin(to, keyFolder) || IsWithin(keysTo, keyFolder))
            throw new UsageException($"The key folder {keyFolder} must lie apart from the backups.");
        var made = await ActivatorUtilities.CreateInstance<MakeBackup>(services).RunAsync(to, keysTo, UpkeepCommand.Say);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            Records: {made.RecordsFile}
              {made.Records.RowsOf("conversation")} conversations, {made.Records.RowsOf("entry")} entries, {Size(made.RecordsFile)}, as of {At(made.Records.At)}
            Keys: {made.KeysFile} (the one before is gone)
              {made.Keys.RowsOf("sealing_key")} keys, {Size(made.KeysFile)}
            """));
        if (made.Strangers.Count > 0) await Console.Out.WriteLineAsync($"Not the gateway's, and not copied: {string.Join(", ", made.Strangers)}");
        foreach (var old in keep is { } newest ? Archives(to).SkipLast(newest).ToList() : [])
        {
            File.Delete(old);
            await Console.Out.WriteLineAsync($"Deleted: {old}");
        }

        await Console.Out.WriteLineAsync(
            $"The key folder {keyFolder} is NOT in this backup. Without it nobody can ever read it: keep a copy in a third place.");
        return 0;
    }

    private static async Task<int> VerifyAsync(CommandLine line)
    {
        var (from, keysFrom) = (NewestRecords(line.Needed("--from")), Keys(line.Needed("--keys-from")));
        await using var services = UpkeepCommand.Open(line);
        var (records, keys) = await ActivatorUtilities.CreateInstance<RestoreBackup>(services).CheckAsync(from, keysFrom);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            {from} and {keysFrom} are whole.
              {records.RowsOf("conversation")} conversations, {records.RowsOf("entry")} entries as of {At(records.At)}; {keys.RowsOf("sealing_key")} keys as of {At(keys.At)}, all of which this key folder opens.
            """));
        return 0;
    }

    internal static string At(long ms) => Primitives.Utc.FromMs(ms).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static List<string> Archives(string folder) =>
        [.. Directory.EnumerateFiles(folder, MakeBackup.RecordsPrefix + "*.backup").Order(StringComparer.Ordinal)];

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10_000
        ? number : throw new UsageException("--keep needs a number from 1 to 10000.");

    private static bool IsWithin(string inner, string outer) =>
        (Path.TrimEndingDirectorySeparator(inner) + Path.DirectorySeparatorChar).StartsWith(
            Path.TrimEndingDirectorySeparator(outer) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Size(string file) => (new FileInfo(file).Length / 1048576.0).ToString("0.0 'MiB'", CultureInfo.InvariantCulture);
}
