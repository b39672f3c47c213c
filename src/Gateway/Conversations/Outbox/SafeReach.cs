using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>
/// How a person said that they can be reached safely, and what follows for what is sent unasked. Whoever has just written is there, and is
/// answered at any hour; later than that, their word decides.
/// </summary>
public sealed class SafeReach(ConversationLog log, TimeProvider time)
{
    /// <summary>The fact in which it stands.</summary>
    public const string Fact = "safeContact";

    /// <summary>Somebody else may see the phone: what is sent unasked says nothing, and words wait until the person writes.</summary>
    public const string Seen = "seen";

    /// <summary>Why something waits: it is not an hour that they called safe.</summary>
    public const string HeldForHours = "safe_hours";

    /// <summary>Why something waits: somebody else may see the phone.</summary>
    public const string HeldForEyes = "safe_eyes";

    /// <summary>What the gateway itself had to say left as one sentence that says nothing, because somebody else may see the phone.</summary>
    public const string SentQuiet = "safe_quiet";

    /// <summary>How long after their last word a person counts as being there.</summary>
    public static readonly TimeSpan There = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    /// <summary>What they said last of it; nothing when they said nothing.</summary>
    public async Task<string?> WishAsync(RecordsSession session, Conversation conversation)
    {
        var facts = log.Open(conversation.Id, conversation.WrappedKey, await EntryRows.OfKindAsync(session, conversation.Id, EntryKinds.Facts));
        return facts.Select(entry => entry.Body.Facts?.GetValueOrDefault(Fact)).LastOrDefault(value => value is not null);
    }

    /// <summary>Whether something may leave for their phone just now, in whatever words.</summary>
    public async Task<bool> MayPushAsync(RecordsSession session, Conversation conversation) =>
        IsThere(conversation) || HoursAllow(await WishAsync(session, conversation), time.GetUtcNow());

    /// <summary>Whether they have written so lately that they have the phone in their hand.</summary>
    public bool IsThere(Conversation conversation) => time.NowMs() - conversation.HeardAt < There.Ms();

    /// <summary>Whether the wish allows this hour: by day from 9 to 18 o'clock, in the evening from 18 to 24, by the clock of Japan. Pure.</summary>
    public static bool HoursAllow(string? wish, DateTimeOffset now) => (wish, now.ToOffset(s_japan).Hour) switch
    {
        ("daytime", var hour) => hour is >= 9 and < 18,
        ("evening", var hour) => hour >= 18,
        _ => true,
    };
}
