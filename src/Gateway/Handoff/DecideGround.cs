using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff;

/// <summary>How a decision ended.</summary>
public enum DecideOutcome
{
    /// <summary>It waits for the second person.</summary>
    Proposed,

    /// <summary>Two people stand for it.</summary>
    Confirmed,

    /// <summary>There is no such decision or conversation in this organisation, or it was decided before.</summary>
    NotFound,

    /// <summary>Whoever proposed it cannot be the second person.</summary>
    SamePerson,

    /// <summary>Only a supervisor or coordinator can be the second person.</summary>
    NotASupervisor,

    /// <summary>Consent is no such ground, or the use of the sheet does not allow it.</summary>
    Ground,

    /// <summary>Both reasons are needed, of at most <see cref="GroundReason.Longest"/> units each.</summary>
    Reason,

    /// <summary>It names nothing that must be known.</summary>
    NoItem,
}

/// <summary>
/// The emergency door: one person proposes that something must be known to a body without consent, with the ground in law and why consent was hard to
/// get; a second one, a supervisor, stands for it. Both stand on the sheet and in the records.
/// </summary>
public sealed class DecideGround
{
    // Danger passes; a decision of yesterday is not one of today.
    private static readonly TimeSpan Holds = TimeSpan.FromHours(6);

    private readonly IRecords _records;
    private readonly GroundRows _rows;
    private readonly AuditTrail _audit;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal DecideGround(IRecords records, GroundRows rows, AuditTrail audit, Ids ids, TimeProvider time) => (_records, _rows, _audit, _ids, _time) = (records, rows, audit, ids, time);

    /// <summary>Proposes it, for this body and the sheet as it stands.</summary>
    /// <param name="staff">Who proposes; they have the conversation, or stand behind who has it.</param>
    /// <param name="conversationId">Whose conversation.</param>
    /// <param name="body">To which body.</param>
    /// <param name="sheet">The sheet as it stands.</param>
    /// <param name="ground">On which ground.</param>
    /// <param name="why">What has happened, or is about to.</param>
    /// <param name="whyNoConsent">Why consent was hard to get, or why the law does not ask for it.</param>
    /// <param name="items">What must be known, and no more.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>How it ended, and the id of the decision.</returns>
    public async Task<(DecideOutcome Outcome, string? Id)> ProposeAsync(
        Staff staff, string conversationId, string body, Sheet sheet, LegalBasis ground, Redacted<string> why, Redacted<string> whyNoConsent,
        IReadOnlyCollection<ConsentItem> items, CancellationToken cancel = default)
    {
        if (ground == LegalBasis.Consent || !SheetFlavour.Of(sheet.Document.UseKind ?? UseKind.Handoff).Grounds.Contains(ground)) return (DecideOutcome.Ground, null);
        if (!IsReason(why.Value) || !IsReason(whyNoConsent.Value)) return (DecideOutcome.Reason, null);
        if (items.Count == 0) return (DecideOutcome.NoItem, null);
        return await _records.WriteAsync<(DecideOutcome, string?)>(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { IsErased: false } conversation || conversation.Organisation != staff.Organisation)
                return (DecideOutcome.NotFound, null);
            if (conversation.AssignedTo != staff.Id && !Supervises(staff)) return (DecideOutcome.NotFound, null);
            var now = _time.NowMs();
            var row = new GroundRow(
                _ids.New(), staff.Organisation, conversationId, body, (long)ground, sheet.ContentHash(), [], staff.Id, now, now + Holds.Ms(), null, null, null, null);
            await _rows.InsertAsync(session, row, new GroundReason(why.Value.Trim(), whyNoConsent.Value.Trim(), [.. ConsentItems.All.Where(items.Contains)], [staff.Name]));
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "ground.proposed", conversationId, $"{row.Id}: {ground}, body {body}");
            return (DecideOutcome.Proposed, row.Id);
        }, cancel);
    }

    /// <summary>The second person stands for it.</summary>
    public Task<DecideOutcome> ConfirmAsync(Staff supervisor, string decisionId, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await GroundRows.FindAsync(session, decisionId) is not { } seen || seen.Organisation != supervisor.Organisation) return DecideOutcome.NotFound;
        if (!Supervises(supervisor)) return DecideOutcome.NotASupervisor;
        if (seen.ProposedBy == supervisor.Id) return DecideOutcome.SamePerson;
        await ConversationRows.LockAsync(session, seen.ConversationId);
        if (await GroundRows.LockAsync(session, decisionId) is not { ConfirmedBy: null } row || row.UntilAt <= _time.NowMs() || _rows.ReasonOf(row) is not { } reason)
            return DecideOutcome.NotFound;
        await _rows.ConfirmAsync(session, row, reason with { DecidedBy = [.. reason.DecidedBy, supervisor.Name] }, supervisor.Id, _time.NowMs());
        await _audit.AppendAsync(session, supervisor.Organisation, supervisor.Id, "ground.confirmed", row.ConversationId, row.Id);
        return DecideOutcome.Confirmed;
    }, cancel);

    private static bool Supervises(Staff staff) => staff.Role is Roles.Supervisor or Roles.Coordinator;

    private static bool IsReason(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= GroundReason.Longest;
}
