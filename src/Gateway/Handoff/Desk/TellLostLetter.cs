using Gateway.Handoff.Referrals;
using Gateway.Mail;
using Gateway.Records;

namespace Gateway.Handoff.Desk;

/// <summary>A letter to a body was given up: the counsellor sees it, so that somebody calls there.</summary>
internal sealed class TellLostLetter(Func<ReferralLog> log) : IWhenLetterIsLost
{
    /// <inheritdoc />
    public async Task FollowAsync(RecordsSession session, string reference)
    {
        if (await log().LockAsync(session, reference) is not { } held || ReferralRules.Next(held.Referral.State, ReferralEvent.Unreached) is null) return;
        await log().MoveAsync(session, held, ReferralEvent.Unreached, new Step(Step.Gateway));
    }
}
