using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;

namespace Gateway.Handoff.Stories;

/// <summary>Why somebody is not asked for a story.</summary>
public enum StoryBar
{
    /// <summary>Nothing stands against it.</summary>
    None,

    /// <summary>The hand-off did not come to a connection, or is none of this person's.</summary>
    NotConnected,

    /// <summary>Something of this person left without consent, or they are not to know of it.</summary>
    NotByConsent,

    /// <summary>They were asked for one before, whatever they said.</summary>
    AskedBefore,

    /// <summary>Their talk shows signs of danger, or an emergency is open or ended in the last 90 days.</summary>
    Danger,

    /// <summary>Those they live with must not know, or somebody must not reach them: a question on their phone could be read by the wrong person.</summary>
    Unsafe,

    /// <summary>Their sheet is erased: nobody can look up whether asking is safe.</summary>
    Unknown,

    /// <summary>They have not written lately: it is asked of somebody who is there.</summary>
    NotThere,

    /// <summary>It is not an hour that they called safe.</summary>
    Hours,

    /// <summary>There is no page on which they could read the words.</summary>
    NoPage,
}

/// <summary>What is known when somebody thinks of asking.</summary>
/// <param name="Referral">The hand-off of which the story would tell.</param>
/// <param name="Talk">The talk that the person is in.</param>
/// <param name="Others">Every hand-off of this person.</param>
/// <param name="AskedBefore">Whether they were asked for a story before.</param>
/// <param name="EmergencyUntil">When the last emergency of theirs ended, in milliseconds; now while one is open; nothing when there was none.</param>
/// <param name="ToldWithoutConsent">Whether somebody outside was told of them in an emergency, on a ground without consent.</param>
/// <param name="Sheet">The sheet that went, as it is now; nothing once it is erased.</param>
/// <param name="Sheets">Every sheet of theirs that can be read, as it is now.</param>
/// <param name="HasPage">Whether they can read a page.</param>
/// <param name="Wishes">How they said that they can be reached safely, in each talk of theirs that can be read (see <see cref="SafeReach"/>).</param>
public sealed record StoryFacts(
    Referral Referral, Conversation Talk, IReadOnlyList<Referral> Others, bool AskedBefore, long? EmergencyUntil, bool ToldWithoutConsent, Sheet? Sheet,
    IReadOnlyList<Sheet> Sheets, bool HasPage, IReadOnlyList<string> Wishes);

/// <summary>Whether somebody may be asked for a story. Pure; each reason stands against it by itself.</summary>
public static class StoryRules
{
    /// <summary>How long ago the last emergency must have ended.</summary>
    public static readonly TimeSpan AfterEmergency = TimeSpan.FromDays(90);

    /// <summary>Why not; <see cref="StoryBar.None"/> when they may be asked.</summary>
    public static StoryBar Bar(StoryFacts facts, long now) => facts switch
    {
        _ when facts.Referral.ContactId != facts.Talk.ContactId || !IsConnected(facts.Referral) => StoryBar.NotConnected,
        _ when facts.Others.Append(facts.Referral).Any(one => one.GroundId is not null || one.IsQuiet) => StoryBar.NotByConsent,
        { ToldWithoutConsent: true } => StoryBar.NotByConsent,
        { AskedBefore: true } => StoryBar.AskedBefore,
        { Talk: { Emergency: true } or { Grade: >= Grade.High } } => StoryBar.Danger,
        { EmergencyUntil: { } until } when now - until < AfterEmergency.Ms() => StoryBar.Danger,
        { Sheet: null } => StoryBar.Unknown,
        _ when facts.Sheets.Append(facts.Sheet).Any(IsUnsafe) => StoryBar.Unsafe,
        _ when facts.Wishes.Contains(SafeReach.Seen) => StoryBar.Unsafe,
        _ when now - facts.Talk.HeardAt > SafeReach.There.Ms() => StoryBar.NotThere,
        _ when !facts.Wishes.All(wish => SafeReach.HoursAllow(wish, Utc.FromMs(now))) => StoryBar.Hours,
        { HasPage: false } => StoryBar.NoPage,
        _ => StoryBar.None,
    };

    private static bool IsUnsafe(Sheet? sheet) => sheet is { Person.SafeContact.HouseholdMayKnow: YesNo.No } or { Safety.DoNotContact.Count: > 0 };

    /// <summary>Whether the body and the person were in touch, and it did not break off.</summary>
    public static bool IsConnected(Referral referral) => referral.State == ReferralState.Connected
        || (referral.State == ReferralState.Ended
            && referral.Outcome is ReferralOutcomes.Started or ReferralOutcomes.Continuing or ReferralOutcomes.PassedOn or ReferralOutcomes.Settled);
}
