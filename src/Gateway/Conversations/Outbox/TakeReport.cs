using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Takes what a provider says afterwards of a reply: whether it arrived.</summary>
/// <remarks>
/// A reply carries a reference of ours from before its first call on. So a report finds it however early it comes, and it also clears up
/// what became of a call whose answer was lost.
/// </remarks>
public sealed class TakeReport(ConversationLog log, Contacts contacts)
{
    /// <summary>Writes it down, where it tells something new.</summary>
    /// <param name="session">The transaction; it locks the conversation.</param>
    /// <param name="channelAccount">From which account the reply went.</param>
    /// <param name="address">To whom.</param>
    /// <param name="reference">The reference that the reply was sent with.</param>
    /// <param name="report">One of <see cref="DeliveryReports"/>.</param>
    /// <returns>Whether there is such a reply.</returns>
    public async Task<bool> StoreAsync(RecordsSession session, string channelAccount, Redacted<string> address, string reference, string report)
    {
        if (await EntryRows.ByProviderIdAsync(session, channelAccount, contacts.HashOf(channelAccount, address), reference) is not { } place) return false;
        if (await ConversationRows.LockAsync(session, place.ConversationId) is not { IsErased: false } conversation) return true;
        // Read under the lock: the call's own outcome may be written down at this moment.
        var state = (await EntryRows.ByNumbersAsync(session, place.ConversationId, place.Number, place.Number))[0].Delivery;
        if (DeliveryReports.Next(state, report) is not { } next) return true;
        await EntryRows.SetDeliveryAsync(session, place.ConversationId, place.Number, next);
        await log.AppendAsync(session, conversation, new NewEntry(
            EntryKinds.Delivery, Authors.System, new EntryBody(Of: place.Number, Delivery: Deliveries.Shown(next), Reason: report == DeliveryReports.Accepted ? null : report)));
        return true;
    }
}
