using Gateway.Primitives;

namespace Gateway.Conversations.Outbox;

/// <summary>Hands replies to a provider. One for each channel that has a provider; the web chat needs none.</summary>
public interface IChannelSender
{
    /// <summary>The channel it serves.</summary>
    string Channel { get; }

    /// <summary>How many messages one call may carry (LINE: 5, SMS: 1).</summary>
    int LargestBatch { get; }

    /// <summary>How many messages of a call a text becomes; at most <see cref="LargestBatch"/> for any that may be said.</summary>
    int PartsOf(Redacted<string> text) => 1;

    /// <summary>Whether a call with the same <see cref="OutboundBatch.SendKey"/> reaches the person at most once, so that an unknown outcome may be repeated.</summary>
    bool RepeatIsSafe(string route);

    /// <summary>Whether the provider reports afterwards what became of a reply, and names <see cref="OutboundBatch.SendKey"/> with it.</summary>
    bool ReportsDelivery => false;

    /// <summary>Whether something may be sent over this account unasked just now: not when its month's number is known to be used up.</summary>
    bool MayPush(string channelAccount) => true;

    /// <summary>Sends. Never throws for what the outside world does; the time limit is the caller's.</summary>
    Task<SendOutcome> SendAsync(OutboundBatch batch, CancellationToken cancel);
}

/// <summary>One call to a provider.</summary>
/// <param name="ChannelAccount">From which account, for example <c>line/komorebi</c>.</param>
/// <param name="Address">To whom.</param>
/// <param name="Texts">The texts, in order.</param>
/// <param name="SendKey">A UUID that names this call; the same for every repetition.</param>
/// <param name="Route"><see cref="Routes.Reply"/> or <see cref="Routes.Push"/>.</param>
/// <param name="ReplyToken">For a reply: LINE's single-use token.</param>
/// <param name="FirstTriedAt">When it was first tried, in milliseconds.</param>
public sealed record OutboundBatch(
    string ChannelAccount, Redacted<string> Address, IReadOnlyList<Redacted<string>> Texts, string SendKey, string Route,
    Redacted<string>? ReplyToken, long FirstTriedAt)
{
    /// <summary>What the person can do with a tap under the last text, in order; nothing where there is nothing, or the channel has no taps.</summary>
    public IReadOnlyList<OutboundChoice> Choices { get; init; } = [];

    /// <summary>The answers that the last text offers, in their words; whoever chooses one says it.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];
}

/// <summary>Something that a person can do with a tap.</summary>
/// <param name="Label">Its words, at most 20 letters.</param>
/// <param name="ConversationId">In which conversation, and in no later one.</param>
/// <param name="What">One of <see cref="Conversations.Choices"/>.</param>
public sealed record OutboundChoice(string Label, string ConversationId, string What = Choices.LeaveQueue);

/// <summary>How a batch travels.</summary>
public static class Routes
{
    /// <summary>As the answer to a message (LINE: free of charge, single use, one minute).</summary>
    public const string Reply = "reply";

    /// <summary>At our own wish.</summary>
    public const string Push = "push";

    /// <summary>Not yet: the person has said when, or how, they can be reached safely (see <see cref="SafeReach"/>). Looked at again within half a minute.</summary>
    public const string Held = "held";
}

/// <summary>What became of a call: a closed list, each with what follows from it (see <see cref="NextDelivery"/>).</summary>
public abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The provider accepted it.</summary>
    /// <param name="MessageIds">The provider's id of each text, as far as it told them: what a person quotes is found by it.</param>
    public sealed record Sent(IReadOnlyList<string?>? MessageIds = null) : SendOutcome;

    /// <summary>Nothing was sent; not before <paramref name="After"/>.</summary>
    public sealed record Throttled(TimeSpan After) : SendOutcome;

    /// <summary>Nothing was sent, and no call was made: the provider does not get our calls just now, or the account has made enough of them. Not before <paramref name="After"/>.</summary>
    public sealed record Held(TimeSpan After) : SendOutcome;

    /// <summary>Nothing was sent: the provider could not be reached.</summary>
    public sealed record Unreachable : SendOutcome;

    /// <summary>It may have been sent: the answer did not come, or said nothing.</summary>
    public sealed record Unknown : SendOutcome;

    /// <summary>Nothing was sent by this call: the reply token was spent or too old.</summary>
    public sealed record TokenSpent : SendOutcome;

    /// <summary>Nothing was sent and never will be. The reason is a fixed word (for example <c>quota</c>, <c>address</c>, <c>opted_out</c>), never the provider's text.</summary>
    public sealed record Refused(string Reason) : SendOutcome;

    /// <summary>Nothing was sent: our own credentials or settings are wrong. It is tried again, because a human can mend it.</summary>
    public sealed record BadConfig : SendOutcome;
}
