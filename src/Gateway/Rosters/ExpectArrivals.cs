using Gateway.Disasters;
using Gateway.Records;

namespace Gateway.Rosters;

/// <summary>
/// How many people write in which hour of the week: the plain average over the last whole weeks, by the clock of Japan. Anybody can count it again. Where an organisation is
/// younger, over as many whole weeks as there are.
/// </summary>
public static class ExpectArrivals
{
    /// <summary>From fewer weeks nothing is said.</summary>
    public const int FewestWeeks = 4;

    /// <summary>From fewer people nothing is said.</summary>
    public const int FewestPeople = 40;

    /// <summary>Counts for one organisation.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organisation">To whom people wrote, whoever answered.</param>
    /// <param name="weeks">Over at most so many weeks.</param>
    /// <param name="now">The moment.</param>
    public static async Task<Arrivals> OfAsync(RecordsSession session, string organisation, int weeks, DateTimeOffset now)
    {
        const long hour = 3_600_000, week = RosterWeek.Hours * hour;
        // The hour that has begun is not over: it would count as a quiet one.
        var to = now.ToUnixTimeMilliseconds() / hour * hour;
        var first = await session.FindAsync<long?>("SELECT MIN(opened_at) FROM conversation WHERE organisation = @organisation", new { organisation });
        var whole = first is { } begun ? (int)Math.Min(weeks, (to - begun) / week) : 0;
        if (whole < FewestWeeks) return new Arrivals(whole, null);
        var counts = await session.QueryAsync<(long Hour, long Count)>(
            $"SELECT {RosterWeek.HourOfWeek}, COUNT(*) FROM conversation WHERE organisation = @organisation AND opened_at >= @from AND opened_at < @to GROUP BY 1",
            new { organisation, from = to - (whole * week), to });
        if (counts.Sum(one => one.Count) < FewestPeople) return new Arrivals(whole, null);
        var hours = new double[RosterWeek.Hours];
        foreach (var (at, count) in counts) hours[at] = (double)count / whole;
        return new Arrivals(whole, hours);
    }
}

/// <summary>How many are expected.</summary>
/// <param name="Weeks">Over how many weeks it was counted, or could have been.</param>
/// <param name="PerHour">For each hour of the week; nothing where too little is known.</param>
public sealed record Arrivals(int Weeks, IReadOnlyList<double>? PerHour)
{
    /// <summary>With more expected in the hours of a week for which a disaster mode holds. Of two at once the larger counts.</summary>
    /// <param name="week">When the week begins.</param>
    /// <param name="disasters">Those of the organisation.</param>
    public Arrivals Raised(DateTimeOffset week, IReadOnlyList<Disaster> disasters) => PerHour is null || disasters.Count == 0
        ? this
        : this with { PerHour = [.. PerHour.Select((come, hour) => come * disasters.Where(one => one.HoldsAt(week.AddHours(hour)) || one.HoldsAt(week.AddHours(hour + 1).AddTicks(-1))).Select(one => one.Plan.Factor).Append(1).Max())] };
}
