using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Whoever_asked_for_it_is_told_once_that_it_is_their_turn()
    {
        var waiting = await AskedToBeToldAsync();
        Assert.Equal(("turn.noted", true), (await KeyAsync(waiting), waiting.TellTurn));
        var talk = (await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1))!;
        await SendAllAsync(waiting.Id);
        Assert.Equal(TurnText("turn.now"), Node.Line.Texts[^1][0]);
        Assert.Equal((false, talk.TakenAt + TimeSpan.FromMinutes(15).Ms()), (talk.TellTurn, talk.AsideFrom));

        // Nobody else is told, and neither are they when they are taken anew after a talk.
        var other = await WaitingAsync("U2");
        await SendAllAsync(other.Id);
        var before = Node.Line.Texts.Count;
        Assert.Null((await Node.Move.TakeAsync(other.Id, ConversationsNode.Minato, "みなと", fence: 2))!.AsideFrom);
        await SendAllAsync(other.Id);
        Assert.Equal(before, Node.Line.Texts.Count);
    }

    [Fact]
    public async Task Whoever_does_not_answer_is_set_aside_after_their_time_and_keeps_their_place()
    {
        var waiting = await AskedToBeToldAsync();
        await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        await SendAllAsync(waiting.Id);
        Assert.Equal(AsideOutcome.NotYours, await Node.Move.SetAsideAsync(waiting.Id, ConversationsNode.Minato));
        Assert.Equal(AsideOutcome.NotNow, await Node.Move.SetAsideAsync(waiting.Id, ConversationsNode.Aoi));
        Pass(TimeSpan.FromMinutes(15));
        Assert.Equal(AsideOutcome.Set, await Node.Move.SetAsideAsync(waiting.Id, ConversationsNode.Aoi));
        Assert.Equal(AsideOutcome.NotYours, await Node.Move.SetAsideAsync(waiting.Id, ConversationsNode.Aoi));

        // Nobody is offered them, nothing is sent.
        var aside = await FindAsync(waiting.Id);
        Assert.Equal((Stage.Waiting, waiting.ArrivedAt, true), (aside.Stage, aside.ArrivedAt, aside.AsideAt is not null));
        Assert.Empty(await Node.Records.ReadAsync(session => QueueRows.WaitingAsync(session, ConversationsNode.Organisation, null, 10)));
        Assert.Empty(await Node.Records.ReadAsync(session => QueueRows.FindAsync(session, ConversationsNode.Organisation, [waiting.Id])));
        var sent = Node.Line.Texts.Count;
        await SendAllAsync(waiting.Id);
        Assert.Equal(sent, Node.Line.Texts.Count);

        // A word, on whatever node, and they are at their place again.
        Assert.Equal(Received.Stored, await Nodes[^1].Receive.ReceiveAsync(From("U1", "すみません、いま見ました")));
        var back = await FindAsync(waiting.Id);
        Assert.Equal((Stage.Waiting, waiting.ArrivedAt, (long?)null, false), (back.Stage, back.ArrivedAt, back.AsideAt, back.TellTurn));
        Assert.Single(await Node.Records.ReadAsync(session => QueueRows.WaitingAsync(session, ConversationsNode.Organisation, null, 10)));
        await SendAllAsync(waiting.Id);
        Assert.Equal(TurnText("turn.back"), Node.Line.Texts[^1][0]);
    }

    [Fact]
    public async Task Whoever_has_written_or_shows_signs_of_danger_is_not_set_aside()
    {
        var waiting = await AskedToBeToldAsync();
        await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        Pass(TimeSpan.FromMinutes(20));
        await Node.Receive.ReceiveAsync(From("U1", "います"));
        Assert.Equal(AsideOutcome.NotNow, await Node.Move.SetAsideAsync(waiting.Id, ConversationsNode.Aoi));

        // The counsellor vanished before they could answer: they are told again when the next one comes.
        var other = await AskedToBeToldAsync("U2");
        await Node.Move.TakeAsync(other.Id, ConversationsNode.Aoi, "あおい", fence: 2);
        Assert.True((await Node.Move.GiveBackAsync(other.Id, ConversationsNode.Aoi, 2, "vanished"))!.TellTurn);

        var third = await AskedToBeToldAsync("U3", "ひとりでいるのが怖い。いま薬をたくさん飲みました");
        Assert.True(third.Grade >= Grade.High);
        await Node.Move.TakeAsync(third.Id, ConversationsNode.Aoi, "あおい", fence: 3);
        Pass(TimeSpan.FromMinutes(20));
        Assert.Equal(AsideOutcome.NotNow, await Node.Move.SetAsideAsync(third.Id, ConversationsNode.Aoi));
    }

    [Fact]
    public async Task A_tap_of_an_earlier_talk_promises_nothing()
    {
        var waiting = await WaitingAsync();
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.TellTurn) with { ConversationId = "01960000-0000-7000-8000-000000000000" }));
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("U9", null, InboundKind.TellTurn) with { ConversationId = waiting.Id }));
        Assert.False((await FindAsync(waiting.Id)).TellTurn);
        await Node.Receive.ReceiveAsync(From("U1", "知らせて。"));
        Assert.True((await FindAsync(waiting.Id)).TellTurn);
    }

    private async Task<Conversation> AskedToBeToldAsync(string person = "U1", string? further = null)
    {
        var waiting = await WaitingAsync(person);
        if (further is not null) await Node.Receive.ReceiveAsync(From(person, further));
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From(person, null, InboundKind.TellTurn) with { ConversationId = waiting.Id }));
        Pass(TimeSpan.FromSeconds(1));
        await SendAllAsync(waiting.Id);
        return await FindAsync(waiting.Id);
    }

    private async Task<string?> KeyAsync(Conversation conversation) =>
        (await EntriesAsync(conversation.Id)).Any(entry => entry.Body.Text == TurnText("turn.noted")) ? "turn.noted" : null;

    private string TurnText(string key) => Node.Get<PersonTexts>().Text("ja", key, ("minutes", "15"));
}
