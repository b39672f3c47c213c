using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>
/// Whoever has their words erased is read by no support body from that moment on, also where the days of a yes were over already and the body went on with
/// what it had taken on. The body is written to; what has never left is forgotten.
/// </summary>
internal sealed class TakeBackReferrals(ReferralRows rows, ReferralLog log) : IWhenErasureIsAsked
{
    /// <summary>How many bodies can read something out of these conversations that the person agreed to.</summary>
    public static Task<long> ReadersAsync(RecordsSession session, IReadOnlyList<string> conversations) => session.FindAsync<long>(
        $"SELECT COUNT(*) FROM referral WHERE sheet_sealed IS NOT NULL AND ground_id IS NULL AND conversation_id {session.In("ids")}", new { ids = conversations });

    /// <inheritdoc />
    public async Task FollowAsync(RecordsSession session, Conversation conversation)
    {
        foreach (var referral in await rows.OfConversationAsync(session, conversation.Id))
        {
            // What went by a ground in law is not the person's to take back.
            if (referral.GroundId is not null || ReferralRules.Next(referral.State, ReferralEvent.Withdraw) is null) continue;
            await log.MoveAsync(session, (await log.LockAsync(session, referral.Id))!, ReferralEvent.Withdraw, new Step(Step.Person));
        }

        await session.ExecuteAsync(
            """
            DELETE FROM sealing_key WHERE owner IN (SELECT id FROM referral WHERE conversation_id = @Id AND offered_at IS NULL);
            DELETE FROM referral_step WHERE referral_id IN (SELECT id FROM referral WHERE conversation_id = @Id AND offered_at IS NULL);
            DELETE FROM referral WHERE conversation_id = @Id AND offered_at IS NULL;
            DELETE FROM sealing_key WHERE owner IN (SELECT id FROM ground WHERE conversation_id = @Id AND used_at IS NULL);
            DELETE FROM ground WHERE conversation_id = @Id AND used_at IS NULL
            """, new { conversation.Id });
    }
}
