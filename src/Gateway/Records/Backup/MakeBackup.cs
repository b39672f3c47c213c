using System.Data.Common;
using System.Globalization;
using Dapper;
using Gateway.Primitives;
using Gateway.Records.Sealing;

namespace Gateway.Records.Backup;

/// <summary>What a backup made.</summary>
/// <param name="RecordsFile">The new archive of the records.</param>
/// <param name="KeysFile">The archive of the keys; it took the place of the one before.</param>
/// <param name="Records">What the first says of itself.</param>
/// <param name="Keys">What the second says of itself.</param>
/// <param name="Strangers">Tables in the database that are not the gateway's; they were left alone.</param>
public sealed record BackupMade(string RecordsFile, string KeysFile, ArchiveManifest Records, ArchiveManifest Keys, IReadOnlyList<string> Strangers);

/// <summary>Copies the records and, apart from them, their data keys into two archives, while the gateway runs on.</summary>
/// <remarks>
/// The keys are read after the records, so that no record lacks its key, and take the place of the keys' archive before: once
/// that has happened, whatever was erased until then is unreadable in every archive of records, however old (promise 5).
/// </remarks>
public sealed class MakeBackup(RecordsSettings settings, Vault vault, TimeProvider time)
{
    /// <summary>The one archive of keys in its folder.</summary>
    public const string KeysName = "keys.backup";

    /// <summary>How the names of the archives of records begin.</summary>
    public const string RecordsPrefix = "records-";

    /// <summary>Makes both archives.</summary>
    /// <param name="recordsFolder">Where the archive of the records goes; made when missing.</param>
    /// <param name="keysFolder">Where the archive of the keys goes; made when missing.</param>
    /// <param name="say">Hears of progress.</param>
    /// <param name="cancel">Ends it; nothing is left behind.</param>
    /// <exception cref="BackupRefusedException">There are no records, or they cannot be read.</exception>
    public async Task<BackupMade> RunAsync(string recordsFolder, string keysFolder, Action<string> say, CancellationToken cancel = default)
    {
        var copy = DatabaseCopy.Of(settings);
        MakeFolder(recordsFolder);
        MakeFolder(keysFolder);
        var at = time.GetUtcNow();
        var recordsFile = Path.Combine(recordsFolder, string.Create(CultureInfo.InvariantCulture, $"{RecordsPrefix}{at:yyyyMMdd'T'HHmmssfff'Z'}.backup"));
        var keysFile = Path.Combine(keysFolder, KeysName);

        await using var recordsWriter = new ArchiveWriter(recordsFile);
        await using var keysWriter = new ArchiveWriter(keysFile);
        IReadOnlyList<string> strangers;
        ArchiveManifest records;
        await using (var moment = await copy.OpenMomentAsync(cancel))
        {
            strangers = [.. (await copy.TablesAsync(moment)).Except(BackupTables.All.Select(row => row.Table))];
            records = await ManifestAsync(moment, copy, ArchiveManifest.RecordsKind, at.ToUnixTimeMilliseconds());
            foreach (var table in BackupTables.With(TableFate.Kept)) await AddAsync(recordsWriter, copy, moment, table, null, say, cancel);
        }

        var masters = new SortedSet<string>(StringComparer.Ordinal);
        ArchiveManifest keys;
        await using (var moment = await copy.OpenMomentAsync(cancel))
        {
            keys = await ManifestAsync(moment, copy, ArchiveManifest.KeysKind, time.NowMs());
            foreach (var table in BackupTables.With(TableFate.Keys))
                await AddAsync(keysWriter, copy, moment, table, row => masters.Add(Vault.MasterOf(row.GetFieldValue<byte[]>(1))), say, cancel);
        }

        // The keys first: records without their keys would be worth nothing, keys without records do no harm.
        keys = await keysWriter.FinishAsync(keys with { Masters = [.. masters] }, vault, cancel);
        records = await recordsWriter.FinishAsync(records, vault, cancel);
        return new BackupMade(recordsFile, keysFile, records, keys, strangers);
    }

    private static async Task<ArchiveManifest> ManifestAsync(DbConnection moment, DatabaseCopy copy, string kind, long at) => new(
        ArchiveManifest.NewestFormat, kind, at, copy.Engine, await moment.ExecuteScalarAsync<long>("SELECT MAX(number) FROM schema_version"), [], []);

    private static async Task AddAsync(
        ArchiveWriter writer, DatabaseCopy copy, DbConnection moment, string table, Action<DbDataReader>? seen, Action<string> say, CancellationToken cancel)
    {
        // Of a migration that has not run here yet.
        if (await copy.ColumnsAsync(moment, table) is not { Count: > 0 } columns) return;
        say(table);
        await using var rows = (DbDataReader)await moment.ExecuteReaderAsync(
            new CommandDefinition($"SELECT {string.Join(", ", columns.Select(column => column.Name))} FROM {table}", cancellationToken: cancel));
        await writer.AddAsync(table, columns, rows, seen, cancel);
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
