using Gateway.Records;

namespace Gateway.Rosters;

/// <summary>Shifts that come again.</summary>
/// <param name="Id">Made by the gateway.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Plan">When and what.</param>
/// <param name="NextDay">The first day that has not been laid out.</param>
public sealed record RosterSeries(string Id, string Organisation, SeriesPlan Plan, DateOnly NextDay);

/// <summary>The SQL of series.</summary>
internal static class SeriesRows
{
    public static Task AddAsync(RecordsSession session, RosterSeries series) => session.ExecuteAsync(
        "INSERT INTO roster_series (id, organisation, plan, next_day) VALUES (@Id, @Organisation, @plan, @next)",
        new { series.Id, series.Organisation, plan = RosterJson.TextOf(series.Plan), next = (long)series.NextDay.DayNumber });

    public static async Task<RosterSeries?> FindAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>("SELECT id, organisation, plan, next_day AS NextDay FROM roster_series WHERE id = @id AND ended_at IS NULL", new { id }))?.Series();

    public static async Task<IReadOnlyList<RosterSeries>> OfAsync(RecordsSession session, string organisation) =>
        [.. (await session.QueryAsync<Row>("SELECT id, organisation, plan, next_day AS NextDay FROM roster_series WHERE organisation = @organisation AND ended_at IS NULL ORDER BY id", new { organisation }))
            .Select(row => row.Series())];

    /// <summary>Those that are not laid out up to and with a day.</summary>
    public static Task<IReadOnlyList<(string Id, string Organisation)>> BehindAsync(RecordsSession session, DateOnly day) =>
        session.QueryAsync<(string, string)>("SELECT id, organisation FROM roster_series WHERE ended_at IS NULL AND next_day <= @day ORDER BY id", new { day = (long)day.DayNumber });

    public static Task LaidOutAsync(RecordsSession session, string id, DateOnly nextDay) =>
        session.ExecuteAsync("UPDATE roster_series SET next_day = @day WHERE id = @id", new { id, day = (long)nextDay.DayNumber });

    /// <summary>Ends one; false when there is none.</summary>
    public static async Task<bool> EndAsync(RecordsSession session, string organisation, string id, long now) =>
        await session.ExecuteAsync("UPDATE roster_series SET ended_at = @now WHERE id = @id AND organisation = @organisation AND ended_at IS NULL", new { id, organisation, now }) == 1;

    /// <summary>The shifts of a series that have not begun.</summary>
    public static async Task<IReadOnlyList<RosterShift>> ComingAsync(RecordsSession session, string id, long now)
    {
        var found = new List<RosterShift>();
        foreach (var (shift, organisation) in await session.QueryAsync<(string, string)>("SELECT id, organisation FROM roster_shift WHERE series_id = @id AND begins_at > @now", new { id, now }))
        {
            if (await RosterRows.FindAsync(session, organisation, shift) is { } one) found.Add(one);
        }

        return found;
    }

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string Plan { get; init; } = "";

        public long NextDay { get; init; }

        public RosterSeries Series() => new(Id, Organisation, RosterJson.Read<SeriesPlan>(Plan), DateOnly.FromDayNumber((int)NextDay));
    }
}
