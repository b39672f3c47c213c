using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>Every hour: forgets what is older than the settings allow. Any number of nodes may do it at once.</summary>
public sealed partial class ForgetInTime(
    IRecords records, EraseWords erase, RetentionSettings settings, TimeProvider time, ILogger<ForgetInTime> log)
    : Rounds("retention", TimeSpan.FromHours(1), time, log)
{
    // Small enough that nobody's word waits behind it.
    private const int Batch = 1000;

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var now = Time.NowMs();
        var events = await ForgetEventsAsync(now - TimeSpan.FromDays(settings.InboxDays).Ms(), stop);
        var conversations = settings.ConversationDays == 0 ? 0 : await EraseAsync(now - TimeSpan.FromDays(settings.ConversationDays).Ms(), stop);
        if (events + conversations > 0) LogForgotten(Log, events, conversations);
    }

    private async Task<int> ForgetEventsAsync(long before, CancellationToken stop)
    {
        int all = 0, some;
        do
        {
            some = await records.WriteAsync(session => session.ExecuteAsync(
                """
                DELETE FROM inbox WHERE (channel_account, event_id) IN
                    (SELECT channel_account, event_id FROM inbox WHERE at < @before ORDER BY at LIMIT @Batch)
                """, new { before, Batch }), stop);
            all += some;
        }
        while (some == Batch);
        return all;
    }

    private async Task<int> EraseAsync(long before, CancellationToken stop)
    {
        var due = await records.ReadAsync(session => session.QueryAsync<(string Id, string ContactId, string? CameBy)>(
            """
            SELECT v.id, v.contact_id, v.came_by FROM conversation v JOIN sealing_key k ON k.owner = v.id WHERE v.closed_at < @before AND v.erased = 0 AND v.emergency = 0 ORDER BY v.closed_at LIMIT @Batch
            """, new { before, Batch }), stop);
        foreach (var (id, contactId, cameBy) in due)
        {
            await erase.ConversationAsync(id, "retention", stop);
            await records.WriteAsync(session => EraseWords.ForgetAddressIfUnusedAsync(session, contactId), stop);
            // Whoever came by a common entrance is known there by the address alone: for no longer than a member keeps their words.
            if (cameBy is not null) await records.WriteAsync(session => EraseWords.ForgetAddressIfUnusedAsync(session, cameBy), stop);
        }

        if (due.Count == Batch) Wake();
        return due.Count;
    }

    [LoggerMessage(1341, LogLevel.Information, "Retention: {Events} events forgotten, {Conversations} conversations erased")]
    private static partial void LogForgotten(ILogger log, int events, int conversations);
}
