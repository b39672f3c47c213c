using Gateway.Handoff.Desk;
using Gateway.Handoff.Referrals;
using Gateway.Mail;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Together;

/// <summary>Writes to the body that the person said yes, with the way to its desk. Never a word of the person.</summary>
internal sealed class CallWorker(DeskRows rows, SupportBodyDirectory bodies, SendLetters letters, DeskWords words, DeskSettings settings, TimeProvider time)
{
    public async Task PostAsync(RecordsSession session, Referral referral)
    {
        if (!settings.On || !letters.On || await bodies.RecipientAsync(session, referral.Organisation, referral.Body) is not { } to) return;
        var secret = Ids.NewSecret();
        await rows.AddLinkAsync(session, secret, referral.Organisation, referral.Body, referral.Id, DeskReaders.Desk, time.NowMs());
        await letters.PostAsync(session, referral.Id, words.Notice(to.Email, DeskWords.Come, referral, $"{settings.Address.TrimEnd('/')}/desk/go/{secret}"));
    }
}
