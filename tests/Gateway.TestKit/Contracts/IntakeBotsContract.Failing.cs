using Gateway.Conversations;
using Gateway.Intake.Bots;
using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class IntakeBotsContract
{
    [Fact]
    public async Task A_turn_that_a_dying_node_left_is_asked_again_under_its_number_and_answered_once()
    {
        var talk = await WriteAsync("こんばんは");
        var dying = new TaskCompletionSource<BotAnswer>();
        Bot.ThenRun((_, _) => dying.Task);
        Bot.ThenSay("ようこそ");
        var left = Node.Get<CarryOutTurn>().NextAsync(talk.Id, CancellationToken.None);
        await UntilAsync(() => Bot.Turns.Count == 1);
        await TurnAllAsync(talk.Id, Nodes[^1]);
        Assert.Single(Bot.Turns);
        // The limit of the call lies within the lease: without moving the clock by both nothing may happen.
        await Node.Records.WriteAsync(session => session.ExecuteAsync("UPDATE bot_turn SET lease_until = @Now", new { Now = Gateway.Primitives.Utc.NowMs(Time) }));
        await TurnAllAsync(talk.Id, Nodes[^1]);
        Assert.Equal([1L, 1L], Bot.Turns.Select(turn => turn.Number));
        // The dead one speaks after all.
        dying.SetResult(new BotAnswer { Messages = [new BotMessage("ようこそ(遅い)")] });
        await left;
        Assert.Equal("ようこそ", (await SaidAsync(talk.Id))[^1]);
        Assert.Single(await SaidAsync(talk.Id), said => said.StartsWith("ようこそ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bot_that_is_away_is_asked_again_and_then_left_alone()
    {
        var talk = await WriteAsync("こんばんは");
        for (var i = 0; i < NextTurn.MostAttempts; i++) Bot.ThenAway(again: true);
        for (var i = 0; i < 2 * NextTurn.MostAttempts; i++)
        {
            await TurnAllAsync(talk.Id);
            Time.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(NextTurn.MostAttempts, Bot.Turns.Count);
        await WriteAsync("だれかいますか");
        await TurnAllAsync(talk.Id);
        Assert.Equal(NextTurn.MostAttempts, Bot.Turns.Count);
        Assert.Equal(Stage.Waiting, (await OfAsync("U1"))!.Stage);
    }

    [Fact]
    public async Task An_answer_after_a_failure_is_used()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.ThenAway(again: true);
        Bot.ThenSay("ようこそ");
        await TurnAllAsync(talk.Id);
        Time.Advance(TimeSpan.FromSeconds(1));
        await TurnAllAsync(talk.Id);
        Assert.Equal("ようこそ", (await SaidAsync(talk.Id))[^1]);
    }

    [Fact]
    public async Task A_slow_bot_is_not_waited_for_and_its_late_word_is_dropped()
    {
        var talk = await WriteAsync("こんばんは");
        var slow = new TaskCompletionSource<BotAnswer>();
        Bot.ThenRun((_, _) => slow.Task);
        var turn = TurnAllAsync(talk.Id);
        await UntilAsync(() => Bot.Turns.Count == 1);
        Time.Advance(TimeSpan.FromSeconds(new BotSettings().TurnSeconds));
        await turn;
        slow.SetResult(new BotAnswer { Messages = [new BotMessage("遅い")] });
        Assert.DoesNotContain("遅い", await SaidAsync(talk.Id));
        await WriteAsync("もしもし");
        await TurnAllAsync(talk.Id);
        Assert.Single(Bot.Turns);
    }

    [Fact]
    public async Task What_the_bot_of_one_member_answers_too_late_is_not_said_by_that_of_the_next()
    {
        var talk = await WriteAsync("こんばんは");
        var (before, now) = (new TaskCompletionSource<BotAnswer>(), new TaskCompletionSource<BotAnswer>());
        Bot.ThenRun((_, _) => before.Task);
        Bot.ThenRun((_, _) => now.Task);
        var left = Node.Get<CarryOutTurn>().NextAsync(talk.Id, CancellationToken.None);
        await UntilAsync(() => Bot.Turns.Count == 1);
        var word = (await EntriesAsync(talk.Id)).First(entry => entry is { Author: Authors.Person, Kind: EntryKinds.Message });
        await Node.Records.WriteAsync(async session =>
        {
            await Node.Get<TellBot>().BeginAnewAsync(session, (await ConversationRows.LockAsync(session, talk.Id))!, word, null);
        });
        var begun = Nodes[^1].Get<CarryOutTurn>().NextAsync(talk.Id, CancellationToken.None);
        await UntilAsync(() => Bot.Turns.Count == 2);

        before.SetResult(new BotAnswer { Messages = [new BotMessage("前の窓口です")] });
        await left;
        now.SetResult(new BotAnswer { Messages = [new BotMessage("次の窓口です")] });
        await begun;
        Assert.Equal(["次の窓口です"], (await SaidAsync(talk.Id)).Where(said => said.EndsWith("窓口です", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_bot_with_a_fault_hurts_nobody()
    {
        var talk = await WriteAsync("こんばんは");
        Bot.ThenRun((turn, _) => throw new InvalidOperationException(turn.Said!.Value.Value));
        await TurnAllAsync(talk.Id);
        Assert.Single(Bot.Turns);
        Assert.All(Node.Errors, line => Assert.DoesNotContain("こんばんは", line, StringComparison.Ordinal));
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 2000 && !isSo(); i++) await Task.Delay(5);
        Assert.True(isSo());
    }
}
