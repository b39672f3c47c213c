namespace Gateway.Rosters;

/// <summary>A week by the clock of Japan, as its hours: 0 is Monday 00:00, 167 Sunday 23:00. Japan has had one offset since 1952, so every hour is there once.</summary>
public static class RosterWeek
{
    /// <summary>How many hours it has.</summary>
    public const int Hours = 168;

    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    /// <summary>When the week of a moment began.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset moment) => StartOf(DateOnly.FromDateTime(moment.ToOffset(s_japan).DateTime));

    /// <summary>When the week of a day began.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)).ToDateTime(TimeOnly.MinValue), s_japan);

    /// <summary>Its hour as the records count it: whole hours since 1970 in Japan, which was a Thursday.</summary>
    internal const string HourOfWeek = "(opened_at / 3600000 + 9 + 72) % 168";
}
