using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>
/// Several bodies that the person agreed to are asked at once: the first that takes it on gets it, and the others can read it no more from the same
/// transaction on. What is offered one by one is not touched by this: two bodies may help side by side.
/// </summary>
public sealed class OfferTogether
{
    /// <summary>The most bodies at once: those who help are few, and each of them reads of the person.</summary>
    public const int Most = 5;

    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly ReferralLog _log;
    private readonly OfferReferral _offer;

    internal OfferTogether(IRecords records, ReferralRows rows, ReferralLog log, OfferReferral offer) => (_records, _rows, _log, _offer) = (records, rows, log, offer);

    /// <summary>Sends each of them through the gate, with the sheet that was agreed to for it.</summary>
    /// <param name="staff">Who: see <see cref="OfferReferral.OfferAsync(Staff, string, CancellationToken)"/>.</param>
    /// <param name="ids">Two to <see cref="Most"/> hand-offs of one person, to different bodies.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>What became of each: the gate may open for one and not for another. Nothing when they do not belong together, or are not theirs.</returns>
    public Task<IReadOnlyList<(string Id, ReferralOutcome Outcome, GateAnswer? Gate)>?> OfferAsync(Staff staff, IReadOnlyList<string> ids, CancellationToken cancel = default) =>
        _records.WriteAsync<IReadOnlyList<(string, ReferralOutcome, GateAnswer?)>?>(async session =>
        {
            if (ids.Count is < 2 or > Most || ids.Distinct().Count() != ids.Count) return null;
            var all = new List<HeldReferral>(ids.Count);
            foreach (var id in ids)
            {
                if (await _log.LockAsync(session, id) is not { } held || !held.IsOf(staff)) return null;
                all.Add(held);
            }

            if (all.DistinctBy(held => held.Conversation.Id).Count() != 1 || all.DistinctBy(held => held.Referral.Body).Count() != all.Count) return null;
            var outcomes = new List<(string, ReferralOutcome, GateAnswer?)>(ids.Count);
            foreach (var id in ids)
            {
                // Read again: each that leaves writes a line into the same conversation.
                var held = (await _log.LockAsync(session, id))!;
                var (outcome, gate) = await _offer.OfferAsync(session, held with { Referral = held.Referral with { OfferedWith = ids[0] } }, staff);
                outcomes.Add((id, outcome, gate));
            }

            return outcomes;
        }, cancel);

    /// <summary>Puts two hand-offs of one person into those of one choice, within the caller's transaction.</summary>
    internal async Task JoinAsync(RecordsSession session, string id, string other)
    {
        if (await _rows.LockAsync(session, id) is not { } one || await _rows.LockAsync(session, other) is not { } two) return;
        var first = one.OfferedWith ?? one.Id;
        await ReferralRows.SaveAsync(session, one with { OfferedWith = first });
        await ReferralRows.SaveAsync(session, two with { OfferedWith = first });
    }
}

/// <summary>A body took it on: for the others that were offered with it it is over, in the same transaction.</summary>
internal sealed class CloseOthers(ReferralRows rows, Func<ReferralLog> log) : IWhenReferralMoves
{
    /// <inheritdoc />
    public async Task<HeldReferral> FollowAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, ReferralState before, Step step)
    {
        if (happens != ReferralEvent.Accept || held.Referral.OfferedWith is not { } first) return held;
        foreach (var other in await rows.OfConversationAsync(session, held.Referral.ConversationId))
        {
            if (other.Id == held.Referral.Id || other.OfferedWith != first || ReferralRules.Next(other.State, ReferralEvent.Taken) is null) continue;
            var locked = (await rows.LockAsync(session, other.Id))!;
            held = held with
            {
                Conversation = (await log().MoveAsync(session, held with { Referral = locked }, ReferralEvent.Taken, new Step(Step.Gateway, ReferralOutcomes.Taken))).Conversation,
            };
        }

        return held;
    }
}
