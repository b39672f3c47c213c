using System.Globalization;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.SupportBodies;

/// <summary>Time that counts only while somebody is there.</summary>
public sealed class OpenTimeTests
{
    // Friday the 20th of November 2026; Monday is a holiday.
    [Theory]
    [InlineData("MO,TU,WE,TH,FR 09:00-17:00", "2026-11-20 15:00", 2, "2026-11-20 17:00")]
    [InlineData("MO,TU,WE,TH,FR 09:00-17:00", "2026-11-20 15:00", 3, "2026-11-24 10:00")]
    [InlineData("MO,TU,WE,TH,FR 09:00-17:00", "2026-11-20 07:00", 8, "2026-11-20 17:00")]
    [InlineData("MO,TU,WE,TH,FR 09:00-17:00", "2026-11-21 12:00", 9, "2026-11-25 10:00")]
    [InlineData("MO,TU,WE,TH,FR 09:00-17:00;FR 13:00-18:00", "2026-11-20 09:00", 9, "2026-11-20 18:00")]
    [InlineData("FR 19:00-05:00", "2026-11-21 01:00", 4, "2026-11-21 05:00")]
    [InlineData("FR 19:00-05:00", "2026-11-21 01:00", 5, "2026-11-27 20:00")]
    [InlineData("MO,TU,WE,TH,FR,SA,SU 00:00-24:00", "2026-11-20 15:00", 30, "2026-11-21 21:00")]
    [InlineData("", "2026-11-20 15:00", 30, "2026-11-21 21:00")]
    [InlineData("SA 10:00-10:30", "2026-11-20 15:00", 8, "2026-12-20 15:00")]
    public void It_stands_still_behind_closed_doors_and_every_hour_counts_once(string rules, string from, int hours, string until)
    {
        var open = new OpeningHours
        {
            // Round the clock and at night there are no holidays here.
            Holidays = rules.Contains("SU", StringComparison.Ordinal) ? HolidayUse.AsUsual : HolidayUse.Closed,
            Rules = [.. rules.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(rule => new HoursRule { ByDay = rule.Split(' ')[0], Opens = rule.Split(' ', '-')[1], Closes = rule.Split(' ', '-')[2] })],
        };
        Assert.Equal(At(until), OpenTime.After(open, At(from), TimeSpan.FromHours(hours), At(from).AddDays(30)));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.ParseExact(text + " +09:00", "yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture);
}
