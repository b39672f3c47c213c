using Gateway.Conversations.Attachments;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>
/// Takes a message back when the person has withdrawn it (LINE: "unsend": the service must not show or use it any more). Its content is
/// overwritten in the records; that something was withdrawn stays, as a line that names no word of it.
/// </summary>
public sealed class WithdrawWords(ConversationLog log, Contacts contacts, TimeProvider time)
{
    /// <summary>Overwrites the message, wherever in the person's conversations it is, and tells the screens.</summary>
    /// <param name="session">The transaction; it locks the conversation.</param>
    /// <param name="channelAccount">Which account it came to.</param>
    /// <param name="address">Who said it and took it back.</param>
    /// <param name="messageId">The provider's id of the message.</param>
    /// <returns>
    /// Whether it was there. If not, the withdrawal has overtaken the message: it is remembered, and the message will be emptied when it comes.
    /// </returns>
    public async Task<bool> StoreAsync(RecordsSession session, string channelAccount, Redacted<string> address, string messageId)
    {
        var found = await EntryRows.ByProviderIdAsync(session, channelAccount, contacts.HashOf(channelAccount, address), messageId);
        if (found is not { } place)
        {
            await InboxRows.NoteAsync(session, channelAccount, NoteOf(messageId), "Withdrawal", time.NowMs());
            return false;
        }

        // An erased conversation has nothing left to be overwritten, and no key to say anything with.
        if (await ConversationRows.LockAsync(session, place.ConversationId) is not { IsErased: false } conversation) return true;
        await log.WithdrawAsync(session, conversation, place.Number);
        await AttachmentRows.RemoveAsync(session, conversation.Id, place.Number);
        await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Unknown, Authors.System, new EntryBody(What: "unsend", Of: place.Number)));
        return true;
    }

    /// <summary>Whether a message was taken back before it came.</summary>
    public static Task<bool> IsWithdrawnAsync(RecordsSession session, string channelAccount, string messageId) => session.AnyAsync(
        "SELECT 1 FROM inbox WHERE channel_account = @channelAccount AND event_id = @note", new { channelAccount, note = NoteOf(messageId) });

    private static string NoteOf(string messageId) => $"withdrawn|{messageId}";
}
