using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Rosters;

/// <summary>What others ask of the rosters: from where people answer, and when somebody is planned to be back.</summary>
public static class RosterFacts
{
    /// <summary>How far ahead somebody who is planned is spoken of.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(36);

    /// <summary>From which country each of some people answers; who has not said so is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> CountriesAsync(RecordsSession session, string[] staffIds) => staffIds.Length == 0
        ? new Dictionary<string, string>()
        : (await session.QueryAsync<(string Id, string Country)>($"SELECT staff_id, country FROM roster_person WHERE staff_id {session.In(nameof(staffIds))}", new { staffIds }))
            .ToDictionary(one => one.Id, one => one.Country, StringComparer.Ordinal);

    /// <summary>When the next counsellor of each organisation is planned to begin, within <see cref="Soon"/>; an open place is nobody.</summary>
    public static async Task<IReadOnlyDictionary<string, DateTimeOffset>> NextAsync(RecordsSession session, DateTimeOffset now) =>
        (await session.QueryAsync<(string Organisation, long At)>(
            """
            SELECT s.organisation, MIN(s.begins_at) FROM roster_shift s JOIN staff t ON t.id = s.staff_id
            WHERE s.begins_at > @from AND s.begins_at <= @to AND s.staff_id IS NOT NULL AND s.role = @counsellor AND t.disabled = 0 GROUP BY s.organisation
            """, new { from = now.ToUnixTimeMilliseconds(), to = (now + Soon).ToUnixTimeMilliseconds(), counsellor = RosterJson.TextOf(RosterRole.Counsellor) }))
            .ToDictionary(one => one.Organisation, one => Utc.FromMs(one.At), StringComparer.Ordinal);
}
