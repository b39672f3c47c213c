using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff;

/// <summary>How a decision ended.</summary>
internal enum DecideOutcome
{
    /// <summary>It waits for the second person.</summary>
    Proposed,

    /// <summary>Two people stand for it.</summary>
    Confirmed,

    /// <summary>There is no such decision or conversation in this organisation, or it was decided before, or its hours are over.</summary>
    NotFound,

    /// <summary>Whoever proposed it cannot be the second person.</summary>
    SamePerson,

    /// <summary>Only a supervisor or coordinator can be the second person.</summary>
    NotASupervisor,

    /// <summary>Consent is no such ground, or the use of the sheet does not allow it.</summary>
    Ground,

    /// <summary>Both reasons are needed, of at most <see cref="GroundReason.Longest"/> and <see cref="GroundReason.LongestOnSheet"/> units.</summary>
    Reason,

    /// <summary>It names nothing that must be known.</summary>
    NoItem,

    /// <summary>The sheet lacks something, or contradicts itself.</summary>
    Incomplete,
}

/// <summary>What became of a proposal.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Id">With <see cref="DecideOutcome.Proposed"/>: the id of the decision.</param>
/// <param name="Problems">With <see cref="DecideOutcome.Incomplete"/>: what is wrong with the sheet.</param>
internal sealed record GroundProposed(DecideOutcome Outcome, string? Id = null, IReadOnlyList<SheetProblem>? Problems = null);

/// <summary>
/// The other door: one person proposes that something must be known to a body without consent, with the ground in law and why consent was hard to
/// get; a second one, a supervisor, stands for it. Both stand on the sheet and in the records.
/// </summary>
/// <remarks>Whoever calls holds the row lock of the conversation.</remarks>
internal sealed class DecideGround(GroundRows rows, AuditTrail audit, Ids ids, TimeProvider time)
{
    private const string SomebodyElse = "—";

    /// <summary>How long a proposal waits for the second person. Danger passes; a decision of yesterday is not one of today.</summary>
    public static TimeSpan Holds { get; } = TimeSpan.FromHours(6);

    /// <summary>Whether they have the conversation, or stand behind who has it.</summary>
    public static bool MayPropose(Staff staff, Conversation conversation) =>
        conversation.Organisation == staff.Organisation && (conversation.AssignedTo == staff.Id || Supervises(staff));

    /// <summary>Proposes it, for this body and the sheet as it stands.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="staff">Who proposes; they have the conversation, or stand behind who has it.</param>
    /// <param name="conversation">Whose conversation, locked.</param>
    /// <param name="body">To which body.</param>
    /// <param name="sheet">The sheet as it stands.</param>
    /// <param name="ground">On which ground.</param>
    /// <param name="reason">What has happened, why there is no consent, what must be known, and whether the person knows.</param>
    public async Task<GroundProposed> ProposeAsync(
        RecordsSession session, Staff staff, Conversation conversation, string body, Sheet sheet, LegalBasis ground, GroundReason reason)
    {
        if (!GroundRules.Of(sheet).Contains(ground)) return new(DecideOutcome.Ground);
        if (!IsReason(reason.Why, GroundReason.Longest) || !IsReason(reason.WhyNoConsent, GroundReason.LongestOnSheet)) return new(DecideOutcome.Reason);
        if (reason.Items.Count == 0) return new(DecideOutcome.NoItem);
        if (conversation.IsErased || !MayPropose(staff, conversation)) return new(DecideOutcome.NotFound);
        reason = reason with { Items = [.. ConsentItems.All.Where(reason.Items.Contains)], DecidedBy = [staff.Name] };
        // What the gate would say once a second person stands for it: better now than in their hands.
        if (Release.Cut(ground, reason with { DecidedBy = [staff.Name, SomebodyElse] }, sheet).Problems() is { Count: > 0 } problems) return new(DecideOutcome.Incomplete, Problems: problems);
        var now = time.NowMs();
        var row = new GroundRow(
            ids.New(), staff.Organisation, conversation.Id, body, (long)ground, sheet.ContentHash(), [], staff.Id, now, now + Holds.Ms(), null, null, null,
            GroundRules.IsQuiet(ground, reason.PersonKnows) ? 1 : 0, null);
        await rows.InsertAsync(session, row, reason);
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "ground.proposed", conversation.Id, $"{row.Id}: {ground}, body {body}");
        return new(DecideOutcome.Proposed, row.Id);
    }

    /// <summary>The second person stands for it.</summary>
    public async Task<DecideOutcome> ConfirmAsync(RecordsSession session, Staff second, string decisionId)
    {
        if (await GroundRows.LockAsync(session, decisionId) is not { } row || row.Organisation != second.Organisation) return DecideOutcome.NotFound;
        if (!Supervises(second)) return DecideOutcome.NotASupervisor;
        if (row.ProposedBy == second.Id) return DecideOutcome.SamePerson;
        if (row.ConfirmedBy is not null || row.UntilAt <= time.NowMs() || rows.ReasonOf(row) is not { } reason) return DecideOutcome.NotFound;
        // Two people of one name are two people.
        var name = reason.DecidedBy.Contains(second.Name) ? $"{second.Name} ({second.UserName})" : second.Name;
        await rows.ConfirmAsync(session, row, reason with { DecidedBy = [.. reason.DecidedBy, name] }, second.Id, time.NowMs());
        await audit.AppendAsync(session, second.Organisation, second.Id, "ground.confirmed", row.ConversationId, row.Id);
        return DecideOutcome.Confirmed;
    }

    private static bool Supervises(Staff staff) => staff.Role is Roles.Supervisor or Roles.Coordinator;

    private static bool IsReason(string text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;
}
