using Gateway.Conversations;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>"Tell me at my turn" on LINE and by SMS: one push when it is so, nothing before, and an honest word where nothing can be pushed.</summary>
public sealed class TurnOnLineTests
{
    private static readonly PersonTexts s_texts = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Ask => s_texts.Text("ja", "choice.tellTurn");

    private static string Now(string minutes = "15") => s_texts.Text("ja", "turn.now", ("minutes", minutes));

    [Fact]
    public async Task A_tap_is_answered_for_nothing_and_one_push_says_that_it_is_their_turn()
    {
        await using var night = await TestGateway.StartAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal));
        Assert.Contains(girl.Received[^1].Taps, tap => tap.Label == Ask);
        await girl.TapAsync(Ask);
        var noted = await girl.ReceivesAsync(text => text == s_texts.Text("ja", "turn.noted"));
        Assert.Equal("reply", noted.Kind);
        Assert.DoesNotContain(noted.Taps, tap => tap.Label == Ask);

        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        var called = await girl.ReceivesAsync(text => text == Now());
        Assert.Equal("push", called.Kind);
        Assert.Single(girl.Received, item => item.Kind == "push");
        var stages = (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Kind == "stage").Select(entry => entry.Stage);
        Assert.Equal(["waiting", "turn_asked", "taken"], stages);
    }

    [Fact]
    public async Task Who_is_not_there_is_set_aside_and_comes_back_before_those_who_came_later()
    {
        await using var night = await TestGateway.StartAsync(null, null, null, ("Gateway:Conversations:AnswerMinutes", "3"));
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal));
        await girl.SayAsync("知らせて");
        await girl.ReceivesAsync(text => text == s_texts.Text("ja", "turn.noted"));
        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        await girl.ReceivesAsync(text => text == Now("3"));
        var refused = await Assert.ThrowsAsync<HubRefusedException>(() => aoi.SetAsideAsync(talk.Id));
        Assert.StartsWith("aside.not_now", refused.Message, StringComparison.Ordinal);

        var boy = night.LinePhone();
        await boy.SayAsync("だれかいますか");
        await night.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET aside_from = 1 WHERE aside_from IS NOT NULL"), Stop);
        await aoi.SetAsideAsync(talk.Id);
        var left = await aoi.WaitForAsync(message => message.Target == "ConversationLeft");
        Assert.Equal("returned", left.Arguments[1].GetString());
        var pushed = girl.Received.Count;

        // Only the boy is there to be taken.
        var next = await night.TakenByAsync(aoi);
        Assert.NotEqual(talk.Id, next.Id);
        await aoi.CloseAsync(next.Id);
        Assert.Null(await aoi.TakeNextAsync());
        Assert.Equal(pushed, girl.Received.Count);

        var late = night.LinePhone();
        await late.SayAsync("はじめまして");
        await girl.SayAsync("いま、いいですか");
        var back = await girl.ReceivesAsync(text => text == s_texts.Text("ja", "turn.back"));
        Assert.Equal("reply", back.Kind);
        Assert.Equal(talk.Id, (await night.TakenByAsync(aoi)).Id);
    }

    [Fact]
    public async Task Where_the_months_number_is_used_up_nothing_is_promised()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { LineMonthlyQuota = 0, SmsNumbers = 1 });
        await night.EventuallyAsync(async () => !await MayPushAsync(night), "known to be used up");
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal));
        await girl.TapAsync(Ask);
        await girl.ReceivesAsync(text => text == s_texts.Text("ja", "turn.cannot"));
        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        Assert.DoesNotContain(await aoi.EntriesAfterAsync(talk.Id, 0), entry => entry.Text == Now() || entry.Stage == "turn_asked");
    }

    [Fact]
    public async Task By_sms_a_word_does_the_same()
    {
        await using var night = await TestGateway.StartAsync();
        var phone = night.SmsPhone();
        await phone.SayAsync("聞いてほしいです");
        await phone.SayAsync("順番");
        await night.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text.Contains(s_texts.Text("ja", "turn.word"), StringComparison.Ordinal))), "the word is named");
        await phone.SayAsync("知らせて");
        await night.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text == s_texts.Text("ja", "turn.noted"))), "noted");
        await using var aoi = await night.ConsoleAsync();
        await night.TakenByAsync(aoi);
        await night.EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text == Now())), "told");
    }

    private static Task<bool> MayPushAsync(TestGateway night) => Task.FromResult(
        ((IEnumerable<Gateway.Conversations.Outbox.IChannelSender>)night.Services.GetService(typeof(IEnumerable<Gateway.Conversations.Outbox.IChannelSender>))!)
        .Single(sender => sender.Channel == "line").MayPush($"line/{night.Setup.Line[0].Account}"));
}
