using Gateway.Conversations;

namespace Gateway.Handoff.Referrals;

/// <summary>What the person is told of a step, in their language. Pure.</summary>
public sealed class ReferralWords(PersonTexts texts)
{
    /// <summary>The sentence of a step; nothing where nothing changed for the person.</summary>
    /// <param name="language">In which they read.</param>
    /// <param name="before">As it stood.</param>
    /// <param name="happens">What happens.</param>
    /// <param name="meeting">How and when they will be in touch, where the body said so.</param>
    public NewEntry? Of(string language, Referral before, ReferralEvent happens, Meeting? meeting = null)
    {
        if (KeyOf(before.State, happens) is not { } key) return null;
        if (meeting is null) return texts.Say(language, key, ("recipient", before.RecipientName));
        string[] lines =
        [
            .. happens == ReferralEvent.Accept ? [texts.Text(language, key, ("recipient", before.RecipientName))] : Array.Empty<string>(),
            texts.Text(language, $"referral.meet.{meeting.Way}", ("recipient", before.RecipientName)),
            .. meeting.Shown(language) is { } when ? [texts.Text(language, "referral.when", ("when", when))] : Array.Empty<string>(),
            .. meeting.Place is { } place ? [texts.Text(language, "referral.place", ("place", place))] : Array.Empty<string>(),
            texts.Text(language, "referral.change"),
        ];
        return new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: string.Join('\n', lines)));
    }

    /// <summary>The key of the sentence; nothing where nothing is said. What the person did themselves is answered where they did it.</summary>
    public static string? KeyOf(ReferralState from, ReferralEvent happens) => happens switch
    {
        ReferralEvent.Offer => "referral.offered",
        ReferralEvent.Open => "referral.seen",
        ReferralEvent.Question => "referral.question",
        ReferralEvent.Accept => "referral.accepted",
        ReferralEvent.Book => "referral.change",
        ReferralEvent.Miss => "referral.missed",
        ReferralEvent.Decline => "referral.declined",
        ReferralEvent.Connect => "referral.connected",
        ReferralEvent.Finish => "referral.finished",
        ReferralEvent.TimeOut when from is not ReferralState.Connected && from.BodyReads() => "referral.silent",
        ReferralEvent.Taken => "referral.taken",
        ReferralEvent.Stop when from.BodyReads() => "referral.stopped",
        _ => null,
    };
}
