using Gateway.Conversations.Feed;
using Gateway.Primitives;

namespace Gateway.Conversations;

/// <summary>
/// Open conversations as this node last saw them, by the person's address: a guess that spares a reading. Nothing may be decided by
/// it alone; whoever stores by it lets the records compare (see <see cref="TakeTogether"/>).
/// </summary>
public sealed class RememberedConversations
{
    // Two generations: what was not asked for during a whole one is let go. A conversation takes about a kilobyte.
    private const int MostOfGeneration = 10_000;

    private readonly Lock _lock = new();
    private Generation _young = new();
    private Generation _old = new();

    /// <summary>Subscribes to the feed: what another node appended is how it stands now.</summary>
    public RememberedConversations(IFeed feed) => feed.Subscribe<EntriesCommitted>(signal =>
    {
        lock (_lock)
        {
            if (FindById(signal.ConversationId) is not { } known || known.Conversation.LastNumber >= signal.Rows[^1].Number) return;
            if (signal.Stands is { Stage: not Stage.Closed } now)
            {
                known.Conversation = known.Conversation with
                {
                    LastNumber = signal.Rows[^1].Number,
                    Stage = now.Stage,
                    Grade = now.Grade,
                    HeardAt = now.HeardAt,
                    DueAt = now.DueAt,
                    PassageId = now.PassageId,
                    Emergency = now.Emergency,
                };
            }
            else
            {
                Drop(known);
            }
        }
    });

    /// <summary>The open conversation of an address as it was last seen, or nothing.</summary>
    public Conversation? Find(string channelAccount, Redacted<string> address)
    {
        lock (_lock)
        {
            var key = Key(channelAccount, address);
            if (_young.ByAddress.TryGetValue(key, out var known)) return known.Conversation;
            if (!_old.ByAddress.TryGetValue(key, out known)) return null;
            Add(known);
            return known.Conversation;
        }
    }

    /// <summary>Remembers how the open conversation of an address stands after a commit.</summary>
    public void Remember(string channelAccount, Redacted<string> address, Conversation conversation)
    {
        lock (_lock) Add(new Known(Key(channelAccount, address), conversation));
    }

    /// <summary>A conversation was changed by this node; if it is remembered, it is remembered so.</summary>
    public void Changed(Conversation conversation)
    {
        lock (_lock)
        {
            if (FindById(conversation.Id) is not { } known) return;
            if (conversation.ClosedAt is null) known.Conversation = conversation;
            else Drop(known);
        }
    }

    /// <summary>Lets a conversation go; the next word reads it again.</summary>
    public void Forget(string conversationId)
    {
        lock (_lock)
        {
            if (FindById(conversationId) is { } known) Drop(known);
        }
    }

    private static string Key(string channelAccount, Redacted<string> address) => $"{channelAccount}|{address.Value}";

    private Known? FindById(string id) => _young.ById.TryGetValue(id, out var known) || _old.ById.TryGetValue(id, out known) ? known : null;

    private void Add(Known known)
    {
        if (_young.ById.Count >= MostOfGeneration) (_old, _young) = (_young, new Generation());
        _young.ByAddress[known.Key] = known;
        _young.ById[known.Conversation.Id] = known;
        _old.Remove(known);
    }

    private void Drop(Known known)
    {
        _young.Remove(known);
        _old.Remove(known);
    }

    private sealed class Known(string key, Conversation conversation)
    {
        public string Key => key;

        public Conversation Conversation { get; set; } = conversation;
    }

    private sealed class Generation
    {
        public Dictionary<string, Known> ByAddress { get; } = [];

        public Dictionary<string, Known> ById { get; } = [];

        public void Remove(Known known)
        {
            ByAddress.Remove(known.Key);
            ById.Remove(known.Conversation.Id);
        }
    }
}
