using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task The_first_who_waits_rings_at_one_counsellor_for_thirty_seconds()
    {
        var first = await WaitingAsync();
        await WaitingAsync();
        var offer = await RingingAsync("aki");
        Assert.Equal(new Offer(offer.OfferId, first, "aki", Time.GetUtcNow().ToUnixTimeMilliseconds() + 30_000), offer);
        Assert.Empty((await A.TickAsync(Organisation)).Offers);
        Assert.Equal(offer, Assert.Single((await SeeAsync()).Offers));
        Assert.Equal(2, (await SeeAsync()).Waiting.Count);
    }

    [Fact]
    public async Task Accepting_claims_the_person()
    {
        var place = await WaitingAsync();
        var offer = await RingingAsync("aki");
        var claim = Taken(await AnswerAsync(B, offer, accept: true));
        Assert.Equal((place, "aki"), (claim.Place, claim.StaffId));
        await A.ConfirmAsync(Organisation, place.ConversationId, "aki", claim.Fence);
        Assert.Single((await SeeAsync()).Held);
    }

    [Fact]
    public async Task Declining_puts_the_person_back_and_does_not_ask_again_before_the_cool_down()
    {
        var first = await WaitingAsync();
        var second = await WaitingAsync();
        var offer = await RingingAsync("aki");
        Assert.Equal(TakeOutcome.Declined, (await AnswerAsync(B, offer, accept: false)).Outcome);
        Assert.Equal([first, second], (await SeeAsync()).Waiting);
        var next = Assert.Single((await A.TickAsync(Organisation)).Offers);
        Assert.Equal((second, "aki"), (next.Place, next.StaffId));
        await AnswerAsync(A, next, accept: false);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1);
        Assert.Equal((first, "bun"), Assert.Single((await A.TickAsync(Organisation)).Offers) switch { var o => (o.Place, o.StaffId) });

        Pass(59);
        await AliveAsync("aki");
        Assert.DoesNotContain((await A.TickAsync(Organisation)).Offers, o => o.StaffId == "aki");
        Pass(1);
        Assert.Equal(first, Assert.Single((await A.TickAsync(Organisation)).Offers, o => o.StaffId == "aki").Place);
    }

    [Fact]
    public async Task Who_declined_may_still_take_the_person_by_hand()
    {
        var place = await WaitingAsync();
        await AnswerAsync(A, await RingingAsync("aki"), accept: false);
        Assert.Equal(place, Taken(await TakeAsync(B, "aki")).Place);
    }

    [Fact]
    public async Task An_offer_nobody_answers_ends_and_the_person_keeps_the_place()
    {
        var first = await WaitingAsync();
        await WaitingAsync();
        var offer = await RingingAsync("aki");
        Pass(29);
        Assert.Empty((await A.TickAsync(Organisation)).Withdrawn);
        Pass(1);
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(A, offer, accept: true)).Outcome);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1);
        var tick = await B.TickAsync(Organisation);
        Assert.Equal(new WithdrawnOffer(offer.OfferId, "aki", "expired"), Assert.Single(tick.Withdrawn));
        Assert.Equal(first, (await SeeAsync()).Waiting[0]);
        Assert.Equal("bun", Assert.Single(tick.Offers, o => o.Place == first).StaffId);
        Assert.Empty((await A.TickAsync(Organisation)).Withdrawn);
    }

    [Fact]
    public async Task An_answer_to_anothers_offer_is_too_late()
    {
        await WaitingAsync();
        var offer = await RingingAsync("aki");
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(A, offer with { StaffId = "bun" }, accept: true)).Outcome);
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(A, offer with { OfferId = "unknown" }, accept: false)).Outcome);
        Assert.Equal(offer, Assert.Single((await SeeAsync()).Offers));
    }

    [Fact]
    public async Task Only_one_of_answer_and_departure_wins()
    {
        for (var round = 0; round < 50; round++)
        {
            await WaitingAsync();
            var offer = await RingingAsync("aki");
            var answer = Task.Run(() => AnswerAsync(A, offer, accept: true));
            var left = Task.Run(() => B.RemoveAsync(Organisation, offer.Place.ConversationId));
            await Task.WhenAll(answer, left);
            Assert.NotEqual((await answer).Outcome == TakeOutcome.Taken, await left is not null);
            Assert.Empty((await SeeAsync()).Waiting);
        }
    }

    [Fact]
    public async Task Going_away_withdraws_what_rings_and_keeps_what_is_held()
    {
        await WaitingAsync();
        var held = await HoldAsync("aki");
        var place = await WaitingAsync();
        var offer = await RingingAsync("aki");
        Assert.Equal(new WithdrawnOffer(offer.OfferId, "aki", "declined"), await B.SetAvailabilityAsync(Organisation, "aki", false, 3));
        Assert.Null(await A.SetAvailabilityAsync(Organisation, "aki", false, 3));
        Assert.Empty((await A.TickAsync(Organisation)).Offers);
        var seen = await SeeAsync();
        Assert.Equal([place], seen.Waiting);
        Assert.Equal(held.Fence, Assert.Single(seen.Held).Fence);
        Assert.Equal(new StaffOnShift("aki", false, 3, 1, true), Assert.Single(seen.Staff));
    }

    [Fact]
    public async Task A_smaller_capacity_withdraws_the_offer_that_is_one_too_many()
    {
        await WaitingAsync();
        await HoldAsync("aki");
        await WaitingAsync();
        var offer = await RingingAsync("aki", capacity: 3);
        Assert.Null(await A.SetAvailabilityAsync(Organisation, "aki", true, 2));
        Assert.Equal(offer.OfferId, (await A.SetAvailabilityAsync(Organisation, "aki", true, 1))!.OfferId);
        Assert.Empty((await B.TickAsync(Organisation)).Offers);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task A_capacity_is_one_to_five(int capacity) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => A.SetAvailabilityAsync(Organisation, "aki", true, capacity));

    [Fact]
    public async Task Whoever_has_the_most_free_hands_is_asked_then_whoever_was_asked_longest_ago()
    {
        await A.SetAvailabilityAsync(Organisation, "aki", true, 1);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 2);
        await A.SetAvailabilityAsync(Organisation, "chie", true, 2);
        var asked = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            Pass(1);
            await WaitingAsync();
            var offer = Assert.Single((await B.TickAsync(Organisation)).Offers);
            asked.Add(offer.StaffId);
            var claim = Taken(await AnswerAsync(A, offer, accept: true));
            await A.ConfirmAsync(Organisation, offer.Place.ConversationId, offer.StaffId, claim.Fence);
        }

        Assert.Equal(["bun", "chie", "aki", "bun", "chie"], asked);
        await WaitingAsync();
        Assert.Empty((await B.TickAsync(Organisation)).Offers);
    }

    [Fact]
    public async Task Among_equals_whoever_was_asked_last_is_asked_last()
    {
        foreach (var staff in (string[])["aki", "bun", "chie"]) await A.SetAvailabilityAsync(Organisation, staff, true, 2);
        var asked = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            Pass(1);
            var place = await WaitingAsync();
            asked.Add(Assert.Single((await B.TickAsync(Organisation)).Offers).StaffId);
            await A.RemoveAsync(Organisation, place.ConversationId);
        }

        Assert.Equal(["aki", "bun", "chie", "aki", "bun", "chie"], asked);
    }

    [Fact]
    public async Task One_tick_asks_several_counsellors_for_one_person_each_in_order()
    {
        var people = new[] { await WaitingAsync(), await WaitingAsync(), await WaitingAsync() };
        foreach (var staff in (string[])["bun", "aki"]) await A.SetAvailabilityAsync(Organisation, staff, true, 5);
        var offers = (await B.TickAsync(Organisation)).Offers;
        Assert.Equal([(people[0], "aki"), (people[1], "bun")], offers.Select(o => (o.Place, o.StaffId)));
        Assert.Equal(2, offers.Select(o => o.OfferId).Distinct().Count());
    }

    [Fact]
    public async Task Two_ticks_at_once_offer_everybody_once()
    {
        for (var round = 0; round < 50; round++)
        {
            await WaitingAsync();
            await A.SetAvailabilityAsync(Organisation, $"aki-{round}", true, 1);
            var ticks = await Task.WhenAll(Task.Run(() => A.TickAsync(Organisation)), Task.Run(() => B.TickAsync(Organisation)));
            var offer = Assert.Single(ticks.SelectMany(t => t.Offers));
            Taken(await AnswerAsync(B, offer, accept: true));
        }
    }

    [Fact]
    public async Task A_tick_says_once_whether_a_screen_would_show_something_new()
    {
        await A.TickAsync(Organisation);
        Assert.False((await B.TickAsync(Organisation)).Changed);
        var place = await WaitingAsync();
        Assert.True((await B.TickAsync(Organisation)).Changed);
        Assert.False((await A.TickAsync(Organisation)).Changed);

        await AliveAsync("aki");
        Assert.True((await A.TickAsync(Organisation)).Changed);
        Pass(1);
        await AliveAsync("aki");
        Assert.False((await A.TickAsync(Organisation)).Changed);

        await A.JoinAsync(place);
        Assert.False((await A.TickAsync(Organisation)).Changed);
        await B.RemoveAsync(Organisation, place.ConversationId);
        Assert.True((await A.TickAsync(Organisation)).Changed);
        Pass(45);
        Assert.True((await A.TickAsync(Organisation)).Changed);
    }
}
