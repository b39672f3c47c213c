namespace Gateway.Conversations.Feed;

/// <summary>Something that screens on every node may want to know at once. Losing one costs delay, never content.</summary>
public interface IFeedSignal
{
    /// <summary>Its fixed name on the wire, for example <c>entries</c>.</summary>
    static abstract string Name { get; }
}

/// <summary>Carries signals to every node, this one included: derived, unreliable and quick (the records are the truth).</summary>
public interface IFeed
{
    /// <summary>
    /// Hands the signal to this node's subscribers before it returns, in the order of the calls, and sends it on to the
    /// other nodes without waiting for them. It never fails and never blocks.
    /// </summary>
    void Publish<T>(T signal) where T : IFeedSignal;

    /// <summary>
    /// Registers a handler, for this node's own signals and those of others (in the order in which each node sent them).
    /// It must be quick and may not throw. Call it before the application starts.
    /// </summary>
    void Subscribe<T>(Action<T> handle) where T : IFeedSignal;
}
