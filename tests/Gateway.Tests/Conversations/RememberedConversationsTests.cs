using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Conversations;

public sealed class RememberedConversationsTests
{
    private readonly InProcessFeed _feed = new();
    private readonly RememberedConversations _remembered;

    public RememberedConversationsTests() => _remembered = new RememberedConversations(_feed);

    [Fact]
    public void Who_was_never_seen_is_not_known() => Assert.Null(Find("U1"));

    [Fact]
    public void An_address_belongs_to_its_account()
    {
        Remember("U1", Conversation("c1", 3));
        Assert.Equal(3, Find("U1")!.LastNumber);
        Assert.Null(_remembered.Find("line/another", Redacted.Of("U1")));
    }

    [Fact]
    public void What_another_node_appended_makes_it_forgotten()
    {
        Remember("U1", Conversation("c1", 3));
        Committed("c1", 3);
        Assert.NotNull(Find("U1"));
        Committed("c1", 4);
        Assert.Null(Find("U1"));
    }

    [Fact]
    public void What_this_node_changed_is_remembered_so_if_it_was_remembered_at_all()
    {
        Remember("U1", Conversation("c1", 3));
        _remembered.Changed(Conversation("c1", 5));
        _remembered.Changed(Conversation("c2", 9));
        Committed("c1", 5);
        Assert.Equal(5, Find("U1")!.LastNumber);
    }

    [Fact]
    public void What_has_ended_is_forgotten()
    {
        Remember("U1", Conversation("c1", 3));
        _remembered.Changed(Conversation("c1", 4) with { ClosedAt = 1 });
        Assert.Null(Find("U1"));
    }

    [Fact]
    public void Only_so_many_are_kept_and_whoever_writes_stays()
    {
        for (var i = 0; i < 50_000; i++)
        {
            Remember($"U{i}", Conversation($"c{i}", i));
            Assert.NotNull(Find("U0"));
        }

        Assert.InRange(Enumerable.Range(0, 50_000).Count(i => Find($"U{i}") is not null), 10_000, 20_001);
        Assert.NotNull(Find("U49999"));
    }

    private void Remember(string address, Conversation conversation) => _remembered.Remember("line/komorebi", Redacted.Of(address), conversation);

    private Conversation? Find(string address) => _remembered.Find("line/komorebi", Redacted.Of(address));

    private void Committed(string id, long number) =>
        _feed.Publish(new EntriesCommitted(id, [], [new EntryRow(id, number, 0, null, EntryKinds.Message, Authors.Person, null, null, null, [])]));

    private static Conversation Conversation(string id, long lastNumber) => new(
        id, "komorebi", "contact", ChannelNames.Line, "line/komorebi", "K-1", "ja", Stage.Talking, null, lastNumber, [1], default, 0, 0, null, false, null, 0, null, 0, null, null);
}
