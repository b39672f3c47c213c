using Gateway.SupportBodies.Hours;

namespace Gateway.Rosters;

/// <summary>Shifts of one day, as somebody enters them by a clock of their own.</summary>
public sealed record SingleShifts
{
    /// <summary>So many places at most at once.</summary>
    public const int MostPlaces = 20;

    private const int LongestMinutes = 16 * 60;

    /// <summary>The day, by <see cref="TimeZone"/>.</summary>
    public DateOnly Day { get; init; }

    /// <summary>From, <c>HH:MM</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>To, <c>HH:MM</c>; at or before <see cref="From"/> it is on the next day.</summary>
    public string To { get; init; } = "";

    /// <summary>By which clock, as an IANA name.</summary>
    public string TimeZone { get; init; } = OpeningHours.Japan;

    /// <summary>As what.</summary>
    public RosterRole Role { get; init; }

    /// <summary>What whoever takes it must be able to do.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Languages in which whoever takes it must answer.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>How many places, 1 to 20.</summary>
    public int Places { get; init; } = 1;

    /// <summary>Whether a shift may last so many minutes: a quarter of an hour to sixteen hours.</summary>
    public static bool IsLength(int minutes) => minutes is >= 15 and <= LongestMinutes;

    /// <summary>What cannot be used, as the names of the fields.</summary>
    /// <param name="now">The moment: nobody enters what is over, or what is more than a year ahead.</param>
    public IEnumerable<string> Faults(DateTimeOffset now)
    {
        if (HoursRule.Clock(From) is not { } from || from >= 1440) yield return "from";
        if (HoursRule.Clock(To) is null) yield return "to";
        else if (Clock.Find(TimeZone) is null) yield return "timeZone";
        else if (Day.Year is < 2000 or > 9000 || Times() is var (begins, ends) && (begins < now.AddDays(-1) || begins > now.AddDays(366))) yield return "day";
        else if (!IsLength((int)(Times().To - Times().From).TotalMinutes)) yield return "to";
        if (!Enum.IsDefined(Role)) yield return "role";
        if (!RosterWords.AreWords(Skills)) yield return "skills";
        if (!RosterWords.AreWords(Languages)) yield return "languages";
        if (Places is < 1 or > MostPlaces) yield return "places";
    }

    /// <summary>The two moments.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Times()
    {
        var (zone, (from, to)) = (Clock.Find(TimeZone)!, new HoursRule { Opens = From, Closes = To }.Minutes);
        return (Clock.At(zone, Day, from).ToUniversalTime(), Clock.At(zone, Day, to).ToUniversalTime());
    }
}
