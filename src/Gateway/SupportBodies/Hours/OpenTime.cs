namespace Gateway.SupportBodies.Hours;

/// <summary>Counts time only while a body is open: the clock stands still at night, on holidays, and between the years.</summary>
public static class OpenTime
{
    /// <summary>When a body will have been open for so long.</summary>
    /// <param name="hours">Its hours; without any the clock counts.</param>
    /// <param name="from">Since when.</param>
    /// <param name="open">For how long it is to have been open.</param>
    /// <param name="latest">Not later than this, however seldom it opens.</param>
    public static DateTimeOffset After(OpeningHours hours, DateTimeOffset from, TimeSpan open, DateTimeOffset latest)
    {
        if (!hours.IsKnown || Clock.Find(hours.TimeZone) is not { } zone) return Sooner(from + open, latest);
        var (seen, left) = (from, open);
        // What opened yesterday may still be open.
        for (var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, zone).DateTime).AddDays(-1); Clock.At(zone, day, 0) < latest; day = day.AddDays(1))
        {
            foreach (var times in hours.On(day).OrderBy(times => times.From))
            {
                // Two rules may speak of the same hour: it counts once.
                var (opens, closes) = (Later(Clock.At(zone, day, times.From), seen), Clock.At(zone, day, times.To));
                if (closes <= opens) continue;
                if (closes - opens >= left) return Sooner(opens + left, latest).ToUniversalTime();
                left -= closes - opens;
                seen = closes;
            }
        }

        return latest;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Sooner(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
