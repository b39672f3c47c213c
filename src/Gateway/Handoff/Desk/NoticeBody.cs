using Gateway.Handoff.Referrals;
using Gateway.Mail;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Desk;

/// <summary>Writes to the body when there is something to read, when it has not answered, and when it may not read it any more. Never a word of the person.</summary>
internal sealed class NoticeBody(DeskRows rows, SupportBodyDirectory bodies, SendLetters letters, DeskWords words, DeskSettings settings, TimeProvider time) : IWhenReferralMoves
{
    /// <inheritdoc />
    public async Task<HeldReferral> FollowAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, ReferralState before, Step step)
    {
        if (!settings.On || !letters.On || KindOf(happens, before) is not { } kind) return held;
        var referral = held.Referral;
        // A body that was taken out is written to no more.
        if (await bodies.RecipientAsync(session, referral.Organisation, referral.Body) is not { } to) return held;
        await PostAsync(session, referral, DeskReaders.Desk, to.Email, kind);
        // Whoever was never written to need not hear that it is over.
        var toDeputy = happens == ReferralEvent.Escalate || (kind is DeskWords.Over or DeskWords.Taken && await DeskRows.WasWrittenToAsync(session, referral.Id, DeskReaders.Deputy));
        if (toDeputy && to.Body.Entry.Deputy?.Email is { Length: > 0 } deputy && deputy != to.Email) await PostAsync(session, referral, DeskReaders.Deputy, deputy, kind);
        return held;
    }

    private async Task PostAsync(RecordsSession session, Referral referral, string reader, string address, string kind)
    {
        var secret = Ids.NewSecret();
        await rows.AddLinkAsync(session, secret, referral.Organisation, referral.Body, referral.Id, reader, time.NowMs());
        await letters.PostAsync(session, referral.Id, words.Notice(address, kind, referral, $"{settings.Address.TrimEnd('/')}/desk/go/{secret}"));
    }

    private static string? KindOf(ReferralEvent happens, ReferralState before) => happens switch
    {
        ReferralEvent.Offer => DeskWords.Offered,
        ReferralEvent.Answer => DeskWords.Answered,
        // With a question the counsellor is waited for, not the body.
        ReferralEvent.Remind or ReferralEvent.Escalate => before == ReferralState.Questioned ? null : before is ReferralState.Offered or ReferralState.Seen ? DeskWords.Reminder : DeskWords.Course,
        ReferralEvent.Taken => DeskWords.Taken,
        ReferralEvent.Withdraw or ReferralEvent.Stop when before.BodyReads() => DeskWords.Over,
        _ => null,
    };
}
