using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>What members did for each other, counted from the records: by it the shares are fair and the caps hold.</summary>
internal static class SharesDone
{
    /// <summary>Counts. Whoever came back unanswered was not answered, and counts for nobody's share; for the caps of a day every person counts.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="members">Whose.</param>
    /// <param name="days">For how many days it counts.</param>
    /// <param name="now">The moment.</param>
    public static async Task<IReadOnlyDictionary<string, Share>> CountAsync(RecordsSession session, string[] members, int days, DateTimeOffset now)
    {
        var (since, today) = (now.AddDays(-days).ToUnixTimeMilliseconds(), JapaneseDay.StartOf(now).ToUnixTimeMilliseconds());
        // Read by the indexes on (host, began_at) and (home, began_at): nobody waits at a partner for a day, so who was taken since then went there a day before at the earliest.
        var from = Math.Min(since, today) - TimeSpan.FromDays(1).Ms();
        var took = (await session.QueryAsync<Share>(
            $"""
            SELECT host AS Organisation, SUM(CASE WHEN began_at >= @today THEN 1 ELSE 0 END) AS Today,
                SUM(CASE WHEN taken_at >= @since THEN 1 ELSE 0 END) AS Taken, MAX(CASE WHEN began_at >= @since THEN began_at ELSE 0 END) AS LastTookAt
            FROM guest_stay WHERE host {session.In(nameof(members))} AND began_at >= @from GROUP BY host
            """, new { members, since, today, from })).ToDictionary(share => share.Organisation);
        var there = await CountAsync(session, $"SELECT host AS Organisation, COUNT(*) AS Count FROM guest_stay WHERE host {session.In(nameof(members))} AND ended_at IS NULL GROUP BY host", new { members });
        var gave = await CountAsync(
            session, $"SELECT home AS Organisation, COUNT(*) AS Count FROM guest_stay WHERE home {session.In(nameof(members))} AND began_at >= @from AND taken_at >= @since GROUP BY home", new { members, since, from });
        return members.ToDictionary(
            id => id, id => (took.GetValueOrDefault(id) ?? new Share { Organisation = id }) with { Now = there.GetValueOrDefault(id), Given = gave.GetValueOrDefault(id) });
    }

    private static async Task<Dictionary<string, long>> CountAsync(RecordsSession session, string sql, object values) =>
        (await session.QueryAsync<Counted>(sql, values)).ToDictionary(one => one.Organisation, one => one.Count);

    private sealed class Counted
    {
        public string Organisation { get; init; } = "";

        public long Count { get; init; }
    }
}

/// <summary>What one member did and got.</summary>
internal sealed record Share
{
    public string Organisation { get; init; } = "";

    /// <summary>People of partners who came to it today, by the clock of Japan.</summary>
    public long Today { get; init; }

    /// <summary>People of partners who wait or talk there now.</summary>
    public long Now { get; init; }

    /// <summary>People of partners whom its counsellors took.</summary>
    public long Taken { get; init; }

    /// <summary>Its people whom partners' counsellors took.</summary>
    public long Given { get; init; }

    /// <summary>When somebody last came to it, in milliseconds; 0: not within these days.</summary>
    public long LastTookAt { get; init; }
}
