using System.Globalization;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Stories;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Backup;

namespace Gateway.Operations.Upkeep;

/// <summary>The command <c>restore</c>.</summary>
public static class Restore
{
    /// <summary>Fills an empty database from a backup.</summary>
    public static UpkeepCommand Command { get; } = new(
        "restore",
        """
        restore --from FILE --keys-from FILE [--accept-older-keys]

        Fills an EMPTY database (the one that the settings name) from a backup: all of it or nothing. No gateway may be running.
          --from FILE           an archive of records, records-….backup; or a folder: its newest
          --keys-from FILE      the archive of keys, keys.backup; or its folder
          --accept-older-keys   takes keys that were copied before the records; conversations begun in between stay unreadable
        A backup from SQLite can be restored into PostgreSQL, and the other way round.
        """,
        ["--from", "--keys-from"], ["--accept-older-keys"], RunAsync);

    private static async Task<int> RunAsync(CommandLine line)
    {
        var (from, keysFrom) = (BackUp.NewestRecords(line.Needed("--from")), BackUp.Keys(line.Needed("--keys-from")));
        await using var services = UpkeepCommand.Open(line);
        Settled? settled = null;
        var closed = 0;
        var restored = await ActivatorUtilities.CreateInstance<RestoreBackup>(services).RunAsync(
            from, keysFrom, line.Has("--accept-older-keys"),
            async (session, manifest) =>
            {
                await RefuseBrokenTrailAsync(session);
                settled = await services.GetRequiredService<SettleRestored>().RunAsync(session, manifest.At);
                var now = services.GetRequiredService<TimeProvider>().NowMs();
                // Before the consents end: by them it is known which stories somebody may have taken with them since.
                await SettleStories.AfterRestoreAsync(session, manifest.At);
                closed = await BodyAccounts.AfterRestoreAsync(session, services.GetRequiredService<AuditTrail>());
                await EndConsents.AfterRestoreAsync(session, now);
                await SettleReferrals.AfterRestoreAsync(session, now);
            },
            UpkeepCommand.Say);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            Restored: the records as of {BackUp.At(restored.Records.At)}, {restored.Records.RowsOf("conversation")} conversations with {restored.Records.RowsOf("entry")} entries.
              {settled!.Opened} conversations were opened and read as a sample. The audit trails are whole.
              {restored.Erased} conversations have no key: they were erased, and are unreadable here too.
              {settled.Uncertain} replies were on their way at that time. They may have been sent; they are shown as uncertain and are not sent.
              {settled.Open} conversations are open; in each a line says that what was said after the backup is missing.
              {closed} accounts of support bodies that came by an invitation are closed: which of them were closed since the backup is not known.
            Next:
              1. If Redis is in use: empty it (redis-cli FLUSHALL). The queue is made anew from the records.
              2. Start the gateway with the same key folder and set-up file. Everybody signs in again.
              3. Tell the counsellors from when until when words are missing. LINE and SMS keep them on the person's phone.
              4. Make a new backup at once.
            """));
        if (closed > 0) await Console.Out.WriteLineAsync("  5. Invite the people of support bodies again, in the console at each body. They may take the user names that they had.");
        return 0;
    }

    private static async Task RefuseBrokenTrailAsync(RecordsSession session)
    {
        foreach (var organisation in await session.QueryAsync<string>("SELECT organisation FROM audit_head ORDER BY organisation"))
        {
            if (await AuditTrail.FirstBrokenLineAsync(session, organisation) is { } number)
                throw new BackupRefusedException($"The audit trail of {organisation} does not fit together from line {number} on: somebody changed it before the backup. Nothing was restored.");
        }
    }
}
