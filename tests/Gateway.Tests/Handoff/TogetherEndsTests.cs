using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Together;
using Gateway.Records;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Every way out of a talk of three: whoever may not be there any more reads and says nothing from that moment on.</summary>
public sealed class TogetherEndsTests
{
    [Fact]
    public async Task Taking_the_consent_back_takes_the_worker_out_in_the_same_transaction()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        await three.World.Gateway.Services.GetRequiredService<AnswerConsent>().WithdrawAsync(three.ContactId, three.Referral.ConsentId, three.World.Cancel);
        Assert.Null((await three.TalkAsync()).SeatId);
        Assert.Equal((SeatState.Over, "stop"), ((await three.SeatAsync()).State, (await three.SeatAsync()).Why));
        Assert.Null(await three.ReadAsync());
        var numbers = (await three.EntriesAsync()).Select(entry => entry.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers.Select(number => (int)number));
    }

    [Fact]
    public async Task The_counsellor_who_stops_the_hand_off_or_has_the_worker_leave_ends_it()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        Assert.True(await three.Invite.EndAsync(three.World.Counsellor, (await three.SeatAsync()).Id, three.World.Cancel));
        Assert.Null(await three.ReadAsync());
        Assert.Equal(InviteOutcome.Done, await three.AskAsync());
        await three.World.Gateway.Services.GetRequiredService<GuideReferral>().StopAsync(three.World.Counsellor, three.Referral.Id, three.World.Cancel);
        Assert.Equal("stop", (await three.SeatAsync()).Why);
        Assert.Equal(InviteOutcome.NotAccepted, await three.AskAsync());
    }

    [Fact]
    public async Task A_body_that_is_taken_out_of_the_directory_reads_nothing_from_then_on()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        var services = three.World.Gateway.Services;
        await services.GetRequiredService<ApproveBody>().DisableAsync(three.World.Counsellor, three.Referral.Body, "移転", three.World.Cancel);
        Assert.Null(await three.ReadAsync());
        await RoundAsync(three);
        Assert.Equal("bar", (await three.SeatAsync()).Why);
        Assert.Null((await three.TalkAsync()).SeatId);
    }

    [Fact]
    public async Task A_desk_that_closes_takes_its_worker_with_it()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        using (await three.Desk.PostAsync("/desk/leave", null, three.World.Cancel)) { }
        Assert.Null(await three.ReadAsync());
        await RoundAsync(three);
        Assert.Equal("lose", (await three.SeatAsync()).Why);
    }

    [Fact]
    public async Task A_worker_whose_page_is_silent_is_told_to_the_counsellor_and_a_desk_closes_by_itself_unless_they_speak()
    {
        var time = new FakeTime();
        await using var three = await TalkOfThree.TogetherAsync(time, ("Gateway:Desk:SessionMinutes", "10"));
        Jump(time, 8);
        await RoundAsync(three);
        Assert.Equal("away", (await three.StepsAsync())[^1]);
        await three.SpeakAsync("まだいます");
        Assert.NotNull(await three.ReadAsync());
        Assert.Equal("back", (await three.StepsAsync())[^1]);
        Jump(time, 8);
        Assert.NotNull(await three.ReadAsync());
        Jump(time, 3);
        Assert.Null(await three.ReadAsync());
        await RoundAsync(three);
        Assert.Equal("lose", (await three.SeatAsync()).Why);
    }

    [Fact]
    public async Task A_question_that_nobody_answers_and_a_yes_to_which_nobody_comes_lapse()
    {
        var time = new FakeTime();
        await using var three = await TalkOfThree.AcceptedAsync(time, ("Gateway:Conversations:TalkingSilenceMinutes", "1440"), ("Gateway:Desk:SessionMinutes", "480"));
        await three.AskAsync();
        var code = (await three.SeatAsync()).Code;
        Jump(time, 121);
        await three.SayAsync($"{code} はい");
        Assert.NotEqual(SeatState.Agreed, (await three.SeatAsync()).State);
        await RoundAsync(three);
        Assert.Equal("lapse", (await three.SeatAsync()).Why);
    }

    [Fact]
    public async Task Beside_a_partner_s_counsellor_nobody_sits_by_an_older_question()
    {
        await using var three = await TalkOfThree.AcceptedAsync();
        await three.AskAsync();
        await three.World.Gateway.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET host = organisation"), three.World.Cancel);
        await three.SayAsync($"{(await three.SeatAsync()).Code} はい");
        Assert.NotEqual(SeatState.Agreed, (await three.SeatAsync()).State);
        await RoundAsync(three);
        Assert.Equal("lapse", (await three.SeatAsync()).Why);
    }

    [Fact]
    public async Task When_the_talk_ends_the_worker_is_out_and_when_the_counsellor_is_lost_they_may_stay()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        var move = three.World.Gateway.Services.GetRequiredService<MoveConversation>();
        Assert.NotNull(await move.GiveBackAsync(three.TalkId, three.World.Counsellor.Id, 1, "vanished", three.World.Cancel));
        Assert.NotNull(await three.ReadAsync());
        Assert.Equal(System.Net.HttpStatusCode.OK, await three.SpeakAsync("わたしはいます"));
        await move.CloseAsync(three.TalkId, _ => true, new Ending("ended_by_person", "left", "person"), three.World.Cancel);
        Assert.Null((await three.TalkAsync()).SeatId);
        await RoundAsync(three);
        Assert.DoesNotContain(await three.World.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<long>("SELECT state FROM seat"), three.World.Cancel), state => state < 4);
    }

    [Fact]
    public async Task The_worker_leaves_and_the_triage_heard_every_word_meanwhile()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        await three.SayAsync("いま薬をたくさん飲んだ。もう死ぬ");
        Assert.Equal((Grade.Urgent, true), ((await three.TalkAsync()).Grade, (await three.TalkAsync()).Emergency));
        // What the counsellor and the person are told of it is not for the worker.
        Assert.DoesNotContain("119", await three.ReadAsync(), StringComparison.Ordinal);
        using (await DeskWorld.PostAsync(three.Desk, $"/desk/talks/{(await three.SeatAsync()).Id}/leave")) { }
        Assert.Equal("leave", (await three.SeatAsync()).Why);
        Assert.Null(await three.ReadAsync());
    }

    [Fact]
    public void Every_state_has_a_way_out_and_over_is_over()
    {
        foreach (var state in Enum.GetValues<SeatState>())
        {
            var ways = Enum.GetValues<SeatEvent>().Select(happens => SeatRules.Next(state, happens)).OfType<SeatState>().ToHashSet();
            if (state == SeatState.Over) Assert.Empty(ways);
            else Assert.Contains(SeatState.Over, ways);
            foreach (var end in new[] { SeatEvent.TakeBack, SeatEvent.Stop, SeatEvent.Bar, SeatEvent.End })
                Assert.Equal(state == SeatState.Over ? null : SeatState.Over, SeatRules.Next(state, end));
        }
    }

    private static void Jump(FakeTime time, int minutes) => time.Advance(TimeSpan.FromMinutes(minutes));

    private static Task RoundAsync(TalkOfThree three) =>
        three.World.Gateway.Services.GetServices<IHostedService>().OfType<SeatKeeper>().Single().RunOnceAsync(three.World.Cancel);
}
