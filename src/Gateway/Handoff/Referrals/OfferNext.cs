using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>
/// What came back goes to the next body that the person has agreed to already, in the same transaction. Where there is none, or its consent does not hold
/// any more, the counsellor has it.
/// </summary>
internal sealed class OfferNext(ReferralRows rows, Func<OfferReferral> offer) : IWhenReferralMoves
{
    /// <inheritdoc />
    public async Task<HeldReferral> FollowAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, ReferralState before, Step step)
    {
        // What the counsellor stops, they stop: nothing goes anywhere then without their hand.
        if (held.Referral.State != ReferralState.Returned || happens is not (ReferralEvent.Decline or ReferralEvent.TimeOut)) return held;
        // A yes was given for something else than what left without one.
        if (held.Referral.GroundId is not null) return held;
        var all = await rows.OfConversationAsync(session, held.Referral.ConversationId);
        // Others were asked at the same time, and still think about it.
        if (held.Referral.OfferedWith is { } first && all.Any(other => other.OfferedWith == first && other.State.BodyReads())) return held;
        foreach (var next in all)
        {
            if (next.State != ReferralState.Agreed || await StaffAsync(session, next.OpenedBy) is not { } counsellor) continue;
            var (outcome, _) = await offer().OfferAsync(session, held with { Referral = (await rows.LockAsync(session, next.Id))! }, counsellor);
            if (outcome == ReferralOutcome.Done) break;
        }

        return held with { Conversation = (await Conversations.ConversationRows.FindAsync(session, held.Conversation.Id))! };
    }

    internal static Task<Staff?> StaffAsync(RecordsSession session, string id) => session.FindAsync<Staff>(
        "SELECT id, user_name AS UserName, name, role, organisation FROM staff WHERE id = @id AND disabled = 0", new { id });
}
