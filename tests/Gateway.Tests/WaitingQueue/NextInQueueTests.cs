using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Conversations;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

public sealed class NextInQueueTests
{
    private const long Now = 1_795_000_000_000;

    private static readonly Config s_thorough = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(1000).WithReplay(20261121, 1);

    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;

    [Theory]
    [InlineData(Grade.Urgent, (18 * Hour) - 1, Grade.High, 0)]
    [InlineData(Grade.High, 0, Grade.Urgent, (18 * Hour) + 1)]
    [InlineData(Grade.High, (5 * Hour) + (40 * Minute) - 1, Grade.Middle, 0)]
    [InlineData(Grade.Middle, 0, Grade.High, (5 * Hour) + (40 * Minute) + 1)]
    [InlineData(Grade.High, (6 * Hour) - 1, Grade.Low, 0)]
    [InlineData(Grade.Middle, (20 * Minute) - 1, Grade.Low, 0)]
    [InlineData(Grade.Low, 0, Grade.Middle, (20 * Minute) + 1)]
    [InlineData(Grade.Low, 0, Grade.Unknown, (20 * Minute) + 1)]
    [InlineData(Grade.Unknown, 0, Grade.Middle, 1)]
    [InlineData(Grade.Middle, 0, Grade.Unknown, 1)]
    [InlineData(Grade.Low, 0, Grade.Low, 1)]
    [InlineData(Grade.Urgent, 0, Grade.Urgent, 1)]
    public void The_first_comes_before_the_second(Grade grade, long arrived, Grade otherGrade, long otherArrived) =>
        Assert.True(NextInQueue.Order(Place(grade, Now + arrived)) < NextInQueue.Order(Place(otherGrade, Now + otherArrived)));

    [Theory]
    [InlineData(Grade.Low, Grade.High, -6 * Hour + 1)]
    [InlineData(Grade.Unknown, Grade.Middle, -11 * Hour)]
    public void Whom_a_supervisor_moved_comes_before_those_who_came_hours_earlier(Grade grade, Grade otherGrade, long otherArrived) =>
        Assert.True(NextInQueue.Order(Place(grade, Now) with { Moved = true }) < NextInQueue.Order(Place(otherGrade, Now + otherArrived)));

    [Theory]
    [InlineData(Grade.Low)]
    [InlineData(Grade.Urgent)]
    public void Whoever_was_given_back_comes_twenty_minutes_before_others_of_their_grade(Grade grade)
    {
        var back = NextInQueue.Order(Place(grade, Now) with { Returned = true });
        Assert.True(back < NextInQueue.Order(Place(grade, Now - (20 * Minute) + 1)));
        Assert.True(back > NextInQueue.Order(Place(grade, Now - (20 * Minute) - 1)));
    }

    [Fact]
    public void Nobody_is_moved_before_somebody_in_danger_now_who_came_with_them_and_danger_itself_gains_nothing_by_a_move()
    {
        var urgent = NextInQueue.Order(Place(Grade.Urgent, Now));
        Assert.True(urgent < NextInQueue.Order(Place(Grade.Low, Now) with { Moved = true }));
        Assert.Equal(urgent, NextInQueue.Order(Place(Grade.Urgent, Now) with { Moved = true }));
    }

    // Two people, however they are graded: who comes a day later is never before.
    [Fact]
    public void Nobody_is_overtaken_by_anybody_who_comes_more_than_a_day_later() => Check.One(s_thorough, Prop.ForAll(
        (from grade in Gen.Choose(0, 4)
         from other in Gen.Choose(0, 4)
         from moved in Gen.Choose(0, 1)
         from later in Gen.Choose(0, int.MaxValue)
         select (Waits: Place((Grade)grade, Now) with { Moved = moved == 1 }, Comes: Place((Grade)other, Now + (24 * Hour) + (20 * Minute) + 1 + later) with { Moved = moved == 0, Returned = true })).ToArbitrary(),
        both => NextInQueue.Order(both.Waits) < NextInQueue.Order(both.Comes)));

    // A whole night at random, in which more come than are taken: whoever is taken was let before only those whose head start does not reach back to them.
    [Fact]
    public void In_a_night_that_never_gets_quiet_everybody_is_reached_in_their_time() => Check.One(s_thorough.WithMaxTest(100), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var waiting = new List<QueuePlace>();
        var overtaken = 0;
        for (var minute = 0; minute < 600; minute++)
        {
            for (var come = random.Next(4); come > 0; come--)
                waiting.Add(Place((Grade)random.Next(5), Now + (minute * Minute)) with { ConversationId = $"{minute:d4}-{come}", Moved = random.Next(50) == 0 });
            if (waiting.Count == 0) continue;
            var next = waiting.MinBy(place => (NextInQueue.Order(place), place.ConversationId))!;
            waiting.Remove(next);
            overtaken += waiting.Count(left => next.ArrivedAt - left.ArrivedAt > (NextInQueue.HeadStart(next) - NextInQueue.HeadStart(left)).TotalMilliseconds);
        }

        return overtaken == 0;
    }));

    [Fact]
    public void The_worked_example_of_the_document_is_what_the_formula_says()
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/queue.md"));
        var people = lines.Where(line => line.StartsWith("| K-", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..^1]).ToList();
        Assert.Equal(6, people.Count);
        var night = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var places = people.Select(cells => (Cells: cells, Place: Place(Enum.Parse<Grade>(cells[2], ignoreCase: true), night + Clock(cells[1])))).ToList();
        Assert.All(places, one => Assert.Equal(one.Cells[4], Words(NextInQueue.HeadStart(one.Place))));
        Assert.Equal(
            places.OrderBy(one => NextInQueue.Order(one.Place)).Select(one => one.Cells[0]),
            places.OrderBy(one => int.Parse(one.Cells[6], CultureInfo.InvariantCulture)).Select(one => one.Cells[0]));
        Assert.All(places, one => Assert.Equal(
            Clock(one.Cells[5][..5]), (long)(NextInQueue.Order(one.Place) - (20 * Minute) - night) % (24 * Hour)));
        foreach (var grade in Enum.GetValues<Grade>())
            Assert.Contains(lines, line => line.Contains($" {grade.ToString().ToLowerInvariant()} | {Words(NextInQueue.HeadStart(grade))} |", StringComparison.Ordinal));
        Assert.Contains(lines, line => line == $"## The formula (version {NextInQueue.Version})");

        static long Clock(string text) => (long)TimeSpan.ParseExact(text, "hh\\:mm", CultureInfo.InvariantCulture).TotalMilliseconds;
        static string Words(TimeSpan time) => time == TimeSpan.Zero ? "0" : time.TotalHours >= 1 ? $"{time.TotalHours} h" : $"{time.TotalMinutes} min";
    }

    [Theory]
    [InlineData(Grade.Low, Grade.Urgent, true)]
    [InlineData(Grade.Unknown, Grade.Middle, true)]
    [InlineData(Grade.Unknown, Grade.Low, false)]
    [InlineData(Grade.Low, Grade.Unknown, true)]
    [InlineData(Grade.Middle, Grade.Unknown, false)]
    [InlineData(Grade.High, Grade.High, false)]
    [InlineData(Grade.Urgent, Grade.Low, false)]
    public void A_grade_only_rises(Grade now, Grade next, bool higher) => Assert.Equal(higher, NextInQueue.IsHigher(next, now));

    [Fact]
    public void Every_order_is_a_whole_number_that_a_score_can_hold()
    {
        var order = NextInQueue.Order(Place(Grade.Low, 4_999_999_999_999));
        Assert.True(order < 9_007_199_254_740_992);
        Assert.Equal(order + 1, NextInQueue.Order(Place(Grade.Low, 5_000_000_000_000)));
        Assert.True(NextInQueue.Order(Place(Grade.Urgent, 0)) >= 0);
    }

    [Fact]
    public void The_freest_counsellor_is_asked_then_the_one_asked_longest_ago_then_by_id()
    {
        Assert.Equal(["bun", "aki"], NextInQueue.Counsellors([("aki", 1, 0), ("bun", 2, 9), ("chie", 0, 0)]));
        Assert.Equal(["chie", "aki", "bun"], NextInQueue.Counsellors([("aki", 2, 5), ("bun", 2, 9), ("chie", 2, 3)]));
        Assert.Equal(["aki", "bun"], NextInQueue.Counsellors([("bun", 2, 5), ("aki", 2, 5)]));
        Assert.Empty(NextInQueue.Counsellors([("aki", 0, 0), ("bun", -1, 0)]));
        Assert.Empty(NextInQueue.Counsellors([]));
    }

    private static QueuePlace Place(Grade grade, long arrivedAt) => new("c", "komorebi", "K-1", "line", grade, arrivedAt, false);
}
