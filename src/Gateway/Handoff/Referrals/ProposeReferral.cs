using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary>How it ended when somebody proposed a hand-off on another ground than consent.</summary>
public enum ProposeOutcome
{
    /// <summary>It waits for the second person.</summary>
    Proposed,

    /// <summary>They do not have this conversation (any more), or the sheet is none of it.</summary>
    NotYours,

    /// <summary>The sheet has a newer revision than the one that they have seen.</summary>
    Conflict,

    /// <summary>One for this sheet waits already.</summary>
    OtherStands,

    /// <summary>Consent is no such ground, or the use of the sheet does not allow it.</summary>
    Ground,

    /// <summary>What has happened and why there is no consent are both needed (see <see cref="GroundReason"/>).</summary>
    Reason,

    /// <summary>It names nothing that stands in the sheet.</summary>
    NoItem,

    /// <summary>Nothing may go to this body at this moment, or it is abroad.</summary>
    NotARecipient,

    /// <summary>The law names other bodies for such a notice: the directory does not say of this one that it takes them.</summary>
    NotNotified,

    /// <summary>The sheet lacks something; the answer says what.</summary>
    Incomplete,
}

/// <summary>A proposal as somebody makes it.</summary>
/// <param name="SheetId">Which sheet.</param>
/// <param name="Revision">The revision that they have seen.</param>
/// <param name="Ground">On which ground.</param>
/// <param name="Why">What has happened, or is about to.</param>
/// <param name="WhyNoConsent">Why consent was hard to get, or why the law does not ask for it; it stands on the sheet.</param>
/// <param name="Items">What must be known, and no more.</param>
/// <param name="PersonKnows">Whether the person knows of it.</param>
public sealed record Proposal(
    string SheetId, long Revision, LegalBasis Ground, string Why, string WhyNoConsent, IReadOnlyList<ConsentItem> Items, bool PersonKnows)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"proposal for sheet {SheetId}";
}

/// <summary>What became of it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ReferralId">With <see cref="ProposeOutcome.Proposed"/>: the hand-off.</param>
/// <param name="Problems">With <see cref="ProposeOutcome.Incomplete"/>: what is wrong with the sheet.</param>
public sealed record ProposeAnswer(ProposeOutcome Outcome, string? ReferralId = null, IReadOnlyList<SheetProblem>? Problems = null);

/// <summary>
/// Proposes that a sheet goes to its body on another ground than consent. Nothing leaves by it: the hand-off waits for a second person
/// (<see cref="AnswerProposal"/>), and is over when nobody stands for it within <see cref="DecideGround.Holds"/>, or the sheet is changed.
/// </summary>
public sealed class ProposeReferral
{
    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly ReferralLog _log;
    private readonly SheetRows _sheets;
    private readonly DecideGround _decide;
    private readonly SupportBodyDirectory _bodies;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal ProposeReferral(
        IRecords records, ReferralRows rows, ReferralLog log, SheetRows sheets, DecideGround decide, SupportBodyDirectory bodies, Ids ids, TimeProvider time) =>
        (_records, _rows, _log, _sheets, _decide, _bodies, _ids, _time) = (records, rows, log, sheets, decide, bodies, ids, time);

    /// <summary>Proposes it for the newest revision, which must be the one that they have seen.</summary>
    /// <param name="staff">Who: they have the conversation, or stand behind who has it.</param>
    /// <param name="conversationId">In which conversation.</param>
    /// <param name="proposal">What they propose.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<ProposeAnswer> ProposeAsync(Staff staff, string conversationId, Redacted<Proposal> proposal, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        var wanted = proposal.Value;
        if (await ConversationRows.LockAsync(session, conversationId) is not { IsErased: false } conversation || !DecideGround.MayPropose(staff, conversation))
            return new ProposeAnswer(ProposeOutcome.NotYours);
        if (await _sheets.NewestAsync(session, wanted.SheetId) is not { } newest || newest.ConversationId != conversationId) return new ProposeAnswer(ProposeOutcome.NotYours);
        if (newest.Number != wanted.Revision) return new ProposeAnswer(ProposeOutcome.Conflict);
        if (wanted.Items.Except(AskAboutSheet.ItemsIn(newest.Sheet)).Any()) return new ProposeAnswer(ProposeOutcome.NoItem);
        if ((await _rows.OfConversationAsync(session, conversationId)).Any(one => one.State == ReferralState.Proposed && one.Document == newest.SheetId))
            return new ProposeAnswer(ProposeOutcome.OtherStands);
        if (await _bodies.NewRecipientAsync(session, staff.Organisation, newest.Body) is not { IsAbroad: false } to) return new ProposeAnswer(ProposeOutcome.NotARecipient);
        if (wanted.Ground == LegalBasis.Law && !to.Body.Entry.TakesNotifications) return new ProposeAnswer(ProposeOutcome.NotNotified);
        var reason = new GroundReason(TidyText.Of(wanted.Why), TidyText.Of(wanted.WhyNoConsent), wanted.Items, [], wanted.PersonKnows);
        var decision = await _decide.ProposeAsync(session, staff, conversation, newest.Body, newest.Sheet, wanted.Ground, reason);
        if (decision.Outcome != DecideOutcome.Proposed) return new ProposeAnswer(OutcomeOf(decision.Outcome), Problems: decision.Problems);
        var now = _time.NowMs();
        var begun = await _log.BeginAsync(session, conversation, new Referral(
            _ids.New(), staff.Organisation, conversation.Id, conversation.ContactId, newest.SheetId, newest.Number, newest.Body, ConsentId: "", staff.Id,
            ReferralState.Proposed, now, now + DecideGround.Holds.Ms(), 0, Priority.Normal, 0, now, null, null, to.Body.Entry.Name, GroundId: decision.Id,
            IsQuiet: GroundRules.IsQuiet(wanted.Ground, wanted.PersonKnows)));
        return new ProposeAnswer(ProposeOutcome.Proposed, begun.Referral.Id);
    }, cancel);

    private static ProposeOutcome OutcomeOf(DecideOutcome outcome) => outcome switch
    {
        DecideOutcome.Ground => ProposeOutcome.Ground,
        DecideOutcome.Reason => ProposeOutcome.Reason,
        DecideOutcome.NoItem => ProposeOutcome.NoItem,
        DecideOutcome.Incomplete => ProposeOutcome.Incomplete,
        _ => ProposeOutcome.NotYours,
    };
}
