using System.Security.Cryptography;
using Gateway.Conversations.Attachments;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Conversations;

/// <summary>Makes words unreadable for good, by deleting the key that they are sealed with.</summary>
/// <remarks>
/// What stays: that there was a conversation, when, and who had it; and each consent that was given once, for as long as the law asks. Backups: the words there become unreadable when the archive
/// of the keys is made anew.
/// </remarks>
public sealed class EraseWords(IRecords records, MoveConversation move, AuditTrail audit, IEnumerable<IWhenErasureIsAsked> followers)
{
    /// <summary>Why: somebody asked for it. Then the worksheets of its emergencies go too, and whatever a support body reads is taken back first.</summary>
    public const string Asked = "asked";

    /// <summary>The conversations that an id or a label (K-482) may mean, oldest first, at most 50.</summary>
    public Task<IReadOnlyList<Conversation>> FindAsync(string idOrLabel, CancellationToken cancel = default) => records.ReadAsync(async session =>
    {
        var ids = await session.QueryAsync<string>(
            "SELECT id FROM conversation WHERE id = @idOrLabel OR label = @idOrLabel ORDER BY opened_at LIMIT 50", new { idOrLabel });
        return await ReadAsync(session, ids);
    }, cancel);

    /// <summary>All conversations of the person of this one, at this channel account, oldest first.</summary>
    public Task<IReadOnlyList<Conversation>> OfPersonAsync(Conversation conversation, CancellationToken cancel = default) => records.ReadAsync(async session =>
    {
        var ids = await session.QueryAsync<string>("SELECT id FROM conversation WHERE contact_id = @ContactId ORDER BY opened_at", new { conversation.ContactId });
        return await ReadAsync(session, ids);
    }, cancel);

    /// <summary>Erases one conversation, unless an emergency is open for it: ends it if it is open, takes back what waits to be sent, and deletes its key.</summary>
    /// <param name="conversationId">Which.</param>
    /// <param name="why">For the audit trail: <c>asked</c> or <c>retention</c>.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>False when there is nothing (any more) to erase.</returns>
    public Task<bool> ConversationAsync(string conversationId, string why, CancellationToken cancel = default) =>
        records.WriteAsync(session => ConversationAsync(session, conversationId, why), cancel);

    /// <summary>
    /// Erases all conversations of a person at one channel account, and the address: a new word of theirs is a stranger's. Nothing at all while an
    /// emergency is open for one of them.
    /// </summary>
    /// <returns>How many conversations were erased.</returns>
    public async Task<int> PersonAsync(string contactId, string why, CancellationToken cancel = default) => await records.WriteAsync(async session =>
    {
        // The contact at the entrance, the member's own, and then the conversations: the order of whoever goes from one member to another.
        var entrances = await session.QueryAsync<string>("SELECT DISTINCT came_by FROM conversation WHERE contact_id = @contactId AND came_by IS NOT NULL ORDER BY came_by", new { contactId });
        foreach (var known in entrances.Append(contactId)) await Contacts.LockAsync(session, known);
        if (await session.AnyAsync("SELECT 1 FROM conversation WHERE contact_id = @contactId AND emergency = 1 LIMIT 1", new { contactId })) return 0;
        var erased = 0;
        foreach (var id in await session.QueryAsync<string>("SELECT id FROM conversation WHERE contact_id = @contactId ORDER BY opened_at", new { contactId }))
        {
            if (await ConversationAsync(session, id, why)) erased++;
        }

        // Where it is a common entrance's, by which they are found when they write to a member that has them, it stays for that.
        await ForgetAddressIfUnusedAsync(session, contactId);
        foreach (var entrance in entrances) await ForgetAddressIfUnusedAsync(session, entrance);
        return erased;
    }, cancel);

    /// <summary>Forgets the address of a person of whom no conversation can be read any more; otherwise nothing.</summary>
    internal static async Task ForgetAddressIfUnusedAsync(RecordsSession session, string contactId)
    {
        // First the contact, then the look: a new word of theirs, or the step to another member, holds it until its conversation is there to be seen.
        await Contacts.LockAsync(session, contactId);
        var used = await session.AnyAsync(
            "SELECT 1 FROM conversation v JOIN sealing_key k ON k.owner = v.id WHERE v.contact_id = @contactId OR v.came_by = @contactId LIMIT 1", new { contactId });
        if (!used) await ForgetAddressAsync(session, contactId);
    }

    /// <summary>応援: erases what was here of a guest from another gateway, and where they came from, within the caller's transaction. Home keeps its own.</summary>
    /// <returns>Whether it is erased now.</returns>
    public async Task<bool> GuestAsync(RecordsSession session, Conversation conversation)
    {
        if (!await ConversationAsync(session, conversation.Id, "guest")) return false;
        await ForgetAddressIfUnusedAsync(session, conversation.ContactId);
        return true;
    }

    private async Task<bool> ConversationAsync(RecordsSession session, string id, string why)
    {
        if (await ConversationRows.LockAsync(session, id) is not { IsErased: false } conversation) return false;
        // The emergency of a guest from another gateway is home's, and keeps nothing here.
        if (conversation is { Emergency: true, IsGuestCopy: false }) return false;
        await move.CloseAsync(session, conversation, new Ending("erased", "erased", "gateway"));
        if (why == Asked)
        {
            foreach (var follower in followers) await follower.FollowAsync(session, (await ConversationRows.FindAsync(session, id))!);
        }

        await session.ExecuteAsync(
            """
            UPDATE entry SET delivery = 'uncertain' WHERE conversation_id = @id AND delivery = 'pending';
            DELETE FROM outbox WHERE conversation_id = @id;
            UPDATE conversation SET reply_token_sealed = NULL, reply_token_until = NULL, erased = 1 WHERE id = @id;
            DELETE FROM passage WHERE conversation_id = @id;
            DELETE FROM sheet_revision WHERE conversation_id = @id;
            DELETE FROM seat WHERE conversation_id = @id;
            DELETE FROM overflow_question WHERE conversation_id = @id;
            DELETE FROM overflow_decision WHERE conversation_id = @id;
            DELETE FROM entrance_visit WHERE conversation_id = @id;
            DELETE FROM disaster_person WHERE conversation_id = @id;
            DELETE FROM bot_turn WHERE conversation_id = @id;
            DELETE FROM bot_talk WHERE conversation_id = @id;
            DELETE FROM sealing_key WHERE owner IN (SELECT s.id FROM story s JOIN consent c ON c.id = s.consent_id WHERE c.conversation_id = @id AND c.valid_until IS NULL);
            DELETE FROM sealing_key WHERE owner IN (SELECT c.id FROM consent c WHERE c.conversation_id = @id AND c.valid_until IS NULL);
            DELETE FROM consent WHERE conversation_id = @id AND valid_until IS NULL;
            DELETE FROM sealing_key WHERE owner = @id
            """, new { id });
        // By time alone, what was told to others without consent is kept longer than the words (see ForgetEmergencies).
        if (why == Asked)
        {
            await session.ExecuteAsync(
                "DELETE FROM sealing_key WHERE owner IN (SELECT id FROM emergency WHERE conversation_id = @id); UPDATE emergency SET erased = 1 WHERE conversation_id = @id", new { id });
        }

        await AttachmentRows.RemoveAllAsync(session, id);
        await audit.AppendAsync(session, conversation.Organisation, "gateway", "conversation.erased", id, why);
        return true;
    }

    // The keyed hash goes too: nobody shall be able to ask whether this address has ever written.
    private static Task<int> ForgetAddressAsync(RecordsSession session, string contactId) => session.ExecuteAsync(
        """
        DELETE FROM card_miss WHERE holder = (SELECT address_hash FROM contact WHERE id = @contactId);
        UPDATE contact SET address_hash = @Nobody, address_sealed = @Empty, story_asked = 0 WHERE id = @contactId;
        DELETE FROM sealing_key WHERE owner = @contactId
        """, new { contactId, Nobody = RandomNumberGenerator.GetBytes(32), Empty = Array.Empty<byte>() });

    private static async Task<IReadOnlyList<Conversation>> ReadAsync(RecordsSession session, IReadOnlyList<string> ids)
    {
        var found = new List<Conversation>(ids.Count);
        foreach (var id in ids) found.Add((await ConversationRows.FindAsync(session, id))!);
        return found;
    }
}
