using Gateway.Primitives;

namespace Gateway.Conversations;

/// <summary>How long things are kept that nobody needs for ever.</summary>
public sealed class RetentionSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Retention";

    /// <summary>
    /// Days for which the ids of providers' events are remembered, so that a second copy is recognised. Providers redeliver within
    /// days; more than a year also covers what somebody replays by hand. A row is some 100 bytes.
    /// </summary>
    public int InboxDays { get; init; } = 400;

    /// <summary>
    /// Days after its end at which the words of a conversation are erased by themselves, and the address with the last of them;
    /// 0: never, only by command. There is no right number for everybody: your rules decide.
    /// </summary>
    public int ConversationDays { get; init; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (InboxDays is < 30 or > 3650) yield return "InboxDays: must be 30 to 3650";
        if (ConversationDays is not 0 and (< 7 or > 36500)) yield return "ConversationDays: must be 0 (never) or 7 to 36500";
    }
}
