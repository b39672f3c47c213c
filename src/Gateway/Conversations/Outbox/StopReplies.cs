using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Somebody has said that nothing more may be sent: what still waits for them is not sent any more, and the counsellor sees that.</summary>
/// <remarks>A call that is under way cannot be called back; <see cref="SendReplies"/> at least makes no further one after it.</remarks>
public sealed class StopReplies(ConversationLog log)
{
    /// <summary>How a conversation ended that was stopped by such a word.</summary>
    public const string Outcome = "stopped";

    /// <summary>Why a reply was not sent.</summary>
    public const string Reason = "stopped";

    /// <summary>Takes back what waits. The conversation is locked.</summary>
    /// <returns>The conversation as it now stands.</returns>
    public async Task<Conversation> StoreAsync(RecordsSession session, Conversation conversation)
    {
        List<NewEntry> news = [];
        foreach (var row in (await OutboxRows.OfConversationAsync(session, conversation.Id)).Where(row => row.State == "pending"))
        {
            var delivery = row.Unsure != 0 ? Deliveries.Uncertain : Deliveries.Failed;
            await OutboxRows.RemoveAsync(session, row);
            if (await EntryRows.EndPendingAsync(session, conversation.Id, row.Number, delivery))
                news.Add(new NewEntry(EntryKinds.Delivery, Authors.System, new EntryBody(Of: row.Number, Delivery: delivery, Reason: Reason)));
        }

        return news.Count == 0 ? conversation : (await log.AppendAsync(session, conversation, news)).Conversation;
    }

    /// <summary>Whether a reply that could not be sent yet must not be tried again, because its person has said stop meanwhile.</summary>
    internal static async Task<bool> ForbidsAsync(RecordsSession session, Conversation conversation, OutboxRow row) =>
        conversation is { Stage: Stage.Closed, Outcome: Outcome }
        // The one message that confirms it is the last of all, and not older than the end.
        && (row.CreatedAt < conversation.ClosedAt || (await OutboxRows.OfConversationAsync(session, conversation.Id)).Any(other => other.Number > row.Number));
}
