namespace Gateway.Conversations.Attachments;

/// <summary>Fetches what a person sent from the provider that holds it. One for each channel that has such a provider.</summary>
public interface IAttachmentSource
{
    /// <summary>The channel it serves.</summary>
    string Channel { get; }

    /// <summary>
    /// Asks for it. Never throws for what the outside world does; the time limit is the caller's. It calls the provider's own host alone,
    /// follows nobody elsewhere, and takes no address from a message.
    /// </summary>
    Task<FetchOutcome> FetchAsync(FetchOrder order, CancellationToken cancel);
}

/// <summary>What is to be fetched.</summary>
/// <param name="ChannelAccount">By which account, for example <c>line/komorebi</c>.</param>
/// <param name="MessageId">The provider's id of the message.</param>
/// <param name="Kind">One of <see cref="AttachmentKinds"/>.</param>
public sealed record FetchOrder(string ChannelAccount, string MessageId, string Kind);

/// <summary>What became of asking: a closed list, each with what follows from it (see <see cref="NextFetch"/>).</summary>
public abstract record FetchOutcome
{
    private FetchOutcome()
    {
    }

    /// <summary>Here it comes. Whoever gets it disposes <paramref name="Answer"/>.</summary>
    /// <param name="Content">Its bytes, as they arrive.</param>
    /// <param name="Length">How many there will be, as far as the provider says.</param>
    /// <param name="Answer">What they come out of.</param>
    public sealed record Found(Stream Content, long? Length, IDisposable Answer) : FetchOutcome;

    /// <summary>The provider is still preparing it.</summary>
    public sealed record NotReady : FetchOutcome;

    /// <summary>The provider does not know it; at first that may only mean: not yet.</summary>
    public sealed record NotFound : FetchOutcome;

    /// <summary>The provider does not have it any more.</summary>
    public sealed record Gone : FetchOutcome;

    /// <summary>Not now: the provider is too busy, could not be reached, or broke off.</summary>
    public sealed record Unreachable : FetchOutcome;

    /// <summary>The provider will never hand it out, or answered in a way that it does not document (such as a redirection).</summary>
    public sealed record Refused : FetchOutcome;

    /// <summary>Our own credentials or settings are wrong. It is tried again, because a human can mend it.</summary>
    public sealed record BadConfig : FetchOutcome;
}
