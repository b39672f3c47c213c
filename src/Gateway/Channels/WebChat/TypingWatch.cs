using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gateway.Conversations.Feed;

namespace Gateway.Channels.WebChat;

/// <summary>Tells the open pages of a conversation that its counsellor is writing.</summary>
public sealed class TypingWatch
{
    private readonly ConcurrentDictionary<string, ImmutableList<Action>> _pages = new();

    /// <summary>Subscribes to the feed.</summary>
    public TypingWatch(IFeed feed) => feed.Subscribe<CounsellorTyping>(signal =>
    {
        if (!_pages.TryGetValue(signal.ConversationId, out var tells)) return;
        foreach (var tell in tells) tell();
    });

    /// <summary>Calls <paramref name="tell"/> until the result is disposed. It must be quick and may not throw.</summary>
    public IDisposable Watch(string conversationId, Action tell)
    {
        _pages.AddOrUpdate(conversationId, _ => [tell], (_, others) => others.Add(tell));
        return new Watching(() => End(conversationId, tell));
    }

    // Somebody else may come or go at the same moment; then it is tried again on what they left.
    private void End(string conversationId, Action tell)
    {
        while (_pages.TryGetValue(conversationId, out var tells))
        {
            var others = tells.Remove(tell);
            if (others.IsEmpty ? _pages.TryRemove(KeyValuePair.Create(conversationId, tells)) : _pages.TryUpdate(conversationId, others, tells)) return;
        }
    }

    private sealed class Watching(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
