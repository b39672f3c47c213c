using Gateway.SupportBodies.Hours;

namespace Gateway.Rosters;

/// <summary>Shifts that come again: when, by the rules that opening hours know (weeks, months, Japanese holidays, the end of the year), and what each asks for.</summary>
public sealed record SeriesPlan
{
    /// <summary>How far ahead a series is laid out, in days.</summary>
    public const int DaysAhead = 56;

    /// <summary>When, by the clock that it names; so a volunteer's evening in Lisbon stays an evening when that clock changes.</summary>
    public OpeningHours Hours { get; init; } = new() { Holidays = HolidayUse.AsUsual };

    /// <summary>As what.</summary>
    public RosterRole Role { get; init; }

    /// <summary>What whoever takes one must be able to do.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Languages in which whoever takes one must answer.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>How many people each time, 1 to 20.</summary>
    public int Places { get; init; } = 1;

    /// <summary>Who has the first of the places each time; nothing: all are open.</summary>
    public string? StaffId { get; init; }

    /// <summary>What cannot be used, as the names of the fields.</summary>
    public IEnumerable<string> Faults()
    {
        if (Hours.Rules.Count == 0 || Hours.Rules.Any(rule => rule is null) || Hours.Exceptions.Any(day => day is null)) yield return "hours.rules";
        else if (Hours.Fault() is { } fault) yield return "hours." + fault;
        else if (Hours.Rules.Any(rule => rule.Minutes is var (from, to) && !SingleShifts.IsLength(to - from))) yield return "hours.rules";
        if (!Enum.IsDefined(Role)) yield return "role";
        if (!RosterWords.AreWords(Skills)) yield return "skills";
        if (!RosterWords.AreWords(Languages)) yield return "languages";
        if (Places is < 1 or > SingleShifts.MostPlaces) yield return "places";
    }

    /// <summary>The times on some days, oldest first. A time that a change of the clock swallows whole is left out.</summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset To)> On(DateOnly first, DateOnly last)
    {
        if (Clock.Find(Hours.TimeZone) is not { } zone) yield break;
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            foreach (var (from, to) in Hours.On(day).OrderBy(times => times.From))
            {
                var (begins, ends) = (Clock.At(zone, day, from), Clock.At(zone, day, to));
                if (ends > begins) yield return (begins.ToUniversalTime(), ends.ToUniversalTime());
            }
        }
    }
}
