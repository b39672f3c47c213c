using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task People_of_a_disaster_come_first_for_whoever_chose_so_and_for_nobody_else()
    {
        var (first, second, third) = (await WaitingAsync(), await OfDisasterAsync(), await OfDisasterAsync());
        await ChoosesAsync("aki");
        await ThereAsync("bun", 0);
        Assert.Equal(second, Taken(await TakeAsync(A, "aki")).Place);
        Assert.Equal(first, Taken(await TakeAsync(B, "bun")).Place);
        Assert.Equal(third, Taken(await TakeAsync(B, "bun")).Place);
        Assert.Equal(TakeOutcome.NobodyWaits, (await TakeAsync(A, "aki")).Outcome);
    }

    [Fact]
    public async Task An_offer_rings_for_them_first_and_whoever_is_next_is_offered_to_the_next()
    {
        var (first, second) = (await WaitingAsync(), await OfDisasterAsync());
        await A.SetAvailabilityAsync(Organisation, "aki", true, 5, 0, UntilOver());
        await A.SetAvailabilityAsync(Organisation, "bun", true, 1);
        var offers = (await B.TickAsync(Organisation)).Offers;
        Assert.Equal([("aki", second.ConversationId), ("bun", first.ConversationId)], offers.Select(offer => (offer.StaffId, offer.Place.ConversationId)));
    }

    [Fact]
    public async Task Whoever_chose_them_first_is_offered_the_next_one_where_none_of_them_waits()
    {
        var first = await WaitingAsync();
        await ChoosesAsync("aki");
        Assert.Equal(first, Assert.Single((await B.TickAsync(Organisation)).Offers).Place);
    }

    [Theory]
    [InlineData(Grade.High)]
    [InlineData(Grade.Urgent)]
    public async Task Nobody_in_danger_is_passed_over(Grade grade)
    {
        await ChoosesAsync("aki");
        var danger = await WaitingAsync(grade);
        await OfDisasterAsync(grade);
        await OfDisasterAsync();
        Assert.Equal(danger, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task No_grade_is_passed_over_for_another()
    {
        await ChoosesAsync("aki");
        var waitsLong = Person(Grade.Low, Time.NowMs() - 3_600_000);
        await A.JoinAsync(waitsLong);
        var later = await OfDisasterAsync(Grade.Middle);
        Assert.Equal(waitsLong, Taken(await TakeAsync(A, "aki")).Place);
        Assert.Equal(later, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task Unknown_counts_as_middle()
    {
        await ChoosesAsync("aki");
        await WaitingAsync(Grade.Middle);
        var of = await OfDisasterAsync();
        Assert.Equal(of, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task Nobody_stands_behind_who_was_moved_forward_had_a_talk_that_broke_off_or_came_two_hours_before()
    {
        await ChoosesAsync("aki");
        QueuePlace[] first =
        [
            Person(Grade.Middle) with { Moved = true }, Person(Grade.Middle) with { Returned = true }, Person(Grade.Middle, Time.NowMs() - 7_300_000),
        ];
        foreach (var place in first)
        {
            await A.JoinAsync(place);
            var of = await OfDisasterAsync(Grade.Middle);
            Assert.Equal(place, Taken(await TakeAsync(A, "aki")).Place);
            await A.RemoveAsync(Organisation, place.ConversationId);
            await A.RemoveAsync(Organisation, of.ConversationId);
        }

        var within = Person(Grade.Middle, Time.NowMs() - 7_000_000);
        await A.JoinAsync(within);
        var late = await OfDisasterAsync(Grade.Middle);
        Assert.Equal(late, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task It_is_over_with_the_disaster_and_places_are_what_they_were()
    {
        var (first, of) = (await WaitingAsync(), await OfDisasterAsync());
        await ChoosesAsync("aki");
        Assert.Equal([first, of], (await SeeAsync()).Waiting);
        Assert.Equal(2, (await A.PositionsAsync(Organisation, [of.ConversationId]))[of.ConversationId]);
        Pass(3601);
        Assert.Equal([first, of], (await SeeAsync()).Waiting);
        Assert.Equal(first, Taken(await TakeAsync(A, "aki")).Place);
    }

    [Fact]
    public async Task A_choice_alone_and_a_mark_alone_end_by_the_clock()
    {
        var (first, of) = (await WaitingAsync(), await OfDisasterAsync());
        await A.SetAvailabilityAsync(Organisation, "aki", true, 3, 0, Time.NowMs() + 10_000);
        Pass(11);
        Assert.Equal(first, Taken(await TakeAsync(A, "aki")).Place);
        Assert.Equal(of, Taken(await TakeAsync(A, "aki")).Place);

        var next = await WaitingAsync();
        await A.JoinAsync(Person() with { DisasterUntil = Time.NowMs() + 10_000 });
        await ChoosesAsync("bun");
        Pass(11);
        Assert.Equal(next, Taken(await TakeAsync(A, "bun")).Place);
    }

    [Fact]
    public async Task The_choice_can_be_taken_back_and_goes_with_whoever_leaves()
    {
        var first = await WaitingAsync();
        await OfDisasterAsync();
        await ChoosesAsync("aki");
        Assert.Equal(UntilOver(), Assert.Single((await SeeAsync()).Staff).DisasterFirstUntil);
        await B.SetAvailabilityAsync(Organisation, "aki", true, 3);
        Assert.Equal(first, Taken(await TakeAsync(A, "aki")).Place);
        await ChoosesAsync("bun");
        await A.LeaveAsync(Organisation, "bun");
        Assert.Equal(0, (await SeeAsync()).Staff.Single(staff => staff.StaffId == "bun").DisasterFirstUntil);
    }

    [Fact]
    public async Task Whoever_is_kept_for_a_colleague_is_not_taken_because_of_a_disaster()
    {
        await ChoosesAsync("aki");
        await ThereAsync("bun", s_woman);
        var first = await WaitingAsync();
        var kept = Person() with { Wish = s_woman, WishUntil = Time.NowMs() + 600_000, DisasterUntil = UntilOver() };
        await A.JoinAsync(kept);
        Assert.Equal(first, Taken(await TakeAsync(A, "aki")).Place);
        Assert.Equal(TakeOutcome.WishesWait, (await TakeAsync(A, "aki")).Outcome);
        Assert.Equal(kept, Taken(await TakeAsync(B, "bun")).Place);
    }

    [Fact]
    public async Task Marks_are_known_again_after_a_loss_and_can_be_learnt_while_somebody_waits()
    {
        await ForgetAsync();
        var (first, of) = (Person(), Person() with { DisasterUntil = UntilOver() });
        Assert.True(await A.RebuildAsync(Organisation, [first, of], []));
        Assert.Equal([first, of], (await SeeAsync()).Waiting);
        await B.ChangeAsync(of with { DisasterUntil = 0 });
        await A.ChangeAsync(first with { DisasterUntil = UntilOver() });
        await ChoosesAsync("aki");
        await WaitingAsync();
        Assert.Equal(first.ConversationId, Taken(await TakeAsync(A, "aki")).Place.ConversationId);
        Assert.Equal(of.ConversationId, Taken(await TakeAsync(A, "aki")).Place.ConversationId);
    }

    [Fact]
    public async Task Several_who_choose_at_once_take_several_of_them()
    {
        await WaitingAsync();
        await WaitingAsync();
        var of = new List<string>();
        for (var n = 0; n < 3; n++) of.Add((await OfDisasterAsync()).ConversationId);
        for (var n = 0; n < 3; n++) await A.SetAvailabilityAsync(Organisation, $"s{n}", true, 3, 0, UntilOver());
        var taken = await Task.WhenAll(Enumerable.Range(0, 3).Select(n => TakeAsync(A, $"s{n}")));
        Assert.Equal(of, taken.Select(result => Taken(result).Place.ConversationId).Order(StringComparer.Ordinal));
    }

    /// <summary>The promise of the line to everybody else, on random nights: whoever chose nothing takes in the order for everybody; and who is passed over has the same grade, is not in danger, and came at most two hours before.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Nobody_is_passed_over_against_the_rule(int seed)
    {
        var dice = new Random(seed);
        var (waiting, jumped) = (new List<QueuePlace>(), 0);
        for (var step = 0; step < 250; step++)
        {
            Pass(dice.Next(1, 60));
            var now = Time.NowMs();
            for (var staff = 0; staff < 3; staff++) await A.SetAvailabilityAsync(Organisation, $"s{staff}", true, 5, 0, staff == 0 ? 0 : now + 60_000);
            for (var joining = step == 0 ? 10 : dice.Next(3); joining > 0; joining--)
            {
                var place = Person((Grade)dice.Next(0, 5), now, dice.Next(10) == 0) with { Moved = dice.Next(10) == 0, DisasterUntil = dice.Next(3) == 0 ? now + 9_000_000 : 0 };
                await A.JoinAsync(place);
                waiting.Add(place);
            }

            var taker = dice.Next(3);
            var inOrder = waiting.Order(Comparer<QueuePlace>.Create((one, other) => one == other ? 0 : Before(one, other) ? -1 : 1)).ToList();
            if ((await TakeAsync(B, $"s{taker}")).Claim?.Place is not { } taken) continue;
            Assert.Equal(taker == 0 ? inOrder[0] : NextInQueue.DisasterFirst(inOrder, place => place, now), taken);
            var before = waiting.Where(one => Before(one, taken)).ToList();
            Assert.All(before, one => Assert.True(taker > 0 && taken.IsOfDisaster(now) && !one.IsOfDisaster(now) && one.MayStandBehindDisaster(now)));
            Assert.All(before, one => Assert.Equal(NextInQueue.HeadStart(taken.Grade), NextInQueue.HeadStart(one.Grade)));
            Assert.All(before, one => Assert.True(NextInQueue.Order(taken) - NextInQueue.Order(one) <= NextInQueue.DisasterHeadStart.TotalMilliseconds));
            jumped += before.Count > 0 ? 1 : 0;
            waiting.Remove(taken);
            await A.RemoveAsync(Organisation, taken.ConversationId);
        }

        Assert.InRange(jumped, 5, 250);
    }

    private long UntilOver() => Time.NowMs() + 3_600_000;

    private Task<WithdrawnOffer?> ChoosesAsync(string staffId) => A.SetAvailabilityAsync(Organisation, staffId, true, 3, 0, UntilOver());

    private async Task<QueuePlace> OfDisasterAsync(Grade grade = Grade.Unknown)
    {
        var place = Person(grade) with { DisasterUntil = UntilOver() };
        Assert.True(await A.JoinAsync(place));
        return place;
    }
}
