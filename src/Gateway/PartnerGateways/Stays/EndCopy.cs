using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>A guest from another gateway goes, each step within the caller's transaction with the conversation locked: our counsellor loses the talk at once, and nothing of it stays.</summary>
public sealed class EndCopy(MoveConversation move, ConversationLog log, EraseWords erase)
{
    /// <summary>Ends it here, if it has not ended yet.</summary>
    internal async Task<Conversation> EndAsync(RecordsSession session, Conversation conversation, GuestCopy copy)
    {
        conversation = await TellFatesAsync(session, conversation, copy);
        return conversation is { ClosedAt: null, Host: not null }
            ? await move.CloseAsync(session, conversation, new Ending(copy.Over!, "other", "gateway")) ?? conversation
            : conversation;
    }

    /// <summary>Says below each word of our counsellors what has become of it, as far as it is known now.</summary>
    internal async Task<Conversation> TellFatesAsync(RecordsSession session, Conversation conversation, GuestCopy copy)
    {
        if (conversation.IsErased) return conversation;
        foreach (var number in await session.QueryAsync<long>(
            "SELECT number FROM entry WHERE conversation_id = @Id AND delivery IN ('pending', 'uncertain') ORDER BY number", new { conversation.Id }))
        {
            if (copy.FateOf(number) is var fate && fate is Deliveries.Pending) continue;
            if (await session.ExecuteAsync("UPDATE entry SET delivery = @fate WHERE conversation_id = @Id AND number = @number AND delivery <> @fate", new { fate, conversation.Id, number }) == 0) continue;
            (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Delivery, Authors.System, new EntryBody(Of: number, Delivery: fate)));
        }

        return conversation;
    }

    /// <summary>Destroys what was here of the person.</summary>
    internal async Task EraseAsync(RecordsSession session, string partner, string id, Conversation? conversation)
    {
        if (conversation is { IsErased: false } && !await erase.GuestAsync(session, conversation)) return;
        await GuestCopyRows.ErasedAsync(session, partner, id);
    }
}
