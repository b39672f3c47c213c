using Gateway.Primitives;

namespace Gateway.Conversations;

/// <summary>How long a conversation may rest in each stage, and how long a text may be.</summary>
public sealed class ConversationSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Conversations";

    /// <summary>Minutes after which somebody who made contact but said nothing counts as gone.</summary>
    public int IntakeMinutes { get; init; } = 60;

    /// <summary>Hours after their last word for which a person keeps waiting when nobody has time. Long enough for a weekend.</summary>
    public int WaitingHours { get; init; } = 72;

    /// <summary>Minutes without a word from either side after which a talk ends, with a kind sentence.</summary>
    public int TalkingSilenceMinutes { get; init; } = 60;

    /// <summary>Seconds for which a LINE reply token is used. LINE guarantees one minute after the webhook; some of it is spent on the way.</summary>
    public int ReplyTokenSeconds { get; init; } = 50;

    /// <summary>Hours after which a reply that the provider never took counts as failed. LINE knows a retry key for 24 hours.</summary>
    public int GiveUpHours { get; init; } = 23;

    /// <summary>How many calls a second one gateway makes to a provider for one account; what is written beyond that waits. LINE takes 2,000, SMS providers often 3 to 10.</summary>
    public int CallsPerSecond { get; init; } = 50;

    /// <summary>How many minutes somebody who asked to be told has to answer once it is their turn; then the counsellor may set them aside, and they keep their place.</summary>
    public int AnswerMinutes { get; init; } = 15;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (AnswerMinutes is < 3 or > 240) yield return "AnswerMinutes: must be 3 to 240";
        if (IntakeMinutes is < 1 or > 1440) yield return "IntakeMinutes: must be 1 to 1440";
        if (WaitingHours is < 1 or > 720) yield return "WaitingHours: must be 1 to 720";
        if (TalkingSilenceMinutes is < 5 or > 1440) yield return "TalkingSilenceMinutes: must be 5 to 1440";
        if (ReplyTokenSeconds is < 0 or > 60) yield return "ReplyTokenSeconds: must be 0 (never reply, always push) to 60";
        if (CallsPerSecond is < 1 or > 2000) yield return "CallsPerSecond: must be 1 to 2000";
        if (GiveUpHours is < 1 or > 23) yield return "GiveUpHours: must be 1 to 23 (LINE forgets a retry key after 24)";
    }
}
