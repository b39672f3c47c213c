using Gateway.Conversations.Attachments;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>The one door through which a counsellor opens a conversation. What they may not see does not exist.</summary>
public sealed class ConversationAccess(IRecords records, ConversationLog log, GuestStays guests, KeepAttachment keep, TimeProvider time)
{
    /// <summary>The entries after a number, at most 200, with an audit line before anything is shown; nothing when it is not theirs.</summary>
    public Task<IReadOnlyList<Entry>?> ReadAsync(string staffId, string conversationId, long after, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await OpenForAsync(session, staffId, conversationId) is not { } conversation) return null;
            await guests.AuditAsync(session, conversation, staffId, "conversation.read", $"after {after}");
            var entries = await log.ReadAsync(session, conversation, after);
            return conversation.Host is null ? entries : ForPartner(entries);
        }, cancel)!;

    /// <summary>An attachment of theirs that is here, with an audit line before anything is shown; nothing when it is not theirs, not in this conversation, or not here.</summary>
    public Task<OpenAttachment?> OpenAsync(string staffId, string conversationId, string attachmentId, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await OpenForAsync(session, staffId, conversationId) is not { IsErased: false } conversation) return null;
            if (await AttachmentRows.FindAsync(session, attachmentId) is not { State: AttachmentStates.Here } row || row.ConversationId != conversationId) return null;
            await guests.AuditAsync(session, conversation, staffId, "attachment.read", $"entry {row.Number}");
            return new OpenAttachment(row, conversation.WrappedKey, keep);
        }, cancel);

    /// <summary>Marks how far the counsellor has read; never backwards.</summary>
    public Task SeenAsync(string staffId, string conversationId, long number, CancellationToken cancel = default) =>
        records.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE conversation SET seen_number = @number WHERE id = @conversationId AND assigned_to = @staffId AND seen_number < @number AND @number <= last_number",
                new { conversationId, staffId, number }), cancel);

    /// <summary>The counsellor's own conversations.</summary>
    public Task<IReadOnlyList<Conversation>> OfStaffAsync(string staffId, CancellationToken cancel = default) =>
        records.ReadAsync(session => ConversationRows.OfStaffAsync(session, staffId), cancel);

    /// <summary>One conversation of the counsellor's, or nothing.</summary>
    public Task<Conversation?> FindAsync(string staffId, string conversationId, CancellationToken cancel = default) =>
        records.ReadAsync(session => OpenForAsync(session, staffId, conversationId), cancel);

    /// <summary>
    /// What a partner's counsellor is shown of entries: what was said in the talk, how it moved and how urgent it is. All else stays at home (what the person told the guide of themselves, consents, hand-offs,
    /// what bodies wrote, why a supervisor decided something); its numbers do not, so that nothing seems to be missing.
    /// </summary>
    public static IReadOnlyList<Entry> ForPartner(IReadOnlyList<Entry> entries) => [.. entries.Select(entry => entry.Kind switch
    {
        // A question of consent, of a seat or of a body's words, and a word about a hand-off, name who has or would have something of them.
        EntryKinds.Message when entry.Body is not { Consent: null, Seat: null, OwnWords: null, AtHome: null } => Withheld(entry),
        EntryKinds.Message or EntryKinds.Unknown or EntryKinds.Attachment or EntryKinds.Delivery or EntryKinds.Withdrawn or EntryKinds.Erased => entry,
        EntryKinds.Stage => entry with { Body = entry.Body with { Text = null, Name = entry.Body.Stage is "taken" or "lent" or "returned" ? entry.Body.Name : null } },
        // That home was asked for a hand-off, and what it answered; never what anybody wrote for home.
        EntryKinds.Note when entry.Body.Stage is "handoff" or "answer" => entry with { Body = new EntryBody(Stage: entry.Body.Stage, Reason: entry.Body.Reason) },
        EntryKinds.Grade => entry with { Body = entry.Body with { Text = null, Name = null } },
        _ => Withheld(entry),
    })];

    private static Entry Withheld(Entry entry) => entry with { Kind = EntryKinds.Withheld, AuthorId = null, Body = new EntryBody() };

    // Theirs now, or theirs until it closed, for the rest of the shift: a summary is often written afterwards.
    private async Task<Conversation?> OpenForAsync(RecordsSession session, string staffId, string conversationId)
    {
        var conversation = await ConversationRows.FindAsync(session, conversationId);
        if (conversation?.AssignedTo != staffId) return null;
        return conversation.ClosedAt is not { } closed || time.NowMs() - closed < TimeSpan.FromHours(12).Ms() ? conversation : null;
    }
}
