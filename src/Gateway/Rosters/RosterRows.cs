using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Rosters;

/// <summary>The SQL of shifts, series and demands. Whoever changes a roster holds it first, so that two changes follow one another.</summary>
internal static class RosterRows
{
    private const string Columns =
        """
        SELECT s.id, s.organisation, s.series_id AS SeriesId, s.begins_at AS BeginsAt, s.ends_at AS EndsAt, s.role, s.skills, s.languages, s.staff_id AS StaffId, s.country, s.offered,
               s.assigned_by AS AssignedBy, s.before_staff_id AS BeforeStaffId, s.version
        FROM roster_shift s
        """;

    /// <summary>Holds an organisation's roster until the commit, and gives its demands.</summary>
    public static async Task<RosterDemands> HoldAsync(RecordsSession session, string organisation)
    {
        await session.ExecuteAsync("INSERT INTO roster (organisation, demands) VALUES (@organisation, '{}') ON CONFLICT (organisation) DO NOTHING", new { organisation });
        return RosterJson.Read<RosterDemands>((await session.FindAsync<string>("SELECT demands FROM roster WHERE organisation = @organisation" + session.ForUpdate, new { organisation }))!);
    }

    /// <summary>What an organisation asks of its roster; the usual where it has said nothing.</summary>
    public static async Task<RosterDemands> DemandsAsync(RecordsSession session, string organisation) =>
        await session.FindAsync<string>("SELECT demands FROM roster WHERE organisation = @organisation", new { organisation }) is { } text ? RosterJson.Read<RosterDemands>(text) : new RosterDemands();

    /// <summary>Says it anew. Hold the roster first.</summary>
    public static Task DemandAsync(RecordsSession session, string organisation, RosterDemands demands) =>
        session.ExecuteAsync("UPDATE roster SET demands = @text WHERE organisation = @organisation", new { organisation, text = RosterJson.TextOf(demands) });

    /// <summary>One shift of an organisation; nothing when there is none.</summary>
    public static async Task<RosterShift?> FindAsync(RecordsSession session, string organisation, string id) =>
        (await session.FindAsync<Row>(Columns + " WHERE s.id = @id AND s.organisation = @organisation", new { id, organisation }))?.Shift();

    /// <summary>The shifts of an organisation that touch a time, by their beginning; at most 20,000: more than three hundred a day for two months.</summary>
    public static async Task<IReadOnlyList<RosterShift>> BetweenAsync(RecordsSession session, string organisation, DateTimeOffset from, DateTimeOffset to) =>
        [.. (await session.QueryAsync<Row>(
            // No shift lasts longer than a day, clocks that change included: by it the index finds the beginning.
            Columns + " WHERE s.organisation = @organisation AND s.begins_at < @to AND s.begins_at > @from - 90000000 AND s.ends_at > @from ORDER BY s.begins_at, s.id LIMIT 20000",
            new { organisation, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() })).Select(row => row.Shift())];

    /// <summary>Whether somebody holds another shift at that time.</summary>
    public static Task<bool> OverlapsAsync(RecordsSession session, string staffId, RosterShift shift) => session.AnyAsync(
        "SELECT 1 FROM roster_shift WHERE staff_id = @staffId AND id <> @Id AND begins_at < @to AND ends_at > @from LIMIT 1",
        new { staffId, shift.Id, from = shift.BeginsAt.ToUnixTimeMilliseconds(), to = shift.EndsAt.ToUnixTimeMilliseconds() });

    /// <summary>Adds a place.</summary>
    public static Task AddAsync(RecordsSession session, RosterShift shift) => session.ExecuteAsync(
        """
        INSERT INTO roster_shift (id, organisation, series_id, begins_at, ends_at, role, skills, languages, staff_id, country, offered, assigned_by, before_staff_id, version)
        VALUES (@Id, @Organisation, @SeriesId, @BeginsAt, @EndsAt, @Role, @Skills, @Languages, @StaffId, @Country, @Offered, @AssignedBy, @BeforeStaffId, @Version)
        """, Row.Of(shift));

    /// <summary>Says who holds a place now. A reminder goes to whoever holds it anew.</summary>
    public static Task HoldPlaceAsync(RecordsSession session, RosterShift shift) => session.ExecuteAsync(
        """
        UPDATE roster_shift SET reminded_at = CASE WHEN staff_id = @StaffId THEN reminded_at ELSE NULL END, staff_id = @StaffId, country = @Country, offered = @Offered,
            assigned_by = @AssignedBy, before_staff_id = @BeforeStaffId, version = version + 1
        WHERE id = @Id
        """, Row.Of(shift));

    /// <summary>Takes a place off the roster.</summary>
    public static Task RemoveAsync(RecordsSession session, string id) => session.ExecuteAsync("DELETE FROM roster_shift WHERE id = @id", new { id });

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string? SeriesId { get; init; }

        public long BeginsAt { get; init; }

        public long EndsAt { get; init; }

        public string Role { get; init; } = "";

        public string Skills { get; init; } = "";

        public string Languages { get; init; } = "";

        public string? StaffId { get; init; }

        public string? Country { get; init; }

        public long Offered { get; init; }

        public string? AssignedBy { get; init; }

        public string? BeforeStaffId { get; init; }

        public long Version { get; init; }

        public static Row Of(RosterShift shift) => new()
        {
            Id = shift.Id,
            Organisation = shift.Organisation,
            SeriesId = shift.SeriesId,
            BeginsAt = shift.BeginsAt.ToUnixTimeMilliseconds(),
            EndsAt = shift.EndsAt.ToUnixTimeMilliseconds(),
            Role = RosterJson.TextOf(shift.Role),
            Skills = RosterJson.TextOf(shift.Skills),
            Languages = RosterJson.TextOf(shift.Languages),
            StaffId = shift.StaffId,
            Country = shift.Country,
            Offered = shift.Offered ? 1 : 0,
            AssignedBy = shift.AssignedBy,
            BeforeStaffId = shift.BeforeStaffId,
            Version = shift.Version,
        };

        public RosterShift Shift() => new()
        {
            Id = Id,
            Organisation = Organisation,
            SeriesId = SeriesId,
            BeginsAt = Utc.FromMs(BeginsAt),
            EndsAt = Utc.FromMs(EndsAt),
            Role = RosterJson.Read<RosterRole>(Role),
            Skills = RosterJson.Read<string[]>(Skills),
            Languages = RosterJson.Read<string[]>(Languages),
            StaffId = StaffId,
            Country = Country,
            Offered = Offered != 0,
            AssignedBy = AssignedBy,
            BeforeStaffId = BeforeStaffId,
            Version = Version,
        };
    }
}
