using Gateway.Rosters;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.Rosters;

/// <summary>The pure parts of a roster: clocks, hours, and what an hour lacks.</summary>
public sealed class HourCoverTests
{
    private static readonly DateTimeOffset s_week = RosterWeek.StartOf(new DateOnly(2026, 11, 25));

    [Fact]
    public void A_week_begins_on_Monday_in_Japan() => Assert.Equal(new DateTimeOffset(2026, 11, 22, 15, 0, 0, TimeSpan.Zero), s_week);

    /// <summary>An evening in Lisbon is an hour earlier in Japan while Lisbon has summer time, and stays an evening.</summary>
    [Fact]
    public void A_series_goes_by_the_clock_of_whoever_stands_behind_it()
    {
        var plan = new SeriesPlan { Hours = Daily("Europe/Lisbon", "18:00", "22:00") };
        // Summer time ends on 2026-10-25.
        var days = plan.On(new DateOnly(2026, 10, 24), new DateOnly(2026, 10, 25)).ToList();
        Assert.Equal([17, 18], days.Select(day => day.From.UtcDateTime.Hour));
        Assert.All(days, day => Assert.Equal(4, (day.To - day.From).TotalHours));
    }

    /// <summary>A night over the change of the clock is as long as it is: five hours in spring, seven in autumn, for 00:00 to 06:00.</summary>
    [Theory]
    [InlineData(2026, 3, 8, 5)]
    [InlineData(2026, 11, 1, 7)]
    [InlineData(2026, 6, 1, 6)]
    public void A_night_in_Toronto_is_as_long_as_the_clock_makes_it(int year, int month, int day, int hours)
    {
        var night = Assert.Single(new SeriesPlan { Hours = Daily("America/Toronto", "00:00", "06:00") }.On(new DateOnly(year, month, day), new DateOnly(year, month, day)));
        Assert.Equal(hours, (night.To - night.From).TotalHours);
        var (from, to) = new SingleShifts { Day = new DateOnly(year, month, day), From = "00:00", To = "06:00", TimeZone = "America/Toronto" }.Times();
        Assert.Equal(night, (from, to));
    }

    [Fact]
    public void An_hour_that_the_clock_leaves_out_is_no_shift() =>
        Assert.Empty(new SeriesPlan { Hours = Daily("America/Toronto", "02:00", "03:00") }.On(new DateOnly(2026, 3, 8), new DateOnly(2026, 3, 8)));

    [Fact]
    public void A_series_knows_Japanese_holidays_and_the_end_of_the_year()
    {
        var plan = new SeriesPlan { Hours = Daily("Asia/Tokyo", "10:00", "12:00") with { Holidays = HolidayUse.Closed, YearEndFrom = "12-29", YearEndTo = "01-03" } };
        Assert.Equal([22, 24], plan.On(new DateOnly(2026, 11, 22), new DateOnly(2026, 11, 24)).Select(times => times.From.AddHours(9).Day));
        Assert.Empty(plan.On(new DateOnly(2026, 12, 29), new DateOnly(2027, 1, 3)));
    }

    /// <summary>Whoever goes at half past leaves nobody for half an hour: the hour has nobody.</summary>
    [Fact]
    public void The_worst_minute_of_an_hour_counts()
    {
        var hours = HourCover.Of(s_week, [Here(0, 1.5, hands: 2), Here(1.25, 3, hands: 3), new Planned(s_week, s_week.AddHours(2), RosterRole.Supervisor, 5)]);
        Assert.Equal([new HourCover(1, 1, 2), new HourCover(1, 1, 2), new HourCover(1, 0, 3), new HourCover(0, 0, 0)], hours.Take(4));
        Assert.Equal(0, HourCover.Of(s_week, [Here(0, 0.5)])[0].People);
        Assert.Equal(0, HourCover.Of(s_week, [Here(0.5, 1)])[0].People);
    }

    [Theory]
    [InlineData(0, 0, 0, null, "nobody")]
    [InlineData(1, 1, 5, null, "people")]
    [InlineData(2, 0, 2, null, "supervisors")]
    [InlineData(6, 1, 6, null, "supervisors")]
    [InlineData(6, 2, 6, null, "")]
    [InlineData(2, 1, 2, 2.4, "")]
    [InlineData(2, 1, 2, 2.5, "hands")]
    public void An_hour_says_what_it_lacks(int people, int supervisors, int hands, double? expected, string lacks)
    {
        var (state, found) = JudgeHour.Of(new HourCover(people, supervisors, hands), expected, new RosterDemands(), open: true);
        Assert.Equal(lacks, string.Join(',', found));
        Assert.Equal(people == 0 ? HourState.Uncovered : lacks.Length > 0 ? HourState.Lacking : HourState.Covered, state);
        if (people == 0) Assert.Equal(HourState.Closed, JudgeHour.Of(new HourCover(0, 0, 0), expected, new RosterDemands(), open: false).State);
    }

    private static Planned Here(double from, double to, int hands = 1) => new(s_week.AddHours(from), s_week.AddHours(to), RosterRole.Counsellor, hands);

    private static OpeningHours Daily(string timeZone, string opens, string closes) => new()
    {
        Holidays = HolidayUse.AsUsual,
        TimeZone = timeZone,
        Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU", Opens = opens, Closes = closes }],
    };
}
