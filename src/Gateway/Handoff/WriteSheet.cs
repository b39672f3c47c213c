using System.Text.Json;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>How a saving ended.</summary>
public enum WriteOutcome
{
    /// <summary>It is in the records; where nothing changed, nothing was added.</summary>
    Written,

    /// <summary>Somebody has changed one of the same fields since, to something else. Nothing was saved; the answer holds the newest revision.</summary>
    Conflict,

    /// <summary>The counsellor does not have this conversation (any more), or the sheet is none of it.</summary>
    NotYours,

    /// <summary>A field does not exist, is not theirs to write, or cannot have this value; the answer names it.</summary>
    Field,

    /// <summary>Nothing may go to this body at this moment.</summary>
    NotARecipient,

    /// <summary>The sheet has <see cref="WriteSheet.MostRevisions"/> revisions, or grew beyond <see cref="WriteSheet.LargestBytes"/> bytes.</summary>
    TooMuch,
}

/// <summary>What became of a saving.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Revision">The newest revision, where the sheet is theirs.</param>
/// <param name="Field">With <see cref="WriteOutcome.Field"/>: its key.</param>
public sealed record SheetWritten(WriteOutcome Outcome, SheetRevision? Revision = null, string? Field = null);

/// <summary>
/// Writes a sheet, revision after revision; none is ever overwritten. A change of what the person is asked about ends every question and every yes that
/// was for another content, and every proposal on another ground.
/// </summary>
public sealed class WriteSheet(
    IRecords records, SheetRows rows, EndConsents end, SupportBodyDirectory bodies, OrganisationDirectory organisations, AuditTrail audit, Ids ids, TimeProvider time,
    IEnumerable<IWhenSheetChanges> followers, ConversationLog log)
{
    /// <summary>The most revisions of one sheet.</summary>
    public const int MostRevisions = 500;

    /// <summary>The largest revision, in bytes of JSON.</summary>
    public const int LargestBytes = 64 * 1024;

    /// <summary>Begins a sheet for a body. What the gateway knows of itself stands in it; of the person nothing does.</summary>
    public Task<SheetWritten> BeginAsync(Staff staff, string conversationId, string body, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await LockAsync(session, staff, conversationId) is not { } conversation) return new SheetWritten(WriteOutcome.NotYours);
        if (await bodies.NewRecipientAsync(session, staff.Organisation, body) is not { } recipient) return new SheetWritten(WriteOutcome.NotARecipient);
        // One sheet for one body in one talk: two who begin it at once have the same.
        if ((await rows.OfConversationAsync(session, conversation.Id)).FirstOrDefault(sheet => sheet.Body == body) is { } begun) return new SheetWritten(WriteOutcome.Written, begun);
        var draft = BeginSheet.For(ids.New(), conversation, staff, organisations.FindOrganisation(staff.Organisation), recipient.Body.Entry, time.GetUtcNow());
        return new SheetWritten(WriteOutcome.Written, await AddAsync(session, conversation, draft, body, 1, staff.Id));
    }, cancel);

    /// <summary>Saves what a counsellor changed.</summary>
    /// <param name="staff">Who writes; they have the conversation.</param>
    /// <param name="conversationId">In which.</param>
    /// <param name="sheetId">Which sheet.</param>
    /// <param name="seen">The newest revision that they have seen.</param>
    /// <param name="changes">What they changed, by the fields' keys.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<SheetWritten> SaveAsync(
        Staff staff, string conversationId, string sheetId, long seen, Redacted<IReadOnlyDictionary<string, FieldChange>> changes, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await LockAsync(session, staff, conversationId) is not { } conversation) return new SheetWritten(WriteOutcome.NotYours);
            return await SaveAsync(session, conversation, sheetId, seen, changes, staff.Id);
        }, cancel);

    /// <summary>Saves what the person changed on their own page, within the transaction that takes their answer.</summary>
    internal Task<SheetWritten> ByPersonAsync(
        RecordsSession session, Conversation conversation, string sheetId, long seen, Redacted<IReadOnlyDictionary<string, FieldChange>> changes) =>
        SaveAsync(session, conversation, sheetId, seen, changes, staffId: null);

    private async Task<SheetWritten> SaveAsync(
        RecordsSession session, Conversation conversation, string sheetId, long seen, Redacted<IReadOnlyDictionary<string, FieldChange>> changes, string? staffId)
    {
        if (await rows.NewestAsync(session, sheetId) is not { } newest || newest.ConversationId != conversation.Id) return new SheetWritten(WriteOutcome.NotYours);
        if (await rows.FindAsync(session, sheetId, seen) is not { } before) return new SheetWritten(WriteOutcome.Conflict, newest);
        var draft = newest.Draft;
        if (staffId is not null && await PointedWrongAsync(session, conversation, changes.Value) is { } wrong) return new SheetWritten(WriteOutcome.Field, newest, wrong);
        foreach (var (key, change) in changes.Value)
        {
            if (SheetFields.Find(key) is not { } field || !(staffId is null ? SheetChanges.IsForPerson(field) : SheetChanges.IsForStaff(field))) return new SheetWritten(WriteOutcome.Field, newest, key);
            if (Changed(draft, field, change, staffId) is not { } next) return new SheetWritten(WriteOutcome.Field, newest, key);
            if (SheetChanges.IsSame(next.Sheet, newest.Sheet, field)) continue;
            // A counsellor is shown what is wrong and goes on writing; the person is told at once.
            if (staffId is null && !SheetChanges.FitsIn(next.Sheet, field)) return new SheetWritten(WriteOutcome.Field, newest, key);
            if (!SheetChanges.IsSame(before.Sheet, newest.Sheet, field)) return new SheetWritten(WriteOutcome.Conflict, newest);
            draft = next;
        }

        if (ReferenceEquals(draft, newest.Draft)) return new SheetWritten(WriteOutcome.Written, newest);
        if (newest.Number >= MostRevisions || draft.Write().ToJsonString().Length > LargestBytes) return new SheetWritten(WriteOutcome.TooMuch, newest);
        return new SheetWritten(WriteOutcome.Written, await AddAsync(session, conversation, draft, newest.Body, newest.Number + 1, staffId));
    }

    // Where the counsellor points, the person must have said something, or told the guide: else the sheet would vouch for words that nobody said.
    private async Task<string?> PointedWrongAsync(RecordsSession session, Conversation conversation, IReadOnlyDictionary<string, FieldChange> changes)
    {
        foreach (var (key, change) in changes)
        {
            if (change.SaidIn is not { } number) continue;
            if (number < 1 || (await log.ReadAsync(session, conversation, number - 1, 1)) is not [var entry] || entry.Number != number) return key;
            if (entry.Kind != EntryKinds.Facts && entry is not { Kind: EntryKinds.Message, Author: Authors.Person }) return key;
        }

        return null;
    }

    private async Task<SheetRevision> AddAsync(RecordsSession session, Conversation conversation, SheetDraft draft, string body, long number, string? staffId)
    {
        var revision = new SheetRevision(
            draft.Sheet.Document.Id!, number, conversation.Organisation, conversation.Id, body, staffId, time.NowMs(), draft.Sheet.ContentHash(), draft);
        await rows.InsertAsync(session, conversation, revision);
        await audit.AppendAsync(
            session, conversation.Organisation, staffId ?? "person", "sheet.written", conversation.Id, $"sheet {revision.SheetId}, revision {number}, body {body}");
        await end.ByChangeAsync(session, conversation, revision.SheetId, revision.ContentHash);
        foreach (var follower in followers) await follower.FollowAsync(session, revision);
        return revision;
    }

    private static async Task<Conversation?> LockAsync(RecordsSession session, Staff staff, string conversationId) =>
        await ConversationRows.LockAsync(session, conversationId) is { Stage: Stage.Talking, IsErased: false } conversation
        && conversation.AssignedTo == staff.Id && conversation.Organisation == staff.Organisation ? conversation : null;

    private static SheetDraft? Changed(SheetDraft draft, SheetField field, FieldChange change, string? staffId)
    {
        try
        {
            return draft.With(field, (staffId, change) switch
            {
                (null, _) => Confirmed.ByPerson(change.Value),
                (_, { SaidIn: { } entry, Value: { } said }) when entry >= 1 => Confirmed.Said(said, entry, staffId),
                _ => Confirmed.ByStaff(change.Value, staffId),
            });
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
