using Gateway.Organisations;
using Gateway.Rosters;

namespace Gateway.Consortium;

/// <summary>How a week stands over all members that take part: figures for each hour and each member, and nobody's name.</summary>
public sealed class CoverWeek(ConsortiumDirectory directory, ReadRoster roster, OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>Adds up the week that begins at a moment.</summary>
    /// <param name="staff">Who reads; of which organisation.</param>
    /// <param name="consortiumId">Which consortium.</param>
    /// <param name="week">When the week begins.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The week; nothing when the consortium has nothing to do with that organisation, or the organisation takes no part just now.</returns>
    public async Task<WeekTogether?> ReadAsync(Staff staff, string consortiumId, DateTimeOffset week, CancellationToken cancel = default)
    {
        var now = time.GetUtcNow();
        if (await directory.FindAsync(consortiumId, staff.Organisation, cancel) is not { Holding: { } holding } consortium) return null;
        if (Membership.Hindrance(consortium, staff.Organisation, now) is not null) return null;
        string[] sharing = [.. holding.Charter.Members.Where(id => Membership.Hindrance(consortium, id, now) is null).Order(StringComparer.Ordinal)];
        var weeks = await roster.WeekAsync(sharing, week, cancel);
        // Between organisations nobody stands behind anybody: supervisors are each member's own matter. Two people at least, wherever they are.
        var demands = new RosterDemands { PerSupervisor = 0, TalkMinutes = holding.Charter.Rules.TalkMinutes };
        return new WeekTogether(
            DateOnly.FromDateTime(week.DateTime), week, [.. weeks.Select(one => Of(one, organisations))], [.. Enumerable.Range(0, RosterWeek.Hours).Select(hour => Together(weeks, hour, demands))]);
    }

    // Whoever is expected where too little is known is not in the sum; the page says which members that are.
    private static HourFigures Together(IReadOnlyList<WeekCover> weeks, int hour, RosterDemands demands)
    {
        var cover = new HourCover(weeks.Sum(one => one.Cover[hour].People), Supervisors: 0, weeks.Sum(one => one.Cover[hour].Hands));
        var known = weeks.Where(one => one.Arrivals.PerHour is not null).ToList();
        double? expected = known.Count == 0 ? null : Math.Round(known.Sum(one => one.Arrivals.PerHour![hour]), 2);
        // A consortium means to be there round the clock: that is what it is for.
        var (state, lacks) = JudgeHour.Of(cover, expected, demands, open: true);
        return new HourFigures(state, cover.People, cover.Supervisors, cover.Hands, expected, lacks);
    }

    private static MemberWeek Of(WeekCover one, OrganisationDirectory organisations) => new(
        one.Organisation, organisations.FindOrganisation(one.Organisation)?.Name ?? one.Organisation, one.Arrivals.PerHour is not null, [.. one.Cover.Select(hour => hour.People)]);
}

/// <summary>A week over all members that take part.</summary>
/// <param name="Week">Its Monday, by the clock of Japan.</param>
/// <param name="BeginsAt">When it begins.</param>
/// <param name="Members">The members.</param>
/// <param name="Hours">168 hours from Monday 00:00, all members together.</param>
public sealed record WeekTogether(DateOnly Week, DateTimeOffset BeginsAt, IReadOnlyList<MemberWeek> Members, IReadOnlyList<HourFigures> Hours);

/// <summary>What partners see of a member: how many are planned in each hour.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Known">Whether enough is known to expect anybody.</param>
/// <param name="People">Counsellors planned, hour by hour.</param>
public sealed record MemberWeek(string Organisation, string Name, bool Known, IReadOnlyList<int> People);
