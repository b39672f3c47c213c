using System.Text.Json;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Conversations;

/// <summary>What a node remembers of a conversation follows what other nodes say that they have appended.</summary>
public sealed class RememberedConversationsTests
{
    private const string Account = "line/komorebi";

    private static readonly Redacted<string> Person = Redacted.Of("U1");

    private readonly InProcessFeed _feed = new();
    private readonly RememberedConversations _remembered;

    public RememberedConversationsTests()
    {
        _remembered = new RememberedConversations(_feed);
        _remembered.Remember(Account, Person, Known);
    }

    private static Conversation Known => new(
        "c1", "komorebi", "p1", ChannelNames.Line, Account, "K-482", "ja", Stage.Waiting, 100, 5, [1], Grade.Unknown, 1, 50, 1, false, null, 0, null, 0, null, null);

    [Fact]
    public void What_another_node_appended_is_how_it_stands_now()
    {
        Hear(new Standing(Stage.Talking, Grade.High, 90, null), number: 7);
        var now = _remembered.Find(Account, Person)!;
        Assert.Equal((7, Stage.Talking, Grade.High, 90, null), (now.LastNumber, now.Stage, now.Grade, now.HeardAt, now.DueAt));
    }

    [Fact]
    public void What_comes_late_changes_nothing()
    {
        Hear(new Standing(Stage.Talking, Grade.High, 90, null), number: 5);
        Assert.Equal(Known with { WrappedKey = [] }, _remembered.Find(Account, Person)! with { WrappedKey = [] });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_conversation_that_has_ended_or_stands_nobody_says_how_is_forgotten(bool ended)
    {
        Hear(ended ? new Standing(Stage.Closed, Grade.Unknown, 90, null) : null, number: 6);
        Assert.Null(_remembered.Find(Account, Person));
    }

    // As it travels between nodes.
    private void Hear(Standing? stands, long number)
    {
        var signal = new EntriesCommitted("c1", [1], [new EntryRow("c1", number, 1, null, "message", "person", null, null, null, [1])]) { Stands = stands };
        _feed.Publish(JsonSerializer.Deserialize<EntriesCommitted>(JsonSerializer.SerializeToUtf8Bytes(signal))!);
    }
}
