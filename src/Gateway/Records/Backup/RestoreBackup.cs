using Gateway.Primitives;
using Gateway.Records.Sealing;

namespace Gateway.Records.Backup;

/// <summary>What a restore did.</summary>
/// <param name="Records">What the archive of the records says of itself.</param>
/// <param name="Keys">What the archive of the keys says of itself.</param>
/// <param name="Erased">Conversations without a key: erased since the records were copied, unreadable here too.</param>
/// <param name="KeysLeftOut">Keys of what began after the records were copied, or is not backed up; they open nothing here and were not taken.</param>
public sealed record BackupRestored(ArchiveManifest Records, ArchiveManifest Keys, long Erased, long KeysLeftOut);

/// <summary>Fills an empty database from the two archives: all of it or nothing.</summary>
public sealed class RestoreBackup(RecordsSettings settings, Vault vault, TimeProvider time)
{
    /// <summary>Checks both archives whole, fills the database, and lets <paramref name="settle"/> set right what is too old to be true.</summary>
    /// <param name="recordsFile">The archive of the records.</param>
    /// <param name="keysFile">The archive of the keys.</param>
    /// <param name="olderKeys">Whether keys are accepted that were copied before the records: some conversations may then lack theirs.</param>
    /// <param name="settle">Runs in the same transaction, on the newest schema, before anything can be seen.</param>
    /// <param name="say">Hears of progress.</param>
    /// <param name="cancel">Ends it; the database stays empty.</param>
    /// <exception cref="BackupRefusedException">An archive is damaged, or does not fit; or the database is not empty.</exception>
    public async Task<BackupRestored> RunAsync(
        string recordsFile, string keysFile, bool olderKeys, Func<RecordsSession, ArchiveManifest, Task> settle, Action<string> say, CancellationToken cancel = default)
    {
        using var records = await ArchiveReader.OpenAsync(recordsFile, ArchiveManifest.RecordsKind, vault);
        using var keys = await ArchiveReader.OpenAsync(keysFile, ArchiveManifest.KeysKind, vault);
        var copy = DatabaseCopy.Of(settings);
        RefuseWhatDoesNotFit(records.Manifest, keys.Manifest, olderKeys, copy.Engine);
        await using var filling = await copy.BeginFillingAsync(cancel);
        say("comparing the hashes");
        await keys.CheckAsync(cancel);
        await records.CheckAsync(cancel);

        var session = filling.Session;
        await Migrations.ApplyAsync(session, copy.Engine, time.NowMs(), records.Manifest.Schema);
        await FillAsync(filling, records, say, cancel);
        await FillAsync(filling, keys, say, cancel);
        say("setting right what is too old to be true");
        var erased = await session.FindAsync<long>(
            "SELECT COUNT(*) FROM conversation v WHERE NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = v.id)");
        // An older backup lacks tables that own keys: the newest schema has them all.
        await Migrations.ApplyAsync(session, copy.Engine, time.NowMs());
        var leftOut = await KeyOwners.DropStrangersAsync(session);
        await settle(session, records.Manifest);
        say("bringing it to the disk");
        await filling.FinishAsync();
        return new BackupRestored(records.Manifest, keys.Manifest, erased, leftOut);
    }

    /// <summary>Reads both archives whole, compares every hash and opens every key, without touching a database.</summary>
    /// <returns>What the archives say of themselves.</returns>
    /// <exception cref="BackupRefusedException">An archive is damaged, or they do not fit each other or the key folder.</exception>
    public async Task<(ArchiveManifest Records, ArchiveManifest Keys)> CheckAsync(string recordsFile, string keysFile, CancellationToken cancel = default)
    {
        using var records = await ArchiveReader.OpenAsync(recordsFile, ArchiveManifest.RecordsKind, vault);
        using var keys = await ArchiveReader.OpenAsync(keysFile, ArchiveManifest.KeysKind, vault);
        RefuseWhatDoesNotFit(records.Manifest, keys.Manifest, olderKeys: false, engine: "sqlite");
        await records.CheckAsync(cancel);
        await keys.CheckAsync(cancel);
        foreach (var part in keys.Manifest.Parts)
        {
            await keys.ReadAsync(part, row =>
            {
                vault.Open((byte[])row[1]!, (string)row[0]!);
                return ValueTask.CompletedTask;
            }, cancel);
        }

        return (records.Manifest, keys.Manifest);
    }

    private void RefuseWhatDoesNotFit(ArchiveManifest records, ArchiveManifest keys, bool olderKeys, string engine)
    {
        var newest = Migrations.For(engine)[^1].Number;
        if (Math.Max(records.Schema, keys.Schema) > newest)
            throw new BackupRefusedException($"The backup was made by a newer gateway (schema {Math.Max(records.Schema, keys.Schema)}; this one knows {newest}). Restore it with that gateway.");
        if (keys.At < records.At && !olderKeys)
        {
            throw new BackupRefusedException(
                "The keys were copied before the records: conversations that began in between would be lost. Take the newest keys archive, or say --accept-older-keys if there is none.");
        }

        var missing = keys.Masters.Where(master => !vault.Has(master)).ToList();
        if (missing.Count > 0)
        {
            throw new BackupRefusedException(
                $"The key folder lacks the master key with the fingerprint {string.Join(", ", missing)}: what it sealed cannot be opened. Bring the copy of the key folder that was kept apart.");
        }
    }

    private static async Task FillAsync(Filling filling, ArchiveReader archive, Action<string> say, CancellationToken cancel)
    {
        var tables = BackupTables.All.Select(row => row.Table).ToList();
        foreach (var part in archive.Manifest.Parts.OrderBy(part => tables.IndexOf(part.Table)))
        {
            say(part.Table);
            await filling.FillAsync(part.Table, part.Columns, take => archive.ReadAsync(part, take, cancel));
        }
    }
}
