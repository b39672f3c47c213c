using Gateway.Conversations;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task Joining_twice_is_joining_once()
    {
        var place = Person();
        Assert.True(await A.JoinAsync(place));
        Assert.False(await B.JoinAsync(place with { ArrivedAt = place.ArrivedAt + 5 }));
        Assert.Equal(place, Assert.Single((await SeeAsync()).Waiting));
    }

    [Fact]
    public async Task Joining_does_nothing_to_somebody_who_is_offered_claimed_or_held()
    {
        var place = await WaitingAsync(Grade.Low);
        var offer = await RingingAsync("aki");
        Assert.False(await B.JoinAsync(place));
        Assert.Equal(offer, Assert.Single((await SeeAsync()).Offers));

        var claim = Taken(await AnswerAsync(A, offer, accept: true));
        Assert.False(await B.JoinAsync(place));
        Assert.Equal(TakeOutcome.NobodyWaits, (await TakeAsync(B, "bun")).Outcome);

        await A.ConfirmAsync(Organisation, place.ConversationId, "aki", claim.Fence);
        Assert.False(await B.JoinAsync(place with { Grade = Grade.Urgent }));
        Assert.Equal(new HeldPlace(place, "aki", claim.Fence), Assert.Single((await SeeAsync()).Held));
    }

    [Fact]
    public async Task Joining_again_raises_the_grade_and_never_lowers_it()
    {
        var first = await WaitingAsync(Grade.Middle);
        var second = await WaitingAsync(Grade.Low);
        Assert.False(await B.JoinAsync(second with { Grade = Grade.High }));
        Assert.False(await B.JoinAsync(first with { Grade = Grade.Low }));
        Assert.Equal([second with { Grade = Grade.High }, first], (await SeeAsync()).Waiting);
        Assert.Equal(second.ConversationId, Taken(await TakeAsync(A, "aki")).Place.ConversationId);
    }

    [Fact]
    public async Task A_grade_that_rises_while_somebody_is_asked_counts_when_they_wait_again()
    {
        var first = await WaitingAsync(Grade.Low);
        await WaitingAsync(Grade.Middle);
        await A.RemoveAsync(Organisation, (await SeeAsync()).Waiting[0].ConversationId);
        var offer = await RingingAsync("aki");
        await WaitingAsync(Grade.High);
        await B.JoinAsync(first with { Grade = Grade.Urgent });
        await AnswerAsync(A, offer, accept: false);
        Assert.Equal(first with { Grade = Grade.Urgent }, Taken(await TakeAsync(A, "bun")).Place);
    }

    [Fact]
    public async Task People_come_by_arrival_less_the_head_start_of_their_grade_then_by_id()
    {
        const long Minute = 60_000;
        var now = 1_800_000_000_000;
        QueuePlace[] inOrder =
        [
            Person(Grade.Urgent, now), Person(Grade.Urgent, now + 1), Person(Grade.Middle, now) with { Moved = true },
            Person(Grade.High, now + (9 * Minute), returned: true), Person(Grade.High, now - Minute), Person(Grade.Unknown, now - 2, returned: true),
            Person(Grade.Low, now - (21 * Minute)), Person(Grade.Middle, now - 1), Person(Grade.Unknown, now), Person(Grade.Unknown, now),
            Person(Grade.Low, now - (19 * Minute)), Person(Grade.Low, now),
        ];
        foreach (var place in inOrder.Reverse()) await A.JoinAsync(place);
        Assert.Equal(inOrder, (await SeeAsync()).Waiting);
        foreach (var place in inOrder) Assert.Equal(place, Taken(await TakeAsync(B, "staff-" + place.Label)).Place);
    }

    [Fact]
    public async Task A_changed_place_counts_at_once_and_a_grade_may_fall_too()
    {
        var first = await WaitingAsync(Grade.High);
        var second = await WaitingAsync(Grade.Low);
        var third = await WaitingAsync(Grade.Middle);
        Assert.True(await B.ChangeAsync(first with { Grade = Grade.Low }));
        Assert.True(await B.ChangeAsync(second with { Moved = true }));
        Assert.True(await A.ChangeAsync(second with { Moved = true }));
        Assert.Equal([second with { Moved = true }, third, first with { Grade = Grade.Low }], (await SeeAsync()).Waiting);
        Assert.Equal(second with { Moved = true }, Taken(await TakeAsync(A, "aki")).Place);
        Assert.False(await A.ChangeAsync(Person()));
    }

    [Fact]
    public async Task Who_is_offered_or_held_keeps_their_counsellor_when_the_place_changes()
    {
        var place = await WaitingAsync(Grade.High);
        var offer = await RingingAsync("aki");
        var other = await WaitingAsync(Grade.Middle);
        Assert.True(await B.ChangeAsync(place with { Grade = Grade.Low }));
        Assert.Equal(offer with { Place = place with { Grade = Grade.Low } }, Assert.Single((await SeeAsync()).Offers));
        await AnswerAsync(A, offer, accept: false);
        Assert.Equal([other, place with { Grade = Grade.Low }], (await SeeAsync()).Waiting);

        var held = await HoldAsync("bun");
        Assert.True(await A.ChangeAsync(held.Place with { Grade = Grade.Urgent }));
        Assert.Equal(new HeldPlace(held.Place with { Grade = Grade.Urgent }, "bun", held.Fence), Assert.Single((await SeeAsync()).Held));
    }

    [Fact]
    public async Task Whoever_leaves_is_forgotten_in_every_state()
    {
        var waiting = await WaitingAsync();
        Assert.Null(await B.RemoveAsync(Organisation, waiting.ConversationId));

        await WaitingAsync();
        var offer = await RingingAsync("aki", capacity: 1);
        Assert.Equal(new WithdrawnOffer(offer.OfferId, "aki", "left"), await B.RemoveAsync(Organisation, offer.Place.ConversationId));
        Assert.Equal(TakeOutcome.Gone, (await AnswerAsync(A, offer, accept: true)).Outcome);

        await WaitingAsync();
        var claim = Taken(await TakeAsync(A, "aki"));
        Assert.Null(await B.RemoveAsync(Organisation, claim.Place.ConversationId));
        await A.ConfirmAsync(Organisation, claim.Place.ConversationId, "aki", claim.Fence);

        await WaitingAsync();
        var held = await HoldAsync("aki");
        Assert.Null(await B.RemoveAsync(Organisation, held.Place.ConversationId));
        Assert.Null(await B.RemoveAsync(Organisation, held.Place.ConversationId));
        await A.GiveBackAsync(held.Place, held.Fence);

        var seen = await SeeAsync();
        Assert.Empty(seen.Waiting);
        Assert.Empty(seen.Held);
        Assert.Equal(0, Assert.Single(seen.Staff).Holding);
        Pass(60);
        Assert.Empty((await A.TickAsync(Organisation)).Withdrawn);
    }

    [Fact]
    public async Task Organisations_do_not_see_each_other()
    {
        await WaitingAsync();
        var other = Organisation + "-other";
        Assert.True(await B.RebuildAsync(other, [], []));
        Assert.Equal(TakeOutcome.NobodyWaits, (await B.TakeNextAsync(other, "aki", NewOperation())).Outcome);
        Assert.Single((await SeeAsync()).Waiting);
    }
}
