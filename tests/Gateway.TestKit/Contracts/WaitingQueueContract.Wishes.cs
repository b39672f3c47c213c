using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    private static readonly int s_woman = WishCode.MetBy("woman", null, []);
    private static readonly int s_man = WishCode.MetBy("man", null, []);

    [Fact]
    public async Task Whoever_wishes_is_kept_for_somebody_on_shift_who_fits()
    {
        await ThereAsync("aki", s_man);
        await ThereAsync("bun", s_woman);
        var wishes = await WishingAsync(s_woman);
        var next = await WaitingAsync();
        Assert.Equal(next, Taken(await TakeAsync(A, "aki")).Place);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(B, "aki")).Outcome);
        Assert.Equal(wishes, Taken(await TakeAsync(B, "bun")).Place);
        Assert.Equal(TakeOutcome.NobodyWaits, (await TakeAsync(A, "aki")).Outcome);
    }

    [Fact]
    public async Task An_offer_that_rings_for_somebody_else_ends_when_they_say_a_wish()
    {
        await ThereAsync("aki", s_man);
        var place = await WaitingAsync();
        var offer = Assert.Single((await A.TickAsync(Organisation)).Offers);
        await ThereAsync("bun", s_woman);
        var wishes = place with { Wish = s_woman, WishUntil = Time.NowMs() + 600_000 };
        Assert.True(await B.ChangeAsync(wishes));
        Assert.Equal(TakeOutcome.Gone, (await A.AnswerOfferAsync(Organisation, offer.OfferId, "aki", true, NewOperation())).Outcome);
        var tick = await A.TickAsync(Organisation);
        Assert.Equal((offer.OfferId, "aki", "taken"), tick.Withdrawn.Select(one => (one.OfferId, one.StaffId, one.Reason)).Single());
        Assert.Equal(("bun", wishes), tick.Offers.Select(one => (one.StaffId, one.Place)).Single());
    }

    [Fact]
    public async Task Whoever_was_moved_forward_is_not_kept_for_a_wish()
    {
        await ThereAsync("aki", s_man);
        await ThereAsync("bun", s_woman);
        var wishes = await WishingAsync(s_woman);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
        Assert.True(await B.ChangeAsync(wishes with { Moved = true }));
        Assert.Equal(wishes with { Moved = true }, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task After_the_bound_anybody_takes_them()
    {
        await ThereAsync("aki", s_man);
        await ThereAsync("bun", s_woman);
        var wishes = await WishingAsync(s_woman, seconds: 20);
        Pass(19);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
        Pass(1);
        Assert.Equal(wishes, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task Nobody_is_waited_for_who_is_not_on_shift()
    {
        await ThereAsync("aki", s_man);
        var wishes = await WishingAsync(s_woman);
        Assert.Equal(wishes, Taken(await TakeAsync(A, "aki")).Place);

        await A.SetAvailabilityAsync(Organisation, "bun", false, 3, s_woman);
        var again = await WishingAsync(s_woman);
        Assert.Equal(again, Taken(await TakeAsync(A, "aki")).Place);

        await A.SetAvailabilityAsync(Organisation, "bun", true, 3, s_woman);
        await WishingAsync(s_woman);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
        await A.LeaveAsync(Organisation, "bun");
        Taken(await TakeAsync(A, "aki"));
    }

    [Fact]
    public async Task Whoever_has_their_hands_full_is_waited_for()
    {
        await ThereAsync("aki", s_man);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1, s_woman);
        await WaitingAsync();
        await HoldAsync("bun");
        await WishingAsync(s_woman);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
    }

    [Theory]
    [InlineData(Grade.High)]
    [InlineData(Grade.Urgent)]
    public async Task Nobody_in_danger_waits_for_a_wish(Grade grade)
    {
        await ThereAsync("aki", s_man);
        await ThereAsync("bun", s_woman);
        var calm = await WishingAsync(s_woman);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
        Assert.True(await B.ChangeAsync(calm with { Grade = grade }));
        Assert.Equal(calm.ConversationId, Taken(await TakeAsync(A, "aki")).Place.ConversationId);
    }

    [Fact]
    public async Task A_wish_can_be_taken_back()
    {
        await ThereAsync("aki", s_man);
        await ThereAsync("bun", s_woman);
        var wishes = await WishingAsync(s_woman);
        Assert.True(await B.ChangeAsync(wishes with { Wish = 0, WishUntil = 0 }));
        Assert.Equal(wishes.ConversationId, Taken(await TakeAsync(A, "aki")).Place.ConversationId);
    }

    [Fact]
    public async Task An_offer_rings_for_whoever_fits_first_and_for_nobody_else_within_the_bound()
    {
        await A.SetAvailabilityAsync(Organisation, "aki", true, 5, s_man);
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1, s_woman);
        var wishes = await WishingAsync(s_woman, seconds: 40);
        var offer = Assert.Single((await B.TickAsync(Organisation)).Offers);
        Assert.Equal((wishes, "bun"), (offer.Place, offer.StaffId));
        var claim = Taken(await AnswerAsync(B, offer, accept: true));
        await A.ConfirmAsync(Organisation, wishes.ConversationId, "bun", claim.Fence);
        var other = await WishingAsync(s_woman, seconds: 40);
        Assert.Empty((await A.TickAsync(Organisation)).Offers);
        await A.HeartbeatAsync(Organisation, ["aki", "bun"]);
        Pass(41);
        await A.HeartbeatAsync(Organisation, ["aki", "bun"]);
        Assert.Contains((await A.TickAsync(Organisation)).Offers, one => one.Place == other && one.StaffId == "aki");
    }

    [Fact]
    public async Task Whoever_declined_them_is_not_waited_for()
    {
        await ThereAsync("bun", s_woman);
        var wishes = await WishingAsync(s_woman);
        var offer = Assert.Single((await B.TickAsync(Organisation)).Offers);
        await ThereAsync("aki", s_man);
        Assert.Equal(TakeOutcome.Declined, (await AnswerAsync(B, offer, accept: false)).Outcome);
        Assert.Equal(wishes, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task Two_wishes_are_both_met_or_not_met()
    {
        var womanOfTwenties = WishCode.MetBy("woman", "20s", []);
        await ThereAsync("aki", WishCode.MetBy("woman", "50s", []));
        await ThereAsync("bun", WishCode.MetBy("man", "20s", []));
        await ThereAsync("chie", womanOfTwenties);
        var wishes = await WishingAsync(womanOfTwenties);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "bun")).Outcome);
        Assert.Equal(wishes, Taken(await TakeAsync(B, "chie")).Place);
    }

    [Fact]
    public async Task Wishes_and_what_meets_them_are_known_again_after_a_loss()
    {
        await ForgetAsync();
        var place = Person() with { Wish = s_woman, WishUntil = Time.NowMs() + 600_000 };
        Assert.True(await A.RebuildAsync(Organisation, [place], []));
        await ThereAsync("bun", s_woman);
        Assert.Equal(s_woman, Assert.Single((await SeeAsync()).Staff).Traits);
        Assert.Equal(place, Assert.Single((await SeeAsync()).Waiting));
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
    }

    /// <summary>The promise of wishes to everybody else: whoever is taken, nobody stands before them who would take anybody; and no hand goes past somebody who would.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_loses_their_place_because_others_have_wishes(int seed)
    {
        var dice = new Random(seed);
        int[] traits = [0, s_man, s_woman, s_woman | WishCode.MetBy(null, "20s", [])];
        var (waiting, outcomes) = (new List<QueuePlace>(), new HashSet<TakeOutcome>());
        for (var staff = 0; staff < 4; staff++) await A.SetAvailabilityAsync(Organisation, $"s{staff}", true, 5, traits[staff]);
        for (var step = 0; step < 300; step++)
        {
            Pass(dice.Next(1, 10));
            await AliveAsync("s0", "s1", "s2", "s3");
            if (dice.Next(5) < 2)
            {
                var place = Person((Grade)dice.Next(0, 4), Time.NowMs());
                if (dice.Next(3) > 0) place = place with { Wish = traits[dice.Next(1, 4)], WishUntil = Time.NowMs() + dice.Next(0, 120_000) };
                await A.JoinAsync(place);
                waiting.Add(place);
            }

            var taker = dice.Next(4);
            var answer = await TakeAsync(B, $"s{taker}");
            outcomes.Add(answer.Outcome);
            var taken = answer.Claim?.Place;
            var passedOver = waiting.Where(one => taken is null || Before(one, taken));
            Assert.All(passedOver, one => Assert.True(one.WaitsForWish(Time.NowMs()) && !WishCode.Fits(one.Wish, traits[taker])));
            if (taken is null) continue;
            waiting.Remove(taken);
            await A.RemoveAsync(Organisation, taken.ConversationId);
        }

        Assert.Equal([TakeOutcome.NobodyWaits, TakeOutcome.Taken, TakeOutcome.WishesWait], outcomes.Order(Comparer<TakeOutcome>.Create((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()))));
    }

    private static bool Before(QueuePlace one, QueuePlace other) =>
        (NextInQueue.Order(one), one.ConversationId).CompareTo((NextInQueue.Order(other), other.ConversationId)) < 0;

    private Task<WithdrawnOffer?> ThereAsync(string staffId, int traits) => A.SetAvailabilityAsync(Organisation, staffId, true, 3, traits);

    private async Task<QueuePlace> WishingAsync(int wish, int seconds = 600)
    {
        var place = Person() with { Wish = wish, WishUntil = Time.NowMs() + (seconds * 1000L) };
        Assert.True(await A.JoinAsync(place));
        return place;
    }
}
