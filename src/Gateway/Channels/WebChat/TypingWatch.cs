using System.Collections.Concurrent;
using Gateway.Conversations.Feed;

namespace Gateway.Channels.WebChat;

/// <summary>Tells the open pages of a conversation that its counsellor is writing.</summary>
public sealed class TypingWatch
{
    private readonly ConcurrentDictionary<(string ConversationId, Guid Page), Action> _pages = new();

    /// <summary>Subscribes to the feed.</summary>
    public TypingWatch(IFeed feed) => feed.Subscribe<CounsellorTyping>(signal =>
    {
        foreach (var (page, tell) in _pages)
        {
            if (page.ConversationId == signal.ConversationId) tell();
        }
    });

    /// <summary>Calls <paramref name="tell"/> until the result is disposed. It must be quick and may not throw.</summary>
    public IDisposable Watch(string conversationId, Action tell)
    {
        var key = (conversationId, Guid.CreateVersion7());
        _pages[key] = tell;
        return new Watching(() => _pages.TryRemove(key, out _));
    }

    private sealed class Watching(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
