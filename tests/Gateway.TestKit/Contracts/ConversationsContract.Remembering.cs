using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    // The nodes of the contract do not hear each other: what one remembers grows old without its knowing.
    private ConversationsNode Other => Nodes[^1];

    [Fact]
    public async Task A_word_takes_the_next_number_whatever_another_node_has_added()
    {
        var talking = await TalkingAsync();
        for (var i = 0; i < 3; i++)
        {
            await Node.Receive.ReceiveAsync(From("U1", $"person {i}a"));
            await Node.Receive.ReceiveAsync(From("U1", $"person {i}b"));
            await SayAsync(talking.Id, $"counsellor {i}", node: Other);
            await Other.Receive.ReceiveAsync(From("U1", $"person {i}c"));
        }

        var entries = await EntriesAsync(talking.Id);
        AssertGapless(entries);
        Assert.Equal(
            ["person 0a", "person 0b", "counsellor 0", "person 0c", "person 1a", "person 1b", "counsellor 1", "person 1c", "person 2a", "person 2b", "counsellor 2", "person 2c"],
            entries.Where(entry => entry.Kind == EntryKinds.Message && entry.Author != Authors.Bot).Skip(1).Select(entry => entry.Body.Text));
        Assert.Equal(entries.Count, (await FindAsync(talking.Id)).LastNumber);
    }

    [Fact]
    public async Task A_word_after_another_node_has_ended_the_talk_opens_a_new_conversation()
    {
        var talking = await TalkingAsync();
        await Node.Receive.ReceiveAsync(From("U1", "まだいます"));
        await Other.Records.WriteAsync(async session =>
            await Other.Move.CloseAsync(session, (await ConversationRows.FindAsync(session, talking.Id))!, new Ending("ended_by_counsellor", "ended", Authors.Counsellor)));
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", "また来ました")));
        var next = (await OfAsync("U1"))!;
        Assert.NotEqual(talking.Id, next.Id);
        Assert.Equal("また来ました", (await EntriesAsync(next.Id))[0].Body.Text);
        AssertGapless(await EntriesAsync(talking.Id));
    }

    [Fact]
    public async Task A_word_after_another_node_has_erased_the_talk_is_not_written_into_it()
    {
        var talking = await TalkingAsync();
        await Node.Receive.ReceiveAsync(From("U1", "消してください"));
        await Other.Get<EraseWords>().ConversationAsync(talking.Id, "asked");
        var last = (await FindAsync(talking.Id)).LastNumber;
        Pass(TimeSpan.FromSeconds(1));
        await Node.Receive.ReceiveAsync(From("U1", "また来ました"));
        Assert.NotEqual(talking.Id, (await OfAsync("U1"))!.Id);
        Assert.Equal(last, (await FindAsync(talking.Id)).LastNumber);
    }

    [Fact]
    public async Task A_second_copy_is_known_though_its_conversation_is_remembered()
    {
        var talking = await TalkingAsync();
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", "一度だけ", eventId: "01KTEST")));
        Assert.Equal(Received.Repeated, await Node.Receive.ReceiveAsync(From("U1", "一度だけ", eventId: "01KTEST")));
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", "次のことば")));
        var entries = await EntriesAsync(talking.Id);
        AssertGapless(entries);
        Assert.Equal(["一度だけ", "次のことば"], entries.Where(entry => entry.Author == Authors.Person).Skip(1).Select(entry => entry.Body.Text));
    }

    [Fact]
    public async Task A_word_moves_the_timer_that_another_node_has_changed()
    {
        var waiting = await WaitingAsync();
        await Node.Receive.ReceiveAsync(From("U1", "待っています"));
        await Other.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        Pass(TimeSpan.FromMinutes(5));
        await Node.Receive.ReceiveAsync(From("U1", "よろしくお願いします"));
        var talking = await FindAsync(waiting.Id);
        Assert.Equal((Stage.Talking, Time.NowMs()), (talking.Stage, talking.HeardAt));
        Assert.True(talking.DueAt > Time.NowMs());
        Assert.Equal(Stages.Timer(Stage.Talking, talking.Grade, Node.Get<ConversationSettings>())!.Value.TotalMilliseconds, talking.DueAt!.Value - Time.NowMs());
    }
}
