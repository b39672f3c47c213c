using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Conversations;

/// <summary>What was set right after a restore.</summary>
/// <param name="Open">Conversations that are open; each got a quiet line that says what happened.</param>
/// <param name="Uncertain">Replies that were on their way when the backup was made; they are shown as uncertain and never sent.</param>
/// <param name="Opened">Conversations that were opened as a sample, and read.</param>
public sealed record Settled(int Open, int Uncertain, int Opened);

/// <summary>Sets right what was true when a backup was made and is not any more, in the transaction that restores it.</summary>
/// <remarks>
/// Replies: what was pending then has most likely been sent since, by the gateway that is lost. Nothing is sent twice (promise 6).
/// Timers: the time without a gateway is nobody's silence; they stood still.
/// </remarks>
public sealed class SettleRestored(ConversationLog log, AuditTrail audit, TimeProvider time)
{
    private const int Sample = 50;

    /// <summary>Sets it right. The session holds the whole transaction; nobody else sees these records yet.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="backupAt">The moment of the backup, in milliseconds.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A conversation of the sample cannot be opened.</exception>
    public async Task<Settled> RunAsync(RecordsSession session, long backupAt)
    {
        var opened = await OpenSampleAsync(session);
        // A reply token lives for a minute.
        await session.ExecuteAsync("UPDATE conversation SET reply_token_sealed = NULL, reply_token_until = NULL WHERE reply_token_sealed IS NOT NULL");
        // The records and the keys may be of different moments; what can be read is to be found again when its time is over.
        await session.ExecuteAsync(
            """
            UPDATE conversation SET erased = 0 WHERE erased = 1 AND EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = conversation.id);
            UPDATE conversation SET erased = 1 WHERE erased = 0 AND closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = conversation.id);
            UPDATE emergency SET erased = 0 WHERE erased = 1 AND EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = emergency.id);
            UPDATE emergency SET erased = 1 WHERE erased = 0 AND closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = emergency.id)
            """);
        // Who sat at a desk then does not now; and the person's yes to it may have been taken back since.
        await session.ExecuteAsync(
            """
            UPDATE conversation SET seat_id = NULL WHERE seat_id IS NOT NULL;
            UPDATE conversation SET stage = 'waiting', returned = 1 WHERE stage = 'handed'
            """);
        // Members pause now, and what was agreed may not hold any more: whoever was with a partner is home again. The emergency of a guest from another gateway is home's, and keeps nothing here.
        await session.ExecuteAsync(
            """
            UPDATE guest_stay SET ended_at = @Now, why = 'restored' WHERE ended_at IS NULL;
            UPDATE conversation SET stage = 'waiting', returned = 1, assigned_to = NULL, taken_at = NULL, aside_from = NULL WHERE host IS NOT NULL AND stage = 'talking';
            UPDATE conversation SET host = NULL, fence = 0 WHERE host IS NOT NULL;
            UPDATE conversation SET emergency = 0 WHERE emergency = 1 AND channel_account LIKE 'partner/%';
            UPDATE home_stay SET over = 'restored' WHERE over IS NULL;
            UPDATE guest_copy SET over = 'restored' WHERE over IS NULL
            """, new { Now = time.NowMs() });
        // A link that was open then may have been used since.
        await session.ExecuteAsync("UPDATE passage SET ended_at = @Now WHERE opened_at IS NULL AND ended_at IS NULL", new { Now = time.NowMs() });
        // A member may have paused or left since: all of them pause (2) until they say that they take part (1).
        await session.ExecuteAsync("UPDATE consortium_member SET standing = 2 WHERE standing = 1");
        // An address of a calendar that was taken back since the backup must not lead anywhere again.
        await session.ExecuteAsync("UPDATE roster_person SET calendar_hash = NULL");
        var leaving = (await session.QueryAsync<(string Id, long Number)>("SELECT conversation_id, number FROM outbox ORDER BY conversation_id, number"))
            .ToLookup(row => row.Id, row => row.Number);
        var open = await session.QueryAsync<string>("SELECT id FROM conversation WHERE closed_at IS NULL ORDER BY id");
        foreach (var id in open.Union(leaving.Select(of => of.Key)))
        {
            if (await ConversationRows.LockAsync(session, id) is not { IsErased: false } conversation) continue;
            foreach (var number in leaving[id]) await EntryRows.SetDeliveryAsync(session, id, number, Deliveries.Uncertain);
            IReadOnlyList<NewEntry> told = conversation.ClosedAt is null ? [new(EntryKinds.Stage, Authors.System, new EntryBody(Stage: "restored"))] : [];
            await log.AppendAsync(session, conversation,
                [.. leaving[id].Select(number => new NewEntry(
                    EntryKinds.Delivery, Authors.System, new EntryBody(Of: number, Delivery: Deliveries.Uncertain, Reason: "restored"))), .. told]);
        }

        await session.ExecuteAsync("DELETE FROM outbox");
        await session.ExecuteAsync(
            "UPDATE conversation SET due_at = due_at + @Gap WHERE closed_at IS NULL AND due_at IS NOT NULL", new { Gap = Math.Max(0, time.NowMs() - backupAt) });
        foreach (var organisation in await session.QueryAsync<string>("SELECT id FROM organisation ORDER BY id"))
            await audit.AppendAsync(session, organisation, "gateway", "records.restored", organisation, $"as they were at {Utc.FromMs(backupAt):O}");
        return new Settled(open.Count, leaving.Sum(of => of.Count()), opened);
    }

    private async Task<int> OpenSampleAsync(RecordsSession session)
    {
        var opened = 0;
        foreach (var order in new[] { "ASC", "DESC" })
        {
            var ids = await session.QueryAsync<string>($"SELECT id FROM conversation ORDER BY id {order} LIMIT {Sample}");
            foreach (var id in ids)
            {
                if (await ConversationRows.FindAsync(session, id) is not { IsErased: false } conversation) continue;
                await log.ReadAsync(session, conversation, after: 0);
                opened++;
            }
        }

        return opened;
    }
}
