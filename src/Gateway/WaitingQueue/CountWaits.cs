using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>Counts who waits, how long and how many too long, in the records: the queue itself is asked only for its first places.</summary>
public sealed class CountWaits(IRecords records, QueueSettings settings, TimeProvider time)
{
    /// <summary>One line for each grade.</summary>
    public Task<IReadOnlyList<GradeWait>> OfAsync(string organisation)
    {
        var now = time.NowMs();
        long LimitOf(Grade grade) => now - settings.WaitLimit(grade).Ms();
        return records.ReadAsync(session => session.QueryAsync<GradeWait>(
            $"""
            SELECT CAST(g.grade AS BIGINT) AS Grade, COUNT(v.id) AS Count, COALESCE(MIN(v.arrived_at), 0) AS OldestAt,
                COALESCE(SUM(CASE WHEN v.arrived_at < g.too_long THEN 1 ELSE 0 END), 0) AS Overdue
            FROM ({string.Join(" UNION ALL ", Enum.GetValues<Grade>().Select(grade => $"SELECT {(long)grade} AS grade, CAST(@g{(long)grade} AS BIGINT) AS too_long"))}) g
            LEFT JOIN conversation v ON COALESCE(v.host, v.organisation) = @organisation AND v.stage = 'waiting' AND v.aside_at IS NULL AND v.grade = g.grade
            GROUP BY g.grade
            """,
            new { organisation, g0 = LimitOf(Grade.Unknown), g1 = LimitOf(Grade.Low), g2 = LimitOf(Grade.Middle), g3 = LimitOf(Grade.High), g4 = LimitOf(Grade.Urgent) }));
    }
}

/// <summary>Those of one grade who wait.</summary>
/// <param name="Grade">The number of a <see cref="Gateway.Conversations.Grade"/>.</param>
/// <param name="Count">How many.</param>
/// <param name="OldestAt">When the first of them came, in milliseconds; 0 when nobody waits.</param>
/// <param name="Overdue">How many have been waiting longer than <see cref="QueueSettings.WaitLimit"/>.</param>
public sealed record GradeWait(long Grade, long Count, long OldestAt, long Overdue);
