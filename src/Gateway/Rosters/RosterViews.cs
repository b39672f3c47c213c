namespace Gateway.Rosters;

/// <summary>A shift as those of its organisation see it.</summary>
internal sealed record ShiftView(
    string Id, DateTimeOffset BeginsAt, DateTimeOffset EndsAt, RosterRole Role, IReadOnlyList<string> Skills, IReadOnlyList<string> Languages,
    string? StaffId, string? Name, bool Mine, bool Offered, bool? MayDecline, string? SeriesId)
{
    public static ShiftView Of(RosterShift shift, string? name, string reader) => new(
        shift.Id, shift.BeginsAt, shift.EndsAt, shift.Role, shift.Skills, shift.Languages, shift.StaffId, name, shift.StaffId == reader, shift.Offered,
        shift.StaffId == reader && shift.AssignedBy is not null ? true : null, shift.SeriesId);
}

/// <summary>Somebody who may be given a shift, as those who keep the roster see them: without the address for letters.</summary>
internal sealed record PersonView(string StaffId, string Name, string Role, string TimeZone, string Country, IReadOnlyList<string> Skills, IReadOnlyList<string> Languages, int Capacity)
{
    public static PersonView Of(HeldPerson held) => new(
        held.StaffId, held.Name, held.Role, held.Person.TimeZone, held.Person.Country, held.Person.Skills, held.Person.Languages, held.Person.Capacity);
}

/// <summary>A series with its plan.</summary>
internal sealed record SeriesView(string Id, SeriesPlan Plan);

/// <summary>How a week stands, for one organisation.</summary>
/// <param name="Week">Its Monday, by the clock of Japan.</param>
/// <param name="BeginsAt">When it begins.</param>
/// <param name="Weeks">Over how many weeks arrivals could be counted.</param>
/// <param name="Known">Whether that is enough to expect anything.</param>
/// <param name="Demands">What is asked for.</param>
/// <param name="Hours">168 hours from Monday 00:00.</param>
internal sealed record WeekView(DateOnly Week, DateTimeOffset BeginsAt, int Weeks, bool Known, RosterDemands Demands, IReadOnlyList<HourFigures> Hours)
{
    public static WeekView Of(WeekCover cover) => new(
        DateOnly.FromDateTime(cover.Week.DateTime), cover.Week, cover.Arrivals.Weeks, cover.Arrivals.PerHour is not null, cover.Demands, cover.Hours());
}

/// <summary>What somebody said of themselves, and whether their calendar has an address.</summary>
internal sealed record MyRosterView(string StaffId, RosterPerson? Person, bool Calendar);
