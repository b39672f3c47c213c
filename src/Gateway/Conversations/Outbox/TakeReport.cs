using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Takes what a provider says afterwards of a reply: whether it arrived.</summary>
/// <remarks>
/// A reply carries a reference of ours from before its first call on. So a report finds it however early it comes, and it also clears up
/// what became of a call whose answer was lost. A report that does not bring the reference back finds the reply by the provider's own id, which we
/// know from the answer to the call; one that is faster than that answer is kept until it comes.
/// </remarks>
public sealed class TakeReport(ConversationLog log, Contacts contacts, TimeProvider time)
{
    /// <summary>Writes it down, where it tells something new.</summary>
    /// <param name="session">The transaction; it locks the conversation.</param>
    /// <param name="channelAccount">From which account the reply went.</param>
    /// <param name="address">To whom.</param>
    /// <param name="reference">The reference that the reply was sent with, if it came back.</param>
    /// <param name="reportId">The provider's own id of the reply, if it says one.</param>
    /// <param name="report">One of <see cref="DeliveryReports"/>.</param>
    /// <returns>Whether there is such a reply.</returns>
    public async Task<bool> StoreAsync(RecordsSession session, string channelAccount, Redacted<string> address, string? reference, string? reportId, string report)
    {
        var to = contacts.HashOf(channelAccount, address);
        var found = reference is null ? null : await EntryRows.ByProviderIdAsync(session, channelAccount, to, reference);
        if (found is null && reportId is not null)
        {
            found = await EntryRows.ByReportIdAsync(session, channelAccount, to, reportId);
            // Whoever records the answer holds the conversation's lock, as this transaction does: one of the two sees the other.
            if (found is null) await InboxRows.NoteAsync(session, channelAccount, NoteOf(reportId, report), "Report", time.NowMs());
        }

        if (found is not { } place) return false;
        if (await ConversationRows.LockAsync(session, place.ConversationId) is not { IsErased: false } conversation) return true;
        await WriteAsync(session, conversation, place.Number, report);
        return true;
    }

    /// <summary>Notes the provider's own id of a reply that it has just taken, and writes down what was reported of it before.</summary>
    internal async Task<Conversation> ExpectAsync(RecordsSession session, Conversation conversation, long number, string reportId)
    {
        await EntryRows.SetReportIdAsync(session, conversation.Id, number, reportId);
        var notes = DeliveryReports.All.Select(report => NoteOf(reportId, report)).ToList();
        var early = await session.QueryAsync<string>(
            $"SELECT event_id FROM inbox WHERE channel_account = @ChannelAccount AND event_id {session.In(nameof(notes))}", new { conversation.ChannelAccount, notes });
        foreach (var report in DeliveryReports.All.Where(report => early.Contains(NoteOf(reportId, report))))
            conversation = await WriteAsync(session, conversation, number, report);
        return conversation;
    }

    private async Task<Conversation> WriteAsync(RecordsSession session, Conversation conversation, long number, string report)
    {
        // Read under the lock: the call's own outcome may be written down at this moment.
        var state = (await EntryRows.ByNumbersAsync(session, conversation.Id, number, number))[0].Delivery;
        if (DeliveryReports.Next(state, report) is not { } next) return conversation;
        await EntryRows.SetDeliveryAsync(session, conversation.Id, number, next);
        (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(
            EntryKinds.Delivery, Authors.System, new EntryBody(Of: number, Delivery: Deliveries.Shown(next), Reason: report == DeliveryReports.Accepted ? null : report)));
        return conversation;
    }

    private static string NoteOf(string reportId, string report) => $"report|{reportId}|{report}";
}
