using Gateway.Disasters;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.SupportBodies.Hours;

namespace Gateway.Rosters;

/// <summary>Reads the roster of an organisation, and how a week of it stands.</summary>
public sealed class ReadRoster
{
    private readonly IRecords _records;
    private readonly PersonRows _people;
    private readonly TimeProvider _time;

    internal ReadRoster(IRecords records, PersonRows people, TimeProvider time) => (_records, _people, _time) = (records, people, time);

    /// <summary>The shifts that touch a time, with the names of those who hold them.</summary>
    public Task<IReadOnlyList<(RosterShift Shift, string? Name)>> ShiftsAsync(string organisation, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel = default) =>
        _records.ReadAsync<IReadOnlyList<(RosterShift, string?)>>(async session =>
        {
            var names = (await session.QueryAsync<(string Id, string Name)>("SELECT id, name FROM staff WHERE organisation = @organisation", new { organisation })).ToDictionary(one => one.Id, one => one.Name);
            return [.. (await RosterRows.BetweenAsync(session, organisation, from, to)).Select(shift => (shift, shift.StaffId is { } id ? names.GetValueOrDefault(id) : null))];
        }, cancel);

    /// <summary>Those who may be on the roster.</summary>
    public Task<IReadOnlyList<HeldPerson>> PeopleAsync(string organisation, CancellationToken cancel = default) => _records.ReadAsync(session => _people.OfAsync(session, [organisation]), cancel);

    /// <summary>What somebody said of themselves; nothing when they said nothing yet.</summary>
    public Task<RosterPerson?> PersonAsync(Staff staff, CancellationToken cancel = default) => _records.ReadAsync(session => _people.FindAsync(session, staff.Id), cancel);

    /// <summary>The series that go on.</summary>
    public Task<IReadOnlyList<RosterSeries>> SeriesAsync(string organisation, CancellationToken cancel = default) => _records.ReadAsync(session => SeriesRows.OfAsync(session, organisation), cancel);

    /// <summary>What the organisation asks of its roster.</summary>
    public Task<RosterDemands> DemandsAsync(string organisation, CancellationToken cancel = default) => _records.ReadAsync(session => RosterRows.DemandsAsync(session, organisation), cancel);

    /// <summary>How a week stands for each of some organisations: figures for each hour, and nobody's name.</summary>
    /// <param name="organisations">Whose.</param>
    /// <param name="week">When the week begins (<see cref="RosterWeek.StartOf(DateOnly)"/>).</param>
    /// <param name="cancel">Ends it.</param>
    public Task<IReadOnlyList<WeekCover>> WeekAsync(IReadOnlyList<string> organisations, DateTimeOffset week, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<WeekCover>>(async session =>
    {
        string[] all = [.. organisations];
        var hands = (await _people.OfAsync(session, all)).ToDictionary(one => one.StaffId, one => one.Person.Capacity);
        var found = new List<WeekCover>();
        foreach (var id in organisations)
        {
            var demands = await RosterRows.DemandsAsync(session, id);
            var arrivals = (await ExpectArrivals.OfAsync(session, id, demands.Weeks, _time.GetUtcNow())).Raised(week, await DisasterRows.OfAsync(session, id));
            var shifts = await RosterRows.BetweenAsync(session, id, week, week.AddHours(RosterWeek.Hours));
            // Whoever works there no more is not in the list of people.
            found.Add(new WeekCover(id, week, demands, arrivals, HourCover.Of(week, [.. shifts.Where(shift => shift.StaffId is { } holder && hands.ContainsKey(holder))
                .Select(shift => new Planned(shift.BeginsAt, shift.EndsAt, shift.Role, hands[shift.StaffId!]))])));
        }

        return found;
    }, cancel);
}

/// <summary>How a week of an organisation stands.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Week">When it begins.</param>
/// <param name="Demands">What is asked for.</param>
/// <param name="Arrivals">Who is expected.</param>
/// <param name="Cover">Who is planned, hour by hour.</param>
public sealed record WeekCover(string Organisation, DateTimeOffset Week, RosterDemands Demands, Arrivals Arrivals, IReadOnlyList<HourCover> Cover)
{
    /// <summary>How an hour stands.</summary>
    public HourFigures At(int hour)
    {
        var open = WhenOpen.At(Demands.Hours, Week.AddHours(hour)) != OpenState.Closed;
        var expected = Arrivals.PerHour?[hour];
        var (state, lacks) = JudgeHour.Of(Cover[hour], expected, Demands, open);
        return new HourFigures(state, Cover[hour].People, Cover[hour].Supervisors, Cover[hour].Hands, expected is { } come ? Math.Round(come, 2) : null, lacks);
    }

    /// <summary>All hours of the week.</summary>
    public IReadOnlyList<HourFigures> Hours() => [.. Enumerable.Range(0, RosterWeek.Hours).Select(At)];
}

/// <summary>The figures of one hour.</summary>
/// <param name="State">How it stands.</param>
/// <param name="People">Counsellors planned.</param>
/// <param name="Supervisors">Supervisors planned.</param>
/// <param name="Hands">With how many people these usually talk at once.</param>
/// <param name="Expected">How many are expected to write; nothing where too little is known.</param>
/// <param name="Lacks">What is short: <see cref="JudgeHour"/>.</param>
public sealed record HourFigures(HourState State, int People, int Supervisors, int Hands, double? Expected, IReadOnlyList<string> Lacks);
