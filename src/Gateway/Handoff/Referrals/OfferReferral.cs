using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>How it ended when somebody moved a hand-off.</summary>
public enum ReferralOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such hand-off, or it is not theirs.</summary>
    NotFound,

    /// <summary>It cannot be done as it stands now: somebody was first, or it is over.</summary>
    NotNow,

    /// <summary>The gate did not open; see <see cref="GateAnswer"/>.</summary>
    Gate,

    /// <summary>A word that is none of the list, or a text that is missing or too long.</summary>
    Words,
}

/// <summary>It leaves: the gate opens, exactly what was agreed to is kept for the body, and the body is told, in one transaction.</summary>
public sealed class OfferReferral
{
    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly ReferralLog _log;
    private readonly OpenGate _gate;
    private readonly SheetRows _sheets;

    internal OfferReferral(IRecords records, ReferralRows rows, ReferralLog log, OpenGate gate, SheetRows sheets) =>
        (_records, _rows, _log, _gate, _sheets) = (records, rows, log, gate, sheets);

    /// <summary>Sends the revision of the sheet that the person agreed to.</summary>
    /// <param name="staff">Who: whoever began it, who has the conversation, or who stands behind them.</param>
    /// <param name="id">Which hand-off.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<(ReferralOutcome Outcome, GateAnswer? Gate)> OfferAsync(Staff staff, string id, CancellationToken cancel = default) =>
        _records.WriteAsync<(ReferralOutcome, GateAnswer?)>(async session =>
        {
            if (await _log.LockAsync(session, id) is not { } held || !held.IsOf(staff)) return (ReferralOutcome.NotFound, null);
            return await OfferAsync(session, held, staff);
        }, cancel);

    /// <summary>Sends this sheet, if it is the one that was agreed to.</summary>
    internal Task<(ReferralOutcome Outcome, GateAnswer? Gate)> OfferAsync(Staff staff, string id, Sheet sheet) =>
        _records.WriteAsync<(ReferralOutcome, GateAnswer?)>(async session =>
            await _log.LockAsync(session, id) is { } held && held.IsOf(staff) ? await OfferAsync(session, held, staff, sheet) : (ReferralOutcome.NotFound, null));

    internal async Task<(ReferralOutcome Outcome, GateAnswer? Gate)> OfferAsync(RecordsSession session, HeldReferral held, Staff staff) =>
        await _sheets.FindAsync(session, held.Referral.Document, held.Referral.Revision) is { } revision
            ? await OfferAsync(session, held, staff, revision.Sheet)
            : (ReferralOutcome.NotNow, null);

    internal async Task<(ReferralOutcome Outcome, GateAnswer? Gate)> OfferAsync(RecordsSession session, HeldReferral held, Staff staff, Sheet sheet)
    {
        var referral = held.Referral;
        if (referral.State != ReferralState.Agreed) return (ReferralOutcome.NotNow, null);
        var answer = await _gate.ByConsentAsync(session, staff, sheet, referral.Body, referral.ConsentId);
        if (answer.Outcome != GateOutcome.Open) return (ReferralOutcome.Gate, answer);
        await _rows.KeepSheetAsync(session, referral.Id, answer.Release!);
        var offered = await _log.MoveAsync(
            session, held with { Referral = referral with { Priority = answer.Release!.Sheet.Content.Document.Priority ?? Priority.Normal } }, ReferralEvent.Offer, new Step(staff.Id));
        await RenewAsync(session, offered, staff);
        return (ReferralOutcome.Done, answer);
    }

    /// <summary>Sends by the decision of two people what they decided about; see <see cref="AnswerProposal"/>.</summary>
    internal async Task<(ReferralOutcome Outcome, GateAnswer? Gate)> OfferOnGroundAsync(RecordsSession session, HeldReferral held, Staff second, Sheet sheet)
    {
        var answer = await _gate.ByGroundAsync(session, second, sheet, held.Referral.Body, held.Referral.GroundId!);
        if (answer.Outcome != GateOutcome.Open) return (ReferralOutcome.Gate, answer);
        await _rows.KeepSheetAsync(session, held.Referral.Id, answer.Release!);
        var hurry = held with { Referral = held.Referral with { Priority = answer.Release!.Sheet.Content.Document.Priority ?? Priority.Normal } };
        await _log.MoveAsync(session, hurry, ReferralEvent.Offer, new Step(second.Id));
        return (ReferralOutcome.Done, answer);
    }

    // The body reads one sheet of a person that they agreed to, the newest. What it was told on another ground stands beside that.
    private async Task RenewAsync(RecordsSession session, HeldReferral offered, Staff staff)
    {
        foreach (var other in await _rows.OfConversationAsync(session, offered.Referral.ConversationId))
        {
            if (other.Id == offered.Referral.Id || other.GroundId is not null || other.Body != offered.Referral.Body || ReferralRules.Next(other.State, ReferralEvent.Renew) is null) continue;
            var now = await _log.LockAsync(session, other.Id);
            await _log.MoveAsync(session, now!, ReferralEvent.Renew, new Step(staff.Id, ReferralOutcomes.Renewed));
        }
    }
}
