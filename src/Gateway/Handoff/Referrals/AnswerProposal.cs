using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary>How it ended when a second person answered a proposal.</summary>
public enum ProposalOutcome
{
    /// <summary>They stood for it and it left, or they did not and it is over.</summary>
    Done,

    /// <summary>Nothing of this kind waits (any more): it was answered, taken back, or its hours are over; or it is not theirs to answer.</summary>
    NotFound,

    /// <summary>Whoever proposed it cannot be the second person.</summary>
    SamePerson,

    /// <summary>A no needs a reason, of at most <see cref="GroundReason.Longest"/> units.</summary>
    Reason,

    /// <summary>The sheet was changed since: the proposal is over, and nothing left.</summary>
    Changed,

    /// <summary>The gate did not open, for example because the body was taken out of the directory since: the proposal is over, and nothing left.</summary>
    Gate,
}

/// <summary>
/// The second person stands for a hand-off on another ground than consent, or does not. With their yes it leaves in the same transaction: there is no moment
/// in which it is decided and can still become something else.
/// </summary>
public sealed class AnswerProposal
{
    /// <summary>The code of a step: the second person does not stand for it.</summary>
    public const string NotConfirmed = "not_confirmed";

    /// <summary>The code of a step: the sheet was changed.</summary>
    public const string SheetChanged = "changed";

    /// <summary>The code of a step: the gate did not open.</summary>
    public const string GateShut = "gate_shut";

    private readonly IRecords _records;
    private readonly ReferralLog _log;
    private readonly SheetRows _sheets;
    private readonly DecideGround _decide;
    private readonly OfferReferral _offer;
    private readonly SupportBodyDirectory _bodies;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal AnswerProposal(
        IRecords records, ReferralLog log, SheetRows sheets, DecideGround decide, OfferReferral offer, SupportBodyDirectory bodies, AuditTrail audit, TimeProvider time) =>
        (_records, _log, _sheets, _decide, _offer, _bodies, _audit, _time) = (records, log, sheets, decide, offer, bodies, audit, time);

    /// <summary>They stand for it: it leaves.</summary>
    /// <param name="second">A supervisor or coordinator who did not propose it.</param>
    /// <param name="id">Which hand-off.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<ProposalOutcome> ConfirmAsync(Staff second, string id, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await LockAsync(session, second, id) is not { } held) return ProposalOutcome.NotFound;
        if (held.Referral.OpenedBy == second.Id) return ProposalOutcome.SamePerson;
        var newest = await _sheets.NewestAsync(session, held.Referral.Document);
        if (newest is null || newest.Number != held.Referral.Revision) return await EndAsync(session, held, SheetChanged, ProposalOutcome.Changed);
        // Both people decided for a body of this name: another name under the same id is another body.
        if ((await _bodies.RecipientAsync(session, second.Organisation, held.Referral.Body))?.Body.Entry.Name != held.Referral.RecipientName)
            return await EndAsync(session, held, GateShut, ProposalOutcome.Gate);
        var decided = await _decide.ConfirmAsync(session, second, held.Referral.GroundId!);
        if (decided != DecideOutcome.Confirmed) return decided == DecideOutcome.SamePerson ? ProposalOutcome.SamePerson : ProposalOutcome.NotFound;
        var (outcome, _) = await _offer.OfferOnGroundAsync(session, held, second, newest.Sheet);
        return outcome == ReferralOutcome.Done ? ProposalOutcome.Done : await EndAsync(session, held, GateShut, ProposalOutcome.Gate);
    }, cancel);

    /// <summary>They do not stand for it, and say why: the one who proposed it reads it. Nothing leaves.</summary>
    public Task<ProposalOutcome> RefuseAsync(Staff second, string id, Redacted<string> why, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await LockAsync(session, second, id) is not { } held) return ProposalOutcome.NotFound;
        if (held.Referral.OpenedBy == second.Id) return ProposalOutcome.SamePerson;
        if (string.IsNullOrWhiteSpace(why.Value) || why.Value.Length > GroundReason.Longest) return ProposalOutcome.Reason;
        await _log.MoveAsync(session, held, ReferralEvent.Refuse, new Step(second.Id, NotConfirmed, new StepNote(why.Value.Trim(), second.Name)));
        return ProposalOutcome.Done;
    }, cancel);

    /// <summary>
    /// From now on the person may read of it: it stands on their page, with their disclosures, and they are told of what follows. Danger passes; what was
    /// kept from somebody for their own sake need not be kept for ever.
    /// </summary>
    /// <param name="supervisor">A supervisor or coordinator.</param>
    /// <param name="id">Which hand-off; one that left on another ground than consent.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<bool> LetPersonKnowAsync(Staff supervisor, string id, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (!Supervises(supervisor) || await _log.LockAsync(session, id) is not { Referral: { IsQuiet: true, OfferedAt: not null } referral }) return false;
        if (referral.Organisation != supervisor.Organisation) return false;
        await GroundRows.TellAsync(session, referral.GroundId!);
        await _audit.AppendAsync(session, supervisor.Organisation, supervisor.Id, "ground.told", referral.Id, referral.GroundId!);
        return true;
    }, cancel);

    private async Task<HeldReferral?> LockAsync(RecordsSession session, Staff second, string id) =>
        Supervises(second) && await _log.LockAsync(session, id) is { Referral: { State: ReferralState.Proposed, DueAt: { } until } } held
        && held.Referral.Organisation == second.Organisation && until > _time.NowMs() ? held : null;

    private async Task<ProposalOutcome> EndAsync(RecordsSession session, HeldReferral held, string why, ProposalOutcome outcome)
    {
        await _log.MoveAsync(session, held, ReferralEvent.Refuse, new Step(Step.Gateway, why));
        return outcome;
    }

    private static bool Supervises(Staff staff) => staff.Role is Roles.Supervisor or Roles.Coordinator;
}

/// <summary>A sheet that is changed is another one than was proposed: the proposal is over in the same transaction.</summary>
internal sealed class EndProposals(ReferralRows rows, ReferralLog log) : IWhenSheetChanges
{
    /// <inheritdoc />
    public async Task FollowAsync(RecordsSession session, SheetRevision revision)
    {
        foreach (var one in await rows.OfConversationAsync(session, revision.ConversationId))
        {
            if (one.State != ReferralState.Proposed || one.Document != revision.SheetId || one.Revision == revision.Number) continue;
            await log.MoveAsync(session, (await log.LockAsync(session, one.Id))!, ReferralEvent.Refuse, new Step(Step.Gateway, AnswerProposal.SheetChanged));
        }
    }
}
