using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Intake;
using Gateway.Records.Audit;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Of_many_who_take_at_once_one_has_the_person()
    {
        var waiting = await WaitingAsync();
        var taken = await AllAtOnceAsync(10, i => Nodes[i % NodeCount].Move.TakeAsync(
            waiting.Id, i % 2 == 0 ? ConversationsNode.Aoi : ConversationsNode.Minato, "だれか", fence: 100 + i));
        var won = Assert.Single(taken, one => one is not null)!;
        var now = await FindAsync(waiting.Id);
        Assert.Equal((Stage.Talking, won.AssignedTo, won.Fence), (now.Stage, now.AssignedTo, now.Fence));
        Assert.Single(await EntriesAsync(waiting.Id), entry => entry.Body.Stage == "taken");
    }

    [Fact]
    public async Task An_old_claim_takes_nobody()
    {
        var conversation = await TalkingAsync();
        await Node.Move.GiveBackAsync(conversation.Id, ConversationsNode.Aoi, 1, "vanished");
        Assert.Null(await Node.Move.TakeAsync(conversation.Id, ConversationsNode.Aoi, "あおい", fence: 1));
        Assert.Null(await Node.Move.TakeAsync(conversation.Id, ConversationsNode.Aoi, "あおい", fence: 0));
        Assert.Equal(Stage.Waiting, (await FindAsync(conversation.Id)).Stage);
        Assert.NotNull(await Node.Move.TakeAsync(conversation.Id, ConversationsNode.Minato, "みなと", fence: 2));
        Assert.Null(await Node.Move.GiveBackAsync(conversation.Id, ConversationsNode.Aoi, 1, "vanished"));
        Assert.Null(await Node.Move.GiveBackAsync(conversation.Id, ConversationsNode.Minato, 1, "vanished"));
        Assert.Equal(ConversationsNode.Minato, (await FindAsync(conversation.Id)).AssignedTo);
    }

    [Fact]
    public async Task Who_is_given_back_keeps_the_time_of_their_arrival_and_is_told()
    {
        var waiting = await WaitingAsync();
        await SendAllAsync(waiting.Id);
        Pass(TimeSpan.FromMinutes(7));
        await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        Pass(TimeSpan.FromMinutes(7));
        await Node.Move.GiveBackAsync(waiting.Id, ConversationsNode.Aoi, 1, "vanished");
        var now = await FindAsync(waiting.Id);
        Assert.Equal((Stage.Waiting, waiting.ArrivedAt, true, (string?)null), (now.Stage, now.ArrivedAt, now.Returned, now.AssignedTo));
        await SendAllAsync(waiting.Id);
        Assert.Equal(Node.Get<PersonTexts>().Text("ja", "returned"), Node.Line.Texts[^1][0]);
    }

    [Fact]
    public async Task After_the_end_the_next_word_opens_a_new_conversation()
    {
        var first = await TalkingAsync();
        Assert.NotNull(await CloseAsync(first.Id));
        Assert.Null(await CloseAsync(first.Id));
        Assert.Null((await FindAsync(first.Id)).DueAt);
        Pass(TimeSpan.FromMinutes(1));
        var second = await WaitingAsync();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(first.ContactId, second.ContactId);
        AssertGapless(await EntriesAsync(second.Id));
        Assert.Equal(2, await CountAsync("SELECT COUNT(*) FROM conversation"));
    }

    [Fact]
    public async Task A_word_that_meets_the_end_is_kept_in_one_of_the_two_conversations()
    {
        for (var round = 0; round < 5; round++)
        {
            var conversation = await TalkingAsync($"U{round}");
            Pass(TimeSpan.FromSeconds(1));
            var (person, text) = ($"U{round}", $"最後の一言 {round}");
            await Task.WhenAll(
                Task.Run(() => Nodes[^1].Receive.ReceiveAsync(From(person, text))),
                Task.Run(() => CloseAsync(conversation.Id)));
            var newest = (await OfAsync(person))!;
            var entries = await EntriesAsync(conversation.Id);
            if (newest.Id != conversation.Id) entries = [.. entries, .. await EntriesAsync(newest.Id)];
            Assert.Single(entries, entry => entry.Body.Text == text);
        }
    }

    [Fact]
    public async Task Who_leaves_is_out_of_the_queue_at_once()
    {
        var waiting = await WaitingAsync();
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Leave)));
        var now = await FindAsync(waiting.Id);
        Assert.Equal((Stage.Closed, "left"), (now.Stage, now.Outcome));
        Assert.Empty(await Node.Records.ReadAsync(session => QueueRows.WaitingAsync(session, ConversationsNode.Organisation, null, 1)));
        Assert.Null(await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1));
    }

    [Fact]
    public async Task Every_move_is_told_once_it_is_committed_and_stands_in_the_trail()
    {
        List<string> told = [];
        Node.Get<IFeed>().Subscribe<ConversationMoved>(moved => told.Add(moved.Reason));
        var conversation = await TalkingAsync();
        await Node.Move.GiveBackAsync(conversation.Id, ConversationsNode.Aoi, 1, "vanished");
        await Node.Move.TakeAsync(conversation.Id, ConversationsNode.Minato, "みなと", fence: 2);
        await CloseAsync(conversation.Id);
        Assert.Equal(["joined", "taken", "returned", "taken", "closed"], told);
        Assert.Equal(["conversation.taken", "conversation.returned", "conversation.taken", "conversation.closed"], await ActionsAsync(conversation.Id));
        Assert.Null(await Node.Records.ReadAsync(session => AuditTrail.FirstBrokenLineAsync(session, ConversationsNode.Organisation)));
        Assert.Equal(
            ["waiting", "taken", "returned", "taken", "closed"],
            (await EntriesAsync(conversation.Id)).Where(entry => entry.Kind == EntryKinds.Stage).Select(entry => entry.Body.Stage!));
    }

    private Task<IReadOnlyList<string>> ActionsAsync(string subject) => Node.Records.ReadAsync(session =>
        session.QueryAsync<string>("SELECT action FROM audit WHERE subject = @subject ORDER BY number", new { subject }));
}
