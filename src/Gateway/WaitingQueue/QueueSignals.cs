using Gateway.Conversations.Feed;

namespace Gateway.WaitingQueue;

/// <summary>A counsellor is being asked.</summary>
public sealed record OfferMade(string Organisation, Offer Offer) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "offer";
}

/// <summary>An offer ended without its counsellor's answer.</summary>
public sealed record OfferEnded(string Organisation, WithdrawnOffer Offer) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "offer-ended";
}

/// <summary>Something that screens show of a queue has changed.</summary>
public sealed record QueueChanged(string Organisation) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "queue";
}

/// <summary>This node has looked at a queue: at its counsellors and how many wait, not at who (in-process only).</summary>
public sealed record QueueSeen(string Organisation, QueueSnapshot Snapshot);

/// <summary>This node has counted in the records who waits, by grade (in-process only).</summary>
public sealed record WaitsSeen(string Organisation, IReadOnlyList<GradeWait> Waits);
