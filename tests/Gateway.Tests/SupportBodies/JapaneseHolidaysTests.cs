using System.Globalization;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.SupportBodies;

/// <summary>The computed days off, against the lists that the Cabinet Office published for these years.</summary>
public sealed class JapaneseHolidaysTests
{
    [Theory]
    [InlineData(2009, "1-1 1-12 2-11 3-20 4-29 5-3 5-4 5-5 5-6 7-20 9-21 9-22 9-23 10-12 11-3 11-23 12-23")]
    [InlineData(2015, "1-1 1-12 2-11 3-21 4-29 5-3 5-4 5-5 5-6 7-20 9-21 9-22 9-23 10-12 11-3 11-23 12-23")]
    [InlineData(2016, "1-1 1-11 2-11 3-20 3-21 4-29 5-3 5-4 5-5 7-18 8-11 9-19 9-22 10-10 11-3 11-23 12-23")]
    [InlineData(2019, "1-1 1-14 2-11 3-21 4-29 4-30 5-1 5-2 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-23 10-14 10-22 11-3 11-4 11-23")]
    [InlineData(2020, "1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-23 7-24 8-10 9-21 9-22 11-3 11-23")]
    [InlineData(2021, "1-1 1-11 2-11 2-23 3-20 4-29 5-3 5-4 5-5 7-22 7-23 8-8 8-9 9-20 9-23 11-3 11-23")]
    [InlineData(2022, "1-1 1-10 2-11 2-23 3-21 4-29 5-3 5-4 5-5 7-18 8-11 9-19 9-23 10-10 11-3 11-23")]
    [InlineData(2023, "1-1 1-2 1-9 2-11 2-23 3-21 4-29 5-3 5-4 5-5 7-17 8-11 9-18 9-23 10-9 11-3 11-23")]
    [InlineData(2024, "1-1 1-8 2-11 2-12 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-22 9-23 10-14 11-3 11-4 11-23")]
    [InlineData(2025, "1-1 1-13 2-11 2-23 2-24 3-20 4-29 5-3 5-4 5-5 5-6 7-21 8-11 9-15 9-23 10-13 11-3 11-23 11-24")]
    [InlineData(2026, "1-1 1-12 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-20 8-11 9-21 9-22 9-23 10-12 11-3 11-23")]
    [InlineData(2027, "1-1 1-11 2-11 2-23 3-21 3-22 4-29 5-3 5-4 5-5 7-19 8-11 9-20 9-23 10-11 11-3 11-23")]
    public void A_year_has_exactly_these_days_off(int year, string days)
    {
        var found = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(new DateOnly(year, 1, 1).AddDays).Where(JapaneseHolidays.Is)
            .Select(day => day.ToString("M-d", CultureInfo.InvariantCulture));
        Assert.Equal(days.Split(' '), found);
    }

    [Theory]
    [InlineData("2026-05-06", "振替休日")]
    [InlineData("2026-09-22", "国民の休日")]
    [InlineData("2026-09-23", "秋分の日")]
    [InlineData("2019-05-02", "国民の休日")]
    [InlineData("2026-11-22", null)]
    [InlineData("2100-01-01", null)]
    public void A_day_off_has_a_name(string day, string? name) => Assert.Equal(name, JapaneseHolidays.NameOf(DateOnly.Parse(day, CultureInfo.InvariantCulture)));
}
