using Gateway.Conversations;
using Gateway.PartnerGateways;
using Gateway.PartnerGateways.Stays;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>A clock is set while somebody stays at another gateway: nobody is cut off for it, nobody is left there, and nobody is with two.</summary>
public sealed class StaysByTheClockTests
{
    [Fact]
    public async Task A_clock_that_is_set_back_a_little_at_home_cuts_nobody_off()
    {
        var (home, partner) = Clocks();
        await using var houses = await StayHouses.OpenAsync(time: home, partnerTime: partner);
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "まえ");
        await houses.HearsAsync(phone, "まえ");
        home.SetBack(TimeSpan.FromSeconds(25));
        await phone.SayAsync("そのあと");
        await houses.PassInTouchAsync(3);
        // At once, and not when it is as late again as it was.
        await StayHouses.SoonAsync(async () => (await aki.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Text == "そのあと"), "heard there");
        await houses.PassInTouchAsync(40);
        Assert.Equal(("hoshi", Stage.Talking), ((await houses.OpenAtHomeAsync())!.Host, (await houses.OpenAtHomeAsync())!.Stage));
        await aki.SendAsync(talk.Id, "まだいます");
        await houses.HearsAsync(phone, "まだいます");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_an_hour_at_home_leaves_nobody_there_for_an_hour()
    {
        var (home, partner) = Clocks();
        await using var houses = await StayHouses.OpenAsync(time: home, partnerTime: partner);
        await using var aki = await houses.DeskAsync();
        var (phone, _) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        // The partner refuses calls that were signed so long ago.
        home.SetBack(TimeSpan.FromHours(1));
        var (ended, back) = await EndsAsync(houses);
        Assert.InRange(ended, 25, 35);
        Assert.InRange(back, 85, 95);
        await houses.HearsAsync(phone, "もとの");
    }

    [Fact]
    public async Task A_clock_that_is_set_back_at_the_partner_lets_no_copy_live_longer()
    {
        var (home, partner) = Clocks();
        await using var houses = await StayHouses.OpenAsync(time: home, partnerTime: partner);
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "まえ");
        await houses.HearsAsync(phone, "まえ");
        partner.SetBack(TimeSpan.FromHours(1));
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        var (ended, back) = await EndsAsync(houses);
        Assert.InRange(ended, 25, 40);
        Assert.InRange(back, ended + 1, 95);
        await Assert.ThrowsAsync<HubRefusedException>(() => aki.SendAsync(talk.Id, "まだいます"));
    }

    [Fact]
    public async Task A_clock_that_is_set_ten_minutes_ahead_at_the_partner_ends_the_stay_there_first()
    {
        var (home, partner) = Clocks();
        await using var houses = await StayHouses.OpenAsync(time: home, partnerTime: partner);
        await using var aki = await houses.DeskAsync();
        var (phone, _) = await houses.TalkingAsync(aki);
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        partner.Advance(TimeSpan.FromMinutes(10));
        var (ended, back) = await EndsAsync(houses);
        Assert.InRange(ended, 1, 5);
        Assert.InRange(back, 85, 95);
        await houses.HearsAsync(phone, "もとの");
        // Nobody else is asked about a partner whose clock is so far away.
        var other = houses.Home.LinePhone();
        await other.SayAsync("だれかいますか");
        await houses.PassAsync(30);
        Assert.DoesNotContain(other.Received, item => item.Text.Contains("お願いしますか", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_waited_takes_no_time_from_a_copy_that_a_later_one_gave_it()
    {
        var (home, partner) = Clocks();
        await using var houses = await StayHouses.OpenAsync(time: home, partnerTime: partner);
        await using var aki = await houses.DeskAsync();
        await houses.TalkingAsync(aki);
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        var (hear, tsuki) = (houses.Partner.Services.GetRequiredService<HearHome>(), houses.Partner.Services.GetRequiredService<PartnerLinks>().Of("org1").Single().Partner);
        var id = await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT id FROM home_stay"));
        var early = partner.GetUtcNow().ToUnixTimeMilliseconds();
        partner.Advance(TimeSpan.FromSeconds(6));
        foreach (var receivedAt in new[] { early + 6000, early })
            await hear.TakeAsync(tsuki, new StayCall(id!, 0, 0), receivedAt, StayWords.LettersAtOnce, TestContext.Current.CancellationToken);
        Assert.Equal(early + 36_000, await houses.AtPartnerAsync(session => session.FindAsync<long>("SELECT lives_until FROM guest_copy")));
    }

    [Fact]
    public void A_lease_is_never_longer_than_a_lease_however_the_clock_was_set()
    {
        var copy = new GuestCopy("s", 1_000_000);
        Assert.Equal(30_500, copy.ByClock(500).LivesUntil);
        Assert.Equal(1_000_000, copy.ByClock(970_000).LivesUntil);
        Assert.Equal(GuestCopy.LinkLost, GuestCopy.Take(copy, new StayCall("s", 31_000, 0), 500).Copy.EndIfLate(31_000).Over);
    }

    private static (FakeTime Home, FakeTime Partner) Clocks()
    {
        var home = new FakeTime();
        return (home, new FakeTime(home.GetUtcNow()));
    }

    // After how many seconds the copy has ended, and after how many the person is home.
    private static async Task<(int Ended, int Home)> EndsAsync(StayHouses houses)
    {
        var (ended, home) = (0, 0);
        for (var second = 1; second <= 120 && home == 0; second++)
        {
            await houses.PassAsync(1);
            if (ended == 0 && await houses.AtPartnerAsync(session => session.AnyAsync("SELECT 1 FROM guest_copy WHERE over IS NOT NULL"))) ended = second;
            if (await houses.OpenAtHomeAsync() is { Host: null }) home = second;
        }

        return (ended, home);
    }
}
