namespace Gateway.SupportBodies.Hours;

/// <summary>Whether a body is open at a moment, and until or from when.</summary>
/// <param name="State">Open, closed, or not known.</param>
/// <param name="Until">Open: when it closes; nothing when it does not close within <see cref="DaysAhead"/> days.</param>
/// <param name="From">Closed: when it opens; nothing when it does not within <see cref="DaysAhead"/> days.</param>
public readonly record struct WhenOpen(OpenState State, DateTimeOffset? Until = null, DateTimeOffset? From = null)
{
    /// <summary>How far is looked: a little more than a year, so that a day once a year is found.</summary>
    public const int DaysAhead = 370;

    private const int DaysOfOneOpening = 8;

    /// <summary>Whether it is open, and nothing else: quick enough to ask it of every body.</summary>
    public static OpenState At(OpeningHours hours, DateTimeOffset now)
    {
        if (!hours.IsKnown || Clock.Find(hours.TimeZone) is not { } zone) return OpenState.Unknown;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return Holds(hours, zone, today.AddDays(-1), now) || Holds(hours, zone, today, now) ? OpenState.Open : OpenState.Closed;
    }

    /// <summary>Whether it is open, and when that changes.</summary>
    public static WhenOpen Look(OpeningHours hours, DateTimeOffset now)
    {
        var state = At(hours, now);
        if (state == OpenState.Unknown) return new WhenOpen(state);
        var zone = Clock.Find(hours.TimeZone)!;
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return state == OpenState.Open ? new WhenOpen(state, Until: EndOf(hours, zone, today, now)) : new WhenOpen(state, From: NextOf(hours, zone, today, now));
    }

    private static bool Holds(OpeningHours hours, TimeZoneInfo zone, DateOnly day, DateTimeOffset now)
    {
        foreach (var (from, to) in hours.On(day))
        {
            if (Clock.At(zone, day, from) <= now && now < Clock.At(zone, day, to)) return true;
        }

        return false;
    }

    // Openings that touch are one: round the clock there is no end at midnight.
    private static DateTimeOffset? EndOf(OpeningHours hours, TimeZoneInfo zone, DateOnly today, DateTimeOffset now)
    {
        var end = now;
        for (var day = today.AddDays(-1); day <= today.AddDays(DaysOfOneOpening); day = day.AddDays(1))
        {
            var before = end;
            foreach (var (from, to) in hours.On(day).OrderBy(times => times.From))
            {
                if (Clock.At(zone, day, from) <= end && Clock.At(zone, day, to) is var closes && closes > end) end = closes;
            }

            if (day > today && end == before && end < Clock.At(zone, day, 0)) return end;
        }

        return end > now.AddDays(DaysOfOneOpening - 2) ? null : end;
    }

    private static DateTimeOffset? NextOf(OpeningHours hours, TimeZoneInfo zone, DateOnly today, DateTimeOffset now)
    {
        for (var day = today; day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            var next = hours.On(day).Select(times => Clock.At(zone, day, times.From)).Where(at => at > now).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            if (next < DateTimeOffset.MaxValue) return next;
        }

        return null;
    }
}

/// <summary>Whether somebody is there.</summary>
public enum OpenState
{
    /// <summary>Nobody has said when it is open.</summary>
    Unknown,

    /// <summary>Open at this moment.</summary>
    Open,

    /// <summary>Closed at this moment.</summary>
    Closed,
}
