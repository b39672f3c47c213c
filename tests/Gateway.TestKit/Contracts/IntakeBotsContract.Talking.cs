using Gateway.Conversations;
using Gateway.Intake.Bots;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class IntakeBotsContract
{
    [Fact]
    public async Task Whoever_writes_is_in_the_queue_and_greeted_before_the_bot_is_asked()
    {
        var talk = await WriteAsync("話をきいてほしい");
        Assert.Equal(Stage.Waiting, talk.Stage);
        Assert.NotEmpty(await SaidAsync(talk.Id));
        Assert.Empty(Bot.Turns);
        Bot.ThenSay("どなたのことですか?", "自分", "家族");
        await TurnAllAsync(talk.Id);
        var turn = Assert.Single(Bot.Turns);
        Assert.Equal((BotTurnKind.Started, "話をきいてほしい", 1, null), (turn.What, turn.Said?.Value, turn.Number, turn.State?.Value));
        Assert.DoesNotContain(talk.Id, turn.Talk, StringComparison.Ordinal);
        Assert.Matches("^[0-9a-f]{32}$", turn.Talk);
        var asked = (await EntriesAsync(talk.Id))[^1];
        Assert.Equal(("どなたのことですか?", "自分,家族", Choices.WhileWaiting()), (asked.Body.Text, string.Join(',', asked.Body.Options!), asked.Body.Choice));
        Assert.Equal(Deliveries.Pending, asked.Delivery);
    }

    [Theory]
    [InlineData("家族", "c2")]
    [InlineData("2", "c2")]
    [InlineData("1番", "c1")]
    [InlineData("どちらでもない", null)]
    public async Task A_tap_a_number_or_the_words_are_the_choice(string said, string? chosen)
    {
        var talk = await WriteAsync("こんばんは");
        Bot.ThenSay("どなたのことですか?", "自分", "家族");
        await TurnAllAsync(talk.Id);
        await WriteAsync(said);
        await TurnAllAsync(talk.Id);
        Assert.Equal((BotTurnKind.Said, said, chosen), (Bot.Turns.Last().What, Bot.Turns.Last().Said?.Value, Bot.Turns.Last().Chosen));
    }

    [Fact]
    public async Task Turns_come_in_order_and_the_bot_gets_its_state_back()
    {
        var talk = await WriteAsync("ひとつ");
        await WriteAsync("ふたつ");
        await WriteAsync("みっつ");
        Bot.Then(new BotAnswer { State = "{\"n\":1}" });
        Bot.Then(new BotAnswer());
        await TurnAllAsync(talk.Id, Nodes[^1]);
        Assert.Equal(["ひとつ", "ふたつ", "みっつ"], Bot.Heard);
        Assert.Equal([null, "{\"n\":1}", "{\"n\":1}"], Bot.Turns.Select(turn => turn.State?.Value));
        Assert.Equal(0, await TurnsLeftAsync());
    }

    [Fact]
    public async Task What_the_person_told_is_an_entry_that_counsellors_see()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.Then(new BotAnswer { Facts = new Dictionary<string, string> { ["who"] = "self", ["age"] = "20-29" }, Summary = "仕事のこと" });
        await TurnAllAsync(talk.Id);
        var facts = (await EntriesAsync(talk.Id))[^1];
        Assert.Equal((EntryKinds.Facts, Authors.Bot), (facts.Kind, facts.Author));
        Assert.Equal(("self", "20-29", "仕事のこと"), (facts.Body.Facts!["who"], facts.Body.Facts["age"], facts.Body.Facts["summary"]));
        Assert.Null(facts.Delivery);
    }

    [Fact]
    public async Task A_counsellor_ends_the_questions_and_the_bot_hears_of_it_once()
    {
        var talk = await WriteAsync("こんばんは");
        await TurnAllAsync(talk.Id);
        await WriteAsync("もうひとつ");
        await Node.Move.TakeAsync(talk.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        await Node.Get<CarryOutTurn>().MindAsync(talk.Id, CancellationToken.None);
        await Node.Get<CarryOutTurn>().MindAsync(talk.Id, CancellationToken.None);
        Bot.ThenSay("お名前は?");
        await TurnAllAsync(talk.Id);
        Assert.Equal([BotTurnKind.Started, BotTurnKind.Taken], Bot.Turns.Select(turn => turn.What));
        Assert.DoesNotContain("お名前は?", await SaidAsync(talk.Id));
        await WriteAsync("相談員さんへ");
        Assert.Equal(0, await TurnsLeftAsync());
        await Node.Move.CloseAsync(talk.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        await Node.Get<CarryOutTurn>().MindAsync(talk.Id, CancellationToken.None);
        await TurnAllAsync(talk.Id);
        Assert.Equal(BotTurnKind.Closed, Bot.Turns.Last().What);
    }

    [Fact]
    public async Task What_comes_while_a_counsellor_takes_them_is_not_said_beside_the_counsellor()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.ThenRun(async (_, stop) =>
        {
            await Node.Move.TakeAsync(talk.Id, ConversationsNode.Aoi, "あおい", fence: 1, stop);
            return new BotAnswer { Messages = [new BotMessage("年齢は?")] };
        });
        await TurnAllAsync(talk.Id);
        Assert.DoesNotContain("年齢は?", await SaidAsync(talk.Id));
    }

    [Fact]
    public async Task A_bot_that_has_handed_over_hears_no_further_word()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.Then(new BotAnswer { HandOff = true });
        await TurnAllAsync(talk.Id);
        await WriteAsync("まだですか");
        await TurnAllAsync(talk.Id);
        Assert.Single(Bot.Turns);
        Assert.Equal(Stage.Waiting, (await OfAsync("U1"))!.Stage);
    }

    [Fact]
    public async Task A_word_that_was_taken_back_is_not_told()
    {
        var talk = await WriteAsync("こんばんは");
        await TurnAllAsync(talk.Id);
        await WriteAsync("秘密");
        await Node.Receive.ReceiveAsync(From("", kind: Intake.InboundKind.Withdrawal) with { MessageId = $"m-{_event - 1}" });
        await TurnAllAsync(talk.Id);
        Assert.Equal(["こんばんは"], Bot.Heard);
    }

    [Fact]
    public async Task Erasing_leaves_nothing_of_the_bots_talk()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.Then(new BotAnswer { State = "secret" });
        await TurnAllAsync(talk.Id);
        await WriteAsync("もうひとつ");
        await Node.Get<EraseWords>().ConversationAsync(talk.Id, "asked");
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT (SELECT COUNT(*) FROM bot_talk) + (SELECT COUNT(*) FROM bot_turn)")));
        await TurnAllAsync(talk.Id);
        Assert.Single(Bot.Turns);
    }

    [Fact]
    public async Task Nobody_in_danger_is_asked_anything()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.ThenSay("年齢は?");
        await Node.Records.WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET grade = 4 WHERE id = @Id", new { talk.Id }));
        await TurnAllAsync(talk.Id);
        await WriteAsync("いま橋の上です");
        await TurnAllAsync(talk.Id);
        Assert.Empty(Bot.Turns);
        Assert.Equal(0, await TurnsLeftAsync());
    }
}
