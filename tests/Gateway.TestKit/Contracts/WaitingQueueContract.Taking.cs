using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task Two_volunteers_never_take_the_same_person()
    {
        for (var round = 0; round < 200; round++)
        {
            var place = await WaitingAsync();
            var taken = await Task.WhenAll(Task.Run(() => TakeAsync(A, $"aki-{round}")), Task.Run(() => TakeAsync(B, $"bun-{round}")));
            Assert.Equal(place, Assert.Single(taken, t => t.Outcome == TakeOutcome.Taken).Claim!.Place);
            Assert.Single(taken, t => t.Outcome == TakeOutcome.NobodyWaits);
        }
    }

    [Fact]
    public async Task A_hundred_hands_take_a_hundred_people_once_each_with_growing_fences()
    {
        for (var i = 0; i < 100; i++) await WaitingAsync();
        var claims = (await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(() => TakeAsync(i % 2 == 0 ? A : B, $"staff-{i}")))))
            .Where(t => t.Outcome == TakeOutcome.Taken).Select(t => t.Claim!).ToList();
        Assert.Equal(100, claims.Select(c => c.Place.ConversationId).Distinct().Count());
        Assert.Equal(100, claims.Select(c => c.Fence).Distinct().Count());
        await WaitingAsync();
        Assert.True(Taken(await TakeAsync(B, "late")).Fence > claims.Max(c => c.Fence));
    }

    [Fact]
    public async Task The_same_operation_gives_the_same_answer_on_both_nodes()
    {
        await WaitingAsync();
        await WaitingAsync();
        await A.SetAvailabilityAsync(Organisation, "aki", false, 3);
        var operation = NewOperation();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(i => Task.Run(() => (i % 2 == 0 ? A : B).TakeNextAsync(Organisation, "aki", operation))));
        Assert.Single(answers.Select(a => Taken(a)).Distinct());
        Assert.Equal(1, Assert.Single((await SeeAsync()).Staff).Holding);
    }

    [Fact]
    public async Task The_same_answer_to_an_offer_counts_once()
    {
        await WaitingAsync();
        var offer = await RingingAsync("aki");
        var operation = NewOperation();
        var first = await A.AnswerOfferAsync(Organisation, offer.OfferId, "aki", true, operation);
        var again = await B.AnswerOfferAsync(Organisation, offer.OfferId, "aki", true, operation);
        Assert.Equal(Taken(first), Taken(again));
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(B, offer, accept: true)).Outcome);
    }

    [Fact]
    public async Task A_repeated_empty_answer_stays_empty()
    {
        var operation = NewOperation();
        Assert.Equal(TakeOutcome.NobodyWaits, (await A.TakeNextAsync(Organisation, "aki", operation)).Outcome);
        await WaitingAsync();
        Assert.Equal(TakeOutcome.NobodyWaits, (await B.TakeNextAsync(Organisation, "aki", operation)).Outcome);
    }

    [Fact]
    public async Task Nobody_gets_more_than_they_can_hold()
    {
        for (var i = 0; i < 10; i++) await WaitingAsync();
        await A.SetAvailabilityAsync(Organisation, "aki", false, 3);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TakeAsync(i % 2 == 0 ? A : B, "aki"))));
        Assert.Equal(3, taken.Count(t => t.Outcome == TakeOutcome.Taken));
        Assert.Equal(5, taken.Count(t => t.Outcome == TakeOutcome.HandsFull));
    }

    [Fact]
    public async Task Who_never_said_how_many_they_can_hold_gets_one()
    {
        await WaitingAsync();
        await WaitingAsync();
        Taken(await TakeAsync(A, "aki"));
        Assert.Equal(TakeOutcome.HandsFull, (await TakeAsync(B, "aki")).Outcome);
    }

    [Fact]
    public async Task An_offer_counts_as_a_hand()
    {
        await WaitingAsync();
        await WaitingAsync();
        await A.SetAvailabilityAsync(Organisation, "aki", false, 2);
        await HoldAsync("aki");
        await RingingAsync("aki", capacity: 2);
        await WaitingAsync();
        Pass(1);
        Assert.Empty((await A.TickAsync(Organisation)).Offers);
        Assert.Equal(2, Assert.Single((await SeeAsync()).Staff).Holding);
    }

    [Fact]
    public async Task Taking_the_next_takes_the_person_who_rings_for_me()
    {
        await WaitingAsync();
        var offer = await RingingAsync("aki", capacity: 1);
        await A.JoinAsync(Person(Conversations.Grade.Urgent));
        Assert.Equal(offer.Place, Taken(await TakeAsync(B, "aki")).Place);
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(A, offer, accept: true)).Outcome);
        Assert.Empty((await SeeAsync()).Offers);
    }

    [Fact]
    public async Task Taking_the_next_leaves_alone_whoever_rings_for_another()
    {
        var offered = await WaitingAsync();
        await RingingAsync("aki");
        Assert.Equal(TakeOutcome.NobodyWaits, (await TakeAsync(A, "bun")).Outcome);
        var second = await WaitingAsync();
        Assert.Equal(second, Taken(await TakeAsync(B, "bun")).Place);
        Assert.Contains(offered, (await SeeAsync()).Waiting);
    }

    [Fact]
    public async Task A_claim_that_is_not_confirmed_in_time_waits_again_at_the_old_place()
    {
        var first = await WaitingAsync();
        await WaitingAsync();
        var claim = Taken(await TakeAsync(A, "aki"));
        Assert.Equal(2, (await SeeAsync()).Waiting.Count);
        Pass(9);
        Assert.Equal(first, (await ClaimedAfterTickAsync()).Place);
        Pass(1);
        await B.TickAsync(Organisation);
        await A.ConfirmAsync(Organisation, first.ConversationId, "aki", claim.Fence);
        var seen = await SeeAsync();
        Assert.Empty(seen.Held);
        Assert.Equal(first, seen.Waiting[0]);
        var again = Taken(await TakeAsync(B, "bun"));
        Assert.Equal(first, again.Place);
        Assert.True(again.Fence > claim.Fence);

        async Task<Claim> ClaimedAfterTickAsync()
        {
            await B.TickAsync(Organisation);
            Assert.Equal(TakeOutcome.HandsFull, (await TakeAsync(B, "aki")).Outcome);
            return claim;
        }
    }

    [Fact]
    public async Task Only_the_right_fence_and_the_right_counsellor_confirm()
    {
        await WaitingAsync();
        var claim = Taken(await TakeAsync(A, "aki"));
        await B.ConfirmAsync(Organisation, claim.Place.ConversationId, "aki", claim.Fence - 1);
        await B.ConfirmAsync(Organisation, claim.Place.ConversationId, "bun", claim.Fence);
        await B.ConfirmAsync(Organisation, "unknown", "aki", claim.Fence);
        Assert.Empty((await SeeAsync()).Held);
        await B.ConfirmAsync(Organisation, claim.Place.ConversationId, "aki", claim.Fence);
        await A.ConfirmAsync(Organisation, claim.Place.ConversationId, "aki", claim.Fence);
        Pass(20);
        await AliveAsync("aki");
        await A.TickAsync(Organisation);
        Assert.Equal(new HeldPlace(claim.Place, "aki", claim.Fence), Assert.Single((await SeeAsync()).Held));
    }

    [Fact]
    public async Task Giving_back_counts_only_with_the_fence_of_the_last_claim()
    {
        await WaitingAsync();
        var old = await HoldAsync("aki");
        await A.GiveBackAsync(old.Place with { Returned = true }, old.Fence);
        var claim = Taken(await TakeAsync(B, "bun"));
        await A.GiveBackAsync(old.Place with { Returned = true }, old.Fence);
        Assert.Equal(TakeOutcome.NobodyWaits, (await TakeAsync(A, "chie")).Outcome);

        await B.GiveBackAsync(claim.Place, claim.Fence);
        Assert.Equal(claim.Place, Taken(await TakeAsync(A, "chie")).Place);
    }

    [Fact]
    public async Task Who_is_given_back_comes_before_the_others_of_their_grade()
    {
        await WaitingAsync();
        var early = await WaitingAsync();
        await A.RemoveAsync(Organisation, early.ConversationId);
        var held = await HoldAsync("aki");
        var earlier = early with { ArrivedAt = held.Place.ArrivedAt - 60_000 };
        var longBefore = Person(arrivedAt: held.Place.ArrivedAt - 1_260_000);
        await A.JoinAsync(longBefore);
        await A.JoinAsync(earlier);
        var later = await WaitingAsync();
        var back = held.Place with { Returned = true };
        await B.GiveBackAsync(back, held.Fence);
        Assert.Equal([longBefore, back, earlier, later], (await SeeAsync()).Waiting);
    }

    [Fact]
    public async Task What_the_records_say_is_held_is_held_whatever_the_queue_thought()
    {
        var unknown = Person();
        await A.HoldAsync(unknown, "aki", 7);
        var waiting = await WaitingAsync();
        var offer = await RingingAsync("bun");
        await B.HoldAsync(waiting, "chie", 8);
        Assert.Equal([new HeldPlace(unknown, "aki", 7), new HeldPlace(waiting, "chie", 8)], (await SeeAsync()).Held);
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(A, offer, accept: true)).Outcome);
        Assert.Equal(new WithdrawnOffer(offer.OfferId, "bun", "taken"), Assert.Single((await A.TickAsync(Organisation)).Withdrawn));
        Assert.Empty((await B.TickAsync(Organisation)).Withdrawn);
        await B.HoldAsync(waiting, "aki", 9);
        var staff = (await SeeAsync()).Staff.ToDictionary(s => s.StaffId);
        Assert.Equal(0, staff["bun"].Holding);
        Assert.Equal(2, (await SeeAsync()).Held.Count(h => h.StaffId == "aki"));
    }

    [Fact]
    public async Task Fences_grow_above_what_the_records_hold()
    {
        var high = Time.GetUtcNow().AddYears(1).ToUnixTimeMilliseconds();
        await A.HoldAsync(Person(), "aki", high);
        await WaitingAsync();
        Assert.True(Taken(await TakeAsync(B, "bun")).Fence > high);
    }
}
