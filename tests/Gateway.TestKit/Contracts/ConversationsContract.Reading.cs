using Gateway.Conversations;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private static readonly string[] Canaries = ["canary-of-the-person", "canary-of-the-counsellor", "Ucanaryoftheaddress", "canary-reply-token"];

    /// <summary>Every byte of the store in which a word could stand in plain.</summary>
    protected abstract IAsyncEnumerable<byte[]> EverythingStoredAsync();

    [Fact]
    public async Task Every_reading_of_a_conversation_stands_in_the_trail()
    {
        var conversation = await TalkingAsync();
        var access = Node.Get<ConversationAccess>();
        var read = await access.ReadAsync(ConversationsNode.Aoi, conversation.Id, 0);
        Assert.Equal((await FindAsync(conversation.Id)).LastNumber, read![^1].Number);
        await access.ReadAsync(ConversationsNode.Aoi, conversation.Id, 2);
        var lines = await Node.Records.ReadAsync(session => session.QueryAsync<(string Actor, string Detail)>(
            "SELECT actor, detail FROM audit WHERE action = 'conversation.read' ORDER BY number"));
        Assert.Equal([(ConversationsNode.Aoi, "after 0"), (ConversationsNode.Aoi, "after 2")], lines);
    }

    [Fact]
    public async Task Somebody_elses_conversation_does_not_exist()
    {
        var conversation = await TalkingAsync();
        var access = Node.Get<ConversationAccess>();
        Assert.Null(await access.ReadAsync(ConversationsNode.Minato, conversation.Id, 0));
        Assert.Null(await access.FindAsync(ConversationsNode.Minato, conversation.Id));
        Assert.Null(await access.ReadAsync(ConversationsNode.Aoi, NewId(), 0));
        Assert.Empty(await access.OfStaffAsync(ConversationsNode.Minato));
        await access.SeenAsync(ConversationsNode.Minato, conversation.Id, 2);
        Assert.Equal(0, (await FindAsync(conversation.Id)).SeenNumber);
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM audit WHERE action = 'conversation.read'"));
    }

    [Fact]
    public async Task A_closed_conversation_can_be_read_for_the_rest_of_the_shift_only()
    {
        var conversation = await TalkingAsync();
        await CloseAsync(conversation.Id);
        var access = Node.Get<ConversationAccess>();
        Pass(TimeSpan.FromHours(11));
        Assert.NotNull(await access.ReadAsync(ConversationsNode.Aoi, conversation.Id, 0));
        Pass(TimeSpan.FromHours(2));
        Assert.Null(await access.ReadAsync(ConversationsNode.Aoi, conversation.Id, 0));
    }

    [Fact]
    public async Task The_read_mark_only_moves_forward_and_never_beyond_the_end()
    {
        var conversation = await TalkingAsync();
        var access = Node.Get<ConversationAccess>();
        foreach (var (number, seen) in new[] { (2L, 2L), (1L, 2L), (10_000L, 2L), (3L, 3L) })
        {
            await access.SeenAsync(ConversationsNode.Aoi, conversation.Id, number);
            Assert.Equal(seen, (await FindAsync(conversation.Id)).SeenNumber);
        }
    }

    [Fact]
    public async Task No_word_and_no_address_is_stored_in_plain()
    {
        var waiting = await WaitingAsync(Canaries[2]);
        await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        await Node.Receive.ReceiveAsync(From(Canaries[2], Canaries[0], replyToken: Canaries[3]));
        await SayAsync(waiting.Id, Canaries[1]);
        // Once before anything is sent and once after: the reply token lies in another place then.
        Node.Line.Then(new Gateway.Conversations.Outbox.SendOutcome.Unknown());
        for (var round = 0; round < 2; round++)
        {
            var bytes = 0L;
            await foreach (var stored in EverythingStoredAsync())
            {
                bytes += stored.Length;
                foreach (var canary in Canaries)
                {
                    Assert.Equal(-1, stored.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(canary)));
                    Assert.Equal(-1, stored.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(canary)))));
                }
            }

            Assert.InRange(bytes, 2000, long.MaxValue);
            await Node.Send.SendNextAsync(waiting.Id, CancellationToken.None);
        }

        Assert.Contains(Node.Line.Texts, texts => texts.Contains(Canaries[1]));
    }
}
