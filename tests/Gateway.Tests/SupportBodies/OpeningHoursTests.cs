using System.Globalization;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.SupportBodies;

public sealed class OpeningHoursTests
{
    private static readonly OpeningHours s_office = new()
    {
        Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR", Opens = "08:30", Closes = "17:15" }],
        YearEndFrom = "12-29",
        YearEndTo = "01-03",
    };

    private static readonly OpeningHours s_night = new() { Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU", Opens = "19:00", Closes = "05:00" }], Holidays = HolidayUse.AsUsual };

    private static readonly OpeningHours s_always = new() { Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU" }], Holidays = HolidayUse.AsUsual };

    public static TheoryData<string, OpeningHours, string, string?, string?> Moments() => new()
    {
        { "a weekday", s_office, "2026-11-24 08:30", "2026-11-24 17:15", null },
        { "the last minute", s_office, "2026-11-24 17:14", "2026-11-24 17:15", null },
        { "after work", s_office, "2026-11-24 17:15", null, "2026-11-25 08:30" },
        { "a Saturday before a Monday that is a holiday", s_office, "2026-11-21 12:00", null, "2026-11-24 08:30" },
        { "a holiday", s_office, "2026-11-23 12:00", null, "2026-11-24 08:30" },
        { "the golden week", s_office, "2026-05-02 12:00", null, "2026-05-07 08:30" },
        { "the end of the year", s_office, "2026-12-28 18:00", null, "2027-01-04 08:30" },
        { "before the night", s_night, "2026-11-24 18:59", null, "2026-11-24 19:00" },
        { "after midnight", s_night, "2026-11-25 02:00", "2026-11-25 05:00", null },
        { "round the clock", s_always, "2026-11-24 23:59", "never", null },
        { "nobody said", new OpeningHours(), "2026-11-24 12:00", "unknown", null },
        { "the third Saturday", Monthly("3SA"), "2026-11-20 12:00", null, "2026-11-21 10:00" },
        { "after the third Saturday", Monthly("3SA"), "2026-11-21 12:00", null, "2026-12-19 10:00" },
        { "the second and the fourth Saturday", Monthly("2SA,4SA"), "2026-11-15 12:00", null, "2026-11-28 10:00" },
        { "the last Friday", Monthly("-1FR"), "2026-11-01 12:00", null, "2026-11-27 10:00" },
        { "the fifteenth and the last of the month", new OpeningHours { Rules = [new HoursRule { Freq = "MONTHLY", ByMonthDay = "15,-1", Opens = "10:00", Closes = "12:00" }] }, "2027-02-16 12:00", null, "2027-02-28 10:00" },
        { "every second week", Fortnight(), "2026-11-03 12:00", null, "2026-11-10 10:00" },
        { "the week between", Fortnight(), "2026-11-11 12:00", null, "2026-11-24 10:00" },
        { "every second month", new OpeningHours { Rules = [new HoursRule { Freq = "MONTHLY", ByMonthDay = "5", Interval = 2, Start = Day("2026-10-01"), Opens = "10:00", Closes = "12:00" }] }, "2026-10-06 12:00", null, "2026-12-05 10:00" },
        { "a day on which it stays closed", s_office with { Exceptions = [new(Day("2026-11-24"), Day("2026-11-25"))] }, "2026-11-24 12:00", null, "2026-11-26 08:30" },
        { "a holiday on which it opens", s_office with { Exceptions = [new(Day("2026-11-23"), Day("2026-11-23"), "10:00", "16:00")] }, "2026-11-23 12:00", "2026-11-23 16:00", null },
        { "a rule that has ended", new OpeningHours { Rules = [new HoursRule { ByDay = "TU", ValidTo = Day("2026-11-17") }] }, "2026-11-24 12:00", null, null },
        { "a noon break", Twice("09:00", "12:00", "13:00", "17:00"), "2026-11-24 12:30", null, "2026-11-24 13:00" },
        { "no break", Twice("09:00", "12:00", "12:00", "17:00"), "2026-11-24 11:00", "2026-11-24 17:00", null },
        { "a Monday that is the last of 31 days", new OpeningHours { Rules = [new HoursRule { Freq = "MONTHLY", ByMonthDay = "31", ByDay = "MO", Opens = "09:00", Closes = "10:00" }] }, "2026-11-24 12:00", null, "2027-05-31 09:00" },
    };

    [Theory, MemberData(nameof(Moments))]
    public void It_is_known_whether_a_body_is_open_and_when_that_changes(string what, OpeningHours hours, string now, string? until, string? from)
    {
        Assert.NotEmpty(what);
        Assert.Null(hours.Fault());
        var found = WhenOpen.Look(hours, Japan(now));
        Assert.Equal(until == "unknown" ? OpenState.Unknown : until is null ? OpenState.Closed : OpenState.Open, found.State);
        Assert.Equal(until is null or "unknown" or "never" ? null : Japan(until), found.Until);
        Assert.Equal(from is null ? null : Japan(from), found.From);
    }

    [Fact]
    public void A_body_abroad_keeps_its_own_clock()
    {
        var lisbon = s_office with { TimeZone = "Europe/Lisbon", Holidays = HolidayUse.AsUsual };
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero), WhenOpen.Look(lisbon, Japan("2026-11-24 12:00")).From);
        // In summer its clock is an hour ahead.
        Assert.Equal(new DateTimeOffset(2026, 7, 14, 7, 30, 0, TimeSpan.Zero), WhenOpen.Look(lisbon, Japan("2026-07-14 12:00")).From);
    }

    [Fact]
    public void Minute_for_minute_open_agrees_with_what_the_next_change_says()
    {
        var hours = s_night with { Holidays = HolidayUse.Closed, Exceptions = [new(Day("2026-11-26"), Day("2026-11-26"), "10:00", "24:00")] };
        var now = Japan("2026-11-20 00:00");
        while (now < Japan("2026-11-28 00:00"))
        {
            var seen = WhenOpen.Look(hours, now);
            var changes = (seen.Until ?? seen.From)!.Value;
            Assert.True(changes > now);
            for (var minute = now; minute < changes; minute = minute.AddMinutes(7)) Assert.Equal(seen.State, WhenOpen.At(hours, minute));
            Assert.NotEqual(seen.State, WhenOpen.At(hours, changes));
            now = changes;
        }
    }

    [Theory]
    [InlineData("WEEKLY", "3SA", "", "09:00", "10:00", "byDay")]
    [InlineData("WEEKLY", "", "", "09:00", "10:00", "byDay")]
    [InlineData("WEEKLY", "月", "", "09:00", "10:00", "byDay")]
    [InlineData("WEEKLY", "MO", "1", "09:00", "10:00", "byMonthDay")]
    [InlineData("MONTHLY", "6SA", "", "09:00", "10:00", "byDay")]
    [InlineData("MONTHLY", "", "32", "09:00", "10:00", "byMonthDay")]
    [InlineData("DAILY", "MO", "", "09:00", "10:00", "freq")]
    [InlineData("WEEKLY", "MO", "", "25:00", "10:00", "opens")]
    [InlineData("WEEKLY", "MO", "", "24:00", "10:00", "opens")]
    [InlineData("WEEKLY", "MO", "", "09:00", "9時", "closes")]
    public void A_rule_that_cannot_be_used_names_its_field(string freq, string byDay, string byMonthDay, string opens, string closes, string field) =>
        Assert.Equal(field, new HoursRule { Freq = freq, ByDay = byDay, ByMonthDay = byMonthDay, Opens = opens, Closes = closes }.Fault());

    private static OpeningHours Monthly(string byDay) => new() { Rules = [new HoursRule { Freq = "MONTHLY", ByDay = byDay, Opens = "10:00", Closes = "12:00" }] };

    private static OpeningHours Fortnight() => new() { Rules = [new HoursRule { ByDay = "TU", Interval = 2, Start = Day("2026-10-27"), Opens = "10:00", Closes = "12:00" }] };

    private static OpeningHours Twice(string from, string to, string again, string end) => new()
    {
        Rules = [new HoursRule { ByDay = "TU", Opens = from, Closes = to }, new HoursRule { ByDay = "TU", Opens = again, Closes = end }],
    };

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Japan(string text) => new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(9));
}
