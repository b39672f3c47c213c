using System.Collections.Concurrent;

namespace Gateway.Conversations.Feed;

/// <summary>The feed of a single node.</summary>
public sealed class InProcessFeed : IFeed
{
    private readonly ConcurrentDictionary<Type, List<Delegate>> _handlers = new();

    /// <inheritdoc />
    public void Publish<T>(T signal) where T : IFeedSignal
    {
        if (!_handlers.TryGetValue(typeof(T), out var handlers)) return;
        foreach (var handle in handlers) ((Action<T>)handle)(signal);
    }

    /// <inheritdoc />
    public void Subscribe<T>(Action<T> handle) where T : IFeedSignal => _handlers.GetOrAdd(typeof(T), _ => []).Add(handle);
}
