using System.Net;
using Gateway.Conversations;
using Gateway.Emergencies;
using Gateway.Handoff.Together;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>引き継ぎ: the counsellor leaves, and the person goes on with the worker; never without a way back to the line.</summary>
public sealed class HandedTests
{
    [Fact]
    public async Task The_counsellor_leaves_the_two_go_on_and_the_worker_ends_it_with_a_goodbye()
    {
        await using var three = await HandedAsync();
        var talk = await three.TalkAsync();
        Assert.Equal((Stage.Handed, null), (talk.Stage, talk.AssignedTo));
        await three.Phone.ReceivesAsync(text => text.Contains("相談員は外れます", StringComparison.Ordinal));
        Assert.Equal(SpeakOutcome.NotYours, (await three.ReplyAsync("まだいます")).Outcome);
        await three.SayAsync("よろしくお願いします");
        Assert.Contains("よろしくお願いします", await three.ReadAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await three.SpeakAsync("月曜にお待ちしています"));
        // Whoever stands behind the counsellors sees that it goes on.
        var supervisor = three.World.Counsellor with { Role = "supervisor" };
        Assert.Equal(three.TalkId, Assert.Single(await three.Invite.AloneAsync(supervisor, three.World.Cancel)).Talk.Id);
        using (await DeskWorld.PostAsync(three.Desk, $"/desk/talks/{(await three.SeatAsync()).Id}/leave")) { }
        Assert.Equal((Stage.Closed, "talked"), ((await three.TalkAsync()).Stage, (await three.TalkAsync()).Outcome));
        Assert.Empty(await three.Invite.AloneAsync(supervisor, three.World.Cancel));
    }

    [Fact]
    public async Task One_word_of_the_person_brings_them_back_to_the_line_at_their_place()
    {
        await using var three = await HandedAsync();
        var arrived = (await three.TalkAsync()).ArrivedAt;
        await three.SayAsync($"{(await three.SeatAsync()).Code} いいえ");
        var talk = await three.TalkAsync();
        Assert.Equal((Stage.Waiting, arrived, true, null), (talk.Stage, talk.ArrivedAt, talk.Returned, talk.SeatId));
        await three.Phone.ReceivesAsync(text => text.Contains("相談員にもう一度つなぎます", StringComparison.Ordinal));
        Assert.Null(await three.ReadAsync());
        // The queue knows them again, and a counsellor takes them.
        await using var aoi = await three.World.Gateway.ConsoleAsync(three.World.PlaceOf(three.World.Counsellor));
        await aoi.SetAvailabilityAsync(available: true, capacity: 2);
        await three.World.Gateway.EventuallyAsync(async () => await aoi.TakeNextAsync() is { } taken && taken.Id == three.TalkId, "taken again");
    }

    [Fact]
    public async Task In_danger_the_alarm_rings_and_they_are_with_the_line_again_while_the_worker_stays()
    {
        await using var three = await HandedAsync();
        await three.SayAsync("いま薬をたくさん飲んだ。もう死ぬ");
        var talk = await three.TalkAsync();
        Assert.Equal((Stage.Waiting, Grade.Urgent, true), (talk.Stage, talk.Grade, talk.Emergency));
        Assert.NotNull(await three.ReadAsync());
        Assert.Equal(HttpStatusCode.OK, await three.SpeakAsync("ここにいます"));
    }

    [Fact]
    public async Task A_worker_who_is_gone_leaves_nobody_behind()
    {
        var time = new FakeTime();
        await using var three = await HandedAsync(time);
        time.Advance(TimeSpan.FromMinutes(11));
        await three.World.Gateway.Services.GetServices<IHostedService>().OfType<SeatKeeper>().Single().RunOnceAsync(three.World.Cancel);
        Assert.Equal((Stage.Waiting, "lose"), ((await three.TalkAsync()).Stage, (await three.SeatAsync()).Why));
    }

    [Fact]
    public async Task Nobody_is_left_with_a_worker_who_is_not_there_or_in_danger()
    {
        var time = new FakeTime();
        await using var three = await TalkOfThree.TogetherAsync(time);
        var seat = await three.SeatAsync();
        Assert.Equal(HandOverOutcome.NotYours, await three.Invite.HandOverAsync(three.World.Counsellor with { Id = "somebody-else" }, seat.Id, three.World.Cancel));
        time.Advance(TimeSpan.FromMinutes(3));
        await three.World.Gateway.Services.GetServices<IHostedService>().OfType<SeatKeeper>().Single().RunOnceAsync(three.World.Cancel);
        Assert.Equal(HandOverOutcome.NotNow, await three.Invite.HandOverAsync(three.World.Counsellor, seat.Id, three.World.Cancel));
        Assert.NotNull(await three.ReadAsync());
        await three.SayAsync("いま薬をたくさん飲んだ。もう死ぬ");
        Assert.Equal(HandOverOutcome.NotNow, await three.Invite.HandOverAsync(three.World.Counsellor, seat.Id, three.World.Cancel));
        Assert.Equal(Stage.Talking, (await three.TalkAsync()).Stage);
    }

    [Fact]
    public async Task Who_was_in_danger_is_not_left_with_a_worker_while_their_grade_is_urgent_though_the_alarm_is_over()
    {
        await using var three = await TalkOfThree.TogetherAsync();
        await three.SayAsync("いま薬をたくさん飲んだ。もう死ぬ");
        await EndEmergencyAsync(three);
        var talk = await three.TalkAsync();
        Assert.Equal((Grade.Urgent, false, Stage.Talking), (talk.Grade, talk.Emergency, talk.Stage));
        var seat = await three.SeatAsync();
        Assert.Equal(HandOverOutcome.NotNow, await three.Invite.HandOverAsync(three.World.Counsellor, seat.Id, three.World.Cancel));
        Assert.Equal((Stage.Talking, three.World.Counsellor.Id), ((await three.TalkAsync()).Stage, (await three.TalkAsync()).AssignedTo));
        // A supervisor has looked at it again: then they may.
        var regraded = await three.World.Gateway.Services.GetRequiredService<ChangeGrade>().SetAsync(SupervisorOf(three), three.TalkId, Grade.High, Redacted.Of("落ち着いた"), three.World.Cancel);
        Assert.Equal(GradeOutcome.Given, regraded);
        Assert.Equal(HandOverOutcome.Done, await three.Invite.HandOverAsync(three.World.Counsellor, seat.Id, three.World.Cancel));
    }

    // Two people agree that it is over.
    private static async Task EndEmergencyAsync(TalkOfThree three)
    {
        var (services, cancel) = (three.World.Gateway.Services, three.World.Cancel);
        var (records, close) = (services.GetRequiredService<IRecords>(), services.GetRequiredService<CloseEmergency>());
        var id = (await records.ReadAsync(session => EmergencyRows.OpenOfAsync(session, three.TalkId), cancel))!.Id;
        Assert.Equal(EmergencyOutcome.Done, await close.ProposeAsync(three.World.Counsellor, id, "safe", Redacted.Of(""), cancel));
        var proposal = (await records.ReadAsync(session => EmergencyRows.StepsAsync(session, [id]), cancel))[id].Max(step => step.Number);
        Assert.Equal(EmergencyOutcome.Done, await close.ConfirmAsync(SupervisorOf(three), id, proposal, cancel));
    }

    private static Staff SupervisorOf(TalkOfThree three) => three.World.Counsellor with { Id = "supervisor", Role = Roles.Supervisor };

    private static async Task<TalkOfThree> HandedAsync(FakeTime? time = null)
    {
        var three = await TalkOfThree.TogetherAsync(time);
        Assert.Equal(HandOverOutcome.Done, await three.Invite.HandOverAsync(three.World.Counsellor, (await three.SeatAsync()).Id, three.World.Cancel));
        return three;
    }
}
