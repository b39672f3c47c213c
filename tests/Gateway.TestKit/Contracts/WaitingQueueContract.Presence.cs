using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task A_vanished_counsellor_is_named_once_in_ten_seconds_until_the_person_is_given_back()
    {
        await WaitingAsync();
        var held = await HoldAsync("aki");
        Pass(44);
        Assert.Empty((await A.TickAsync(Organisation)).Vanished);
        Pass(1);
        var named = Assert.Single((await B.TickAsync(Organisation)).Vanished);
        Assert.Equal(new HeldPlace(held.Place, "aki", held.Fence), named);
        Pass(9);
        Assert.Empty((await A.TickAsync(Organisation)).Vanished);
        Pass(1);
        Assert.Equal(named, Assert.Single((await A.TickAsync(Organisation)).Vanished));

        await WaitingAsync();
        await A.GiveBackAsync(named.Place with { Returned = true }, named.Fence);
        Assert.Equal(held.Place with { Returned = true }, (await SeeAsync()).Waiting[0]);
        Pass(20);
        Assert.Empty((await A.TickAsync(Organisation)).Vanished);
    }

    [Fact]
    public async Task Signs_of_life_on_either_node_keep_a_counsellor_present()
    {
        await WaitingAsync();
        await HoldAsync("aki");
        for (var i = 0; i < 10; i++)
        {
            Pass(30);
            await (i % 2 == 0 ? A : B).HeartbeatAsync(Organisation, ["aki", "bun"]);
            Assert.Empty((await A.TickAsync(Organisation)).Vanished);
        }

        Assert.All((await SeeAsync()).Staff, s => Assert.True(s.Present));
    }

    [Fact]
    public async Task Who_comes_back_before_the_person_is_given_back_keeps_them()
    {
        await WaitingAsync();
        await HoldAsync("aki");
        Pass(45);
        Assert.Single((await A.TickAsync(Organisation)).Vanished);
        await AliveAsync("aki");
        Pass(30);
        await AliveAsync("aki");
        Assert.Empty((await A.TickAsync(Organisation)).Vanished);
        Assert.Single((await SeeAsync()).Held);
        Pass(45);
        Assert.Single((await B.TickAsync(Organisation)).Vanished);
    }

    [Fact]
    public async Task Signing_out_ends_presence_and_availability_at_once()
    {
        await WaitingAsync();
        await HoldAsync("aki");
        await WaitingAsync();
        var offer = await RingingAsync("aki");
        await B.LeaveAsync(Organisation, "aki");
        Assert.False(Assert.Single((await SeeAsync()).Staff).Present);
        var tick = await A.TickAsync(Organisation);
        Assert.Equal("aki", Assert.Single(tick.Vanished).StaffId);
        Assert.Equal(new WithdrawnOffer(offer.OfferId, "aki", "declined"), Assert.Single(tick.Withdrawn));
        Assert.Empty(tick.Offers);

        await AliveAsync("aki");
        Assert.Empty((await A.TickAsync(Organisation)).Offers);
    }

    [Fact]
    public async Task Nobody_absent_is_asked_and_what_rang_for_them_rings_elsewhere()
    {
        var place = await WaitingAsync();
        await RingingAsync("aki");
        Pass(20);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1);
        await A.LeaveAsync(Organisation, "aki");
        var tick = await B.TickAsync(Organisation);
        Assert.Equal("declined", Assert.Single(tick.Withdrawn).Reason);
        Assert.Equal((place, "bun"), Assert.Single(tick.Offers) switch { var o => (o.Place, o.StaffId) });
    }

    [Fact]
    public async Task A_confirmation_that_comes_after_its_counsellor_vanished_is_named()
    {
        await WaitingAsync();
        var claim = Taken(await TakeAsync(A, "aki"));
        await A.LeaveAsync(Organisation, "aki");
        Assert.Empty((await A.TickAsync(Organisation)).Vanished);
        await A.ConfirmAsync(Organisation, claim.Place.ConversationId, "aki", claim.Fence);
        Assert.Equal(claim.Fence, Assert.Single((await B.TickAsync(Organisation)).Vanished).Fence);
    }

    [Fact]
    public async Task What_the_records_give_to_somebody_absent_is_named_at_once()
    {
        var place = Person();
        await A.HoldAsync(place, "aki", 5);
        Assert.Equal(new HeldPlace(place, "aki", 5), Assert.Single((await B.TickAsync(Organisation)).Vanished));
        await A.HoldAsync(place, "aki", 6);
        Assert.Equal(6, Assert.Single((await B.TickAsync(Organisation)).Vanished).Fence);
    }

    [Fact]
    public async Task Who_gives_somebody_back_is_not_rung_up_for_them_at_once()
    {
        await WaitingAsync();
        await A.SetAvailabilityAsync(Organisation, "aki", true, 2);
        var held = await HoldAsync("aki");
        var back = held.Place with { Returned = true };
        await B.GiveBackAsync(back, held.Fence);
        Assert.Empty((await A.TickAsync(Organisation)).Offers);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1);
        Assert.Equal((back, "bun"), Assert.Single((await A.TickAsync(Organisation)).Offers) switch { var o => (o.Place, o.StaffId) });
    }

    [Fact]
    public async Task Who_vanished_and_came_back_may_be_rung_up_for_the_same_person()
    {
        await WaitingAsync();
        await A.SetAvailabilityAsync(Organisation, "aki", true, 2);
        await HoldAsync("aki");
        Pass(45);
        var named = Assert.Single((await A.TickAsync(Organisation)).Vanished);
        await A.GiveBackAsync(named.Place with { Returned = true }, named.Fence);
        await AliveAsync("aki");
        Assert.Equal("aki", Assert.Single((await A.TickAsync(Organisation)).Offers).StaffId);
    }

    [Fact]
    public async Task Availability_outlives_a_bad_line_and_not_a_night()
    {
        await A.SetAvailabilityAsync(Organisation, "aki", true, 4);
        Pass(300);
        await A.TickAsync(Organisation);
        Assert.Equal(new StaffOnShift("aki", true, 4, 0, false), Assert.Single((await SeeAsync()).Staff));
        await AliveAsync("aki");
        Assert.Equal(new StaffOnShift("aki", true, 4, 0, true), Assert.Single((await SeeAsync()).Staff));

        Pass(45);
        await A.TickAsync(Organisation);
        Pass(600);
        await B.TickAsync(Organisation);
        Assert.Empty((await SeeAsync()).Staff);
        await AliveAsync("aki");
        Assert.Equal(new StaffOnShift("aki", false, 1, 0, true), Assert.Single((await SeeAsync()).Staff));
    }
}
