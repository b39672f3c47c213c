using System.Net;
using Gateway.Conversations;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>However a stay at another gateway ends, the person is home or it is over, is told so, and nothing of them stays there.</summary>
public sealed class StaysEndTests
{
    [Fact]
    public async Task The_partners_counsellor_sends_them_home_with_a_note_that_home_reads()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        await using var mio = await houses.Home.ConsoleAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        var refusal = await Assert.ThrowsAsync<HubRefusedException>(() => aki.AskHandoffAsync(talk.Id, new Dictionary<string, string> { ["words"] = "役所に行きたい" }));
        Assert.Equal("guest.other_gateway", refusal.Code);
        await aki.SendHomeAsync(talk.Id, new Dictionary<string, string> { ["talked"] = "ねむれないこと" });
        await aki.WaitForAsync(message => message.Target == "ConversationLeft");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting }, "home again");
        HubConversation? again = null;
        await houses.EventuallyAsync(async () => (again = await mio.TakeNextAsync()) is not null, "taken at home");
        Assert.Contains(await mio.EntriesAfterAsync(again!.Id, 0), entry => entry is { Kind: "note", Stage: "summary" } && entry.Facts?["talked"] == "ねむれないこと");
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("ねむれないこと", StringComparison.Ordinal));
        await ErasedAsync(houses);
    }

    [Fact]
    public async Task A_partner_that_accepts_and_vanishes_keeps_nobody_and_says_nothing_after_home_has_them()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        // By its own clock the copy ends first.
        await houses.PassAsync(32);
        Assert.Equal("hoshi", (await houses.OpenAtHomeAsync())!.Host);
        Assert.Equal("guest_link_lost", (await aki.WaitForAsync(message => message.Target == "ConversationLeft")).Arguments[1].GetString());
        await Assert.ThrowsAsync<HubRefusedException>(() => aki.SendAsync(talk.Id, "まだいます"));
        await houses.PassAsync(62);
        await houses.HearsAsync(phone, "もとの");
        Assert.Equal("link", await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT why FROM guest_stay")));
        Assert.Null((await houses.OpenAtHomeAsync())!.Host);
        await houses.PassAsync(100);
        Assert.True(await houses.AtPartnerAsync(session => session.AnyAsync("SELECT 1 FROM guest_copy WHERE erased = 1")));
        Assert.True((await houses.AtPartnerAsync(session => ConversationRows.FindAsync(session, talk.Id)))!.IsErased);
        // Back again it learns that it is over, and begins nothing.
        houses.Both.Way.Next = _ => WayFault.None;
        await houses.PassAsync(5);
        Assert.Equal((1, 0), await houses.QueuesAsync());
    }

    [Fact]
    public async Task An_alarm_that_is_heard_after_the_link_broke_and_they_came_home_rings_all_the_same()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (_, talk) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        await aki.InvokeAsync<System.Text.Json.JsonElement>("RaiseAlarm", talk.Id, "");
        await houses.PassAsync(95);
        Assert.True(await houses.OpenAtHomeAsync() is { Host: null, Emergency: false });
        houses.Both.Way.Next = _ => WayFault.None;
        await houses.PassAsync(40);
        Assert.True((await houses.OpenAtHomeAsync())!.Emergency);
    }

    [Fact]
    public async Task Whoever_ends_it_themselves_is_gone_from_the_partners_screen_and_a_copy_of_an_old_call_begins_nothing()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        TestCall? first = null;
        houses.Both.Way.Next = request =>
        {
            if (houses.Both.Way.Last is { } last && first is null && System.Text.Encoding.UTF8.GetString(last.Body).Contains("\"offer\"", StringComparison.Ordinal)) first = last;
            return WayFault.None;
        };
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        await phone.SayAsync("お話を終わりにする");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "over at home");
        await ErasedAsync(houses);
        Assert.Equal("guest_ended", (await aki.WaitForAsync(message => message.Target == "ConversationLeft")).Arguments[1].GetString());
        Assert.NotNull(first);
        using var replayed = await houses.Both.Way.DeliverAsync(first, TestContext.Current.CancellationToken);
        Assert.True(replayed.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.Unauthorized);
        await houses.PassAsync(3);
        Assert.Equal((0, 0), await houses.QueuesAsync());
    }

    [Fact]
    public async Task An_alarm_that_the_partners_counsellor_raises_rings_at_home_once()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (_, talk) = await houses.TalkingAsync(aki);
        await aki.InvokeAsync<System.Text.Json.JsonElement>("RaiseAlarm", talk.Id, "");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings at home");
        await houses.PassAsync(5);
        Assert.Equal(1L, await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM emergency")));
        Assert.Equal(0L, await houses.AtPartnerAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM emergency")));
    }

    [Fact]
    public async Task With_clocks_apart_they_talk_and_the_copy_still_ends_before_the_person_is_home()
    {
        var time = new FakeTime();
        await using var houses = await StayHouses.OpenAsync(time: time, partnerTime: new FakeTime(time.GetUtcNow() + TimeSpan.FromSeconds(20)));
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.AnswerLost : WayFault.None;
        var (ended, home) = (0, 0);
        for (var second = 1; second <= 100 && home == 0; second++)
        {
            await houses.PassAsync(1);
            if (ended == 0 && await houses.AtPartnerAsync(session => session.AnyAsync("SELECT 1 FROM guest_copy WHERE over IS NOT NULL"))) ended = second;
            if (await houses.OpenAtHomeAsync() is { Host: null }) home = second;
        }

        // Thirty seconds, and for as long as a call was on its way: on a busy machine that is a while by clocks that run as fast as these.
        Assert.InRange(ended, 25, home - 1);
        Assert.InRange(home, 85, 95);
    }

    [Fact]
    public async Task Nobody_is_taken_by_another_agreement_or_beyond_the_number_that_was_said()
    {
        await using var houses = await StayHouses.OpenAsync();
        // At home they know of another agreement than the one that the partner signed.
        await houses.HomeRecords.WriteAsync(session => session.ExecuteAsync("UPDATE consortium_agreement SET hash = 'f' || substr(hash, 2)"), TestContext.Current.CancellationToken);
        await using var aki = await houses.DeskAsync();
        var phone = houses.Home.LinePhone();
        await phone.SayAsync("だれかいますか");
        await houses.PassAsync(30);
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
        Assert.Equal(3L, await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT standing FROM consortium_member WHERE organisation = 'hoshi'")));
    }

    private static Task ErasedAsync(StayHouses houses) =>
        houses.EventuallyAsync(async () => await houses.AtPartnerAsync(session => session.AnyAsync("SELECT 1 FROM guest_copy g JOIN conversation v ON v.id = g.conversation_id WHERE g.erased = 1 AND NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = v.id)")), "erased at the partner");
}
