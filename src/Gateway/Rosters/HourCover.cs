namespace Gateway.Rosters;

/// <summary>Who is planned to be there in one hour. Where that changes within the hour, the fewest count: the worst minute is the one in which somebody writes.</summary>
/// <param name="People">Counsellors.</param>
/// <param name="Supervisors">Supervisors.</param>
/// <param name="Hands">How many people these counsellors usually talk with at once, in all.</param>
public readonly record struct HourCover(int People, int Supervisors, int Hands)
{
    /// <summary>The hours of a week, from its beginning. Pure.</summary>
    /// <param name="week">When the week begins.</param>
    /// <param name="planned">Who is planned when, as what, and with how many hands. One supervisor is no counsellor: they stand behind.</param>
    public static IReadOnlyList<HourCover> Of(DateTimeOffset week, IReadOnlyList<Planned> planned)
    {
        var hours = new HourCover[RosterWeek.Hours];
        for (var i = 0; i < hours.Length; i++)
        {
            var (from, to) = (week.AddHours(i), week.AddHours(i + 1));
            var here = planned.Where(one => one.From < to && one.To > from).ToList();
            // Only where somebody comes or goes can it become less.
            var moments = here.Select(one => one.To).Where(at => at < to).Append(from).Distinct().ToList();
            List<HourCover> at = [.. moments.Select(moment => At(here, moment))];
            hours[i] = new HourCover(at.Min(cover => cover.People), at.Min(cover => cover.Supervisors), at.Min(cover => cover.Hands));
        }

        return hours;
    }

    private static HourCover At(List<Planned> planned, DateTimeOffset moment)
    {
        var there = planned.Where(one => one.From <= moment && one.To > moment).ToLookup(one => one.Role);
        return new HourCover(there[RosterRole.Counsellor].Count(), there[RosterRole.Supervisor].Count(), there[RosterRole.Counsellor].Sum(one => one.Hands));
    }
}

/// <summary>Somebody who is planned to be there.</summary>
/// <param name="From">From.</param>
/// <param name="To">To.</param>
/// <param name="Role">As what.</param>
/// <param name="Hands">With how many people they usually talk at once.</param>
public sealed record Planned(DateTimeOffset From, DateTimeOffset To, RosterRole Role, int Hands);
