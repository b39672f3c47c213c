using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>The SQL of who belongs to a disaster. It says that somebody does, and not where they are.</summary>
internal static class DisasterLineRows
{
    /// <summary>Those of an organisation, not yet with a counsellor, who told something of themselves that was not looked at for this disaster.</summary>
    public static Task<IReadOnlyList<ToldSince>> ToldSinceAsync(RecordsSession session, string disasterId, string organisation, long limit) => session.QueryAsync<ToldSince>(
        """
        SELECT v.id AS ConversationId, MAX(e.number) AS Number, MAX(COALESCE(p.belongs, 0)) AS Belonged
        FROM conversation v LEFT JOIN disaster_person p ON p.conversation_id = v.id AND p.disaster_id = @disasterId
        JOIN entry e ON e.conversation_id = v.id AND e.kind = 'facts' AND e.number > COALESCE(p.seen_number, 0)
        WHERE v.organisation = @organisation AND v.stage IN ('intake', 'waiting') AND v.closed_at IS NULL
        GROUP BY v.id ORDER BY v.id LIMIT @limit
        """, new { disasterId, organisation, limit });

    /// <summary>Notes whether somebody belongs. What was looked at later on another node is not set back.</summary>
    public static Task PutAsync(RecordsSession session, string disasterId, ToldSince told, bool belongs) => session.ExecuteAsync(
        """
        INSERT INTO disaster_person (conversation_id, disaster_id, seen_number, belongs) VALUES (@ConversationId, @disasterId, @Number, @belongs)
        ON CONFLICT (conversation_id, disaster_id) DO UPDATE SET seen_number = excluded.seen_number, belongs = excluded.belongs WHERE disaster_person.seen_number < excluded.seen_number
        """, new { told.ConversationId, disasterId, told.Number, belongs = belongs ? 1L : 0L });

    // CROSS: SQLite would begin with all talks that have ever ended, and there are few marks.
    /// <summary>Whether a talk with a mark has ended.</summary>
    public static Task<bool> AnyEndedAsync(RecordsSession session) => session.AnyAsync(
        "SELECT 1 FROM disaster_person p CROSS JOIN conversation v WHERE v.id = p.conversation_id AND v.closed_at IS NOT NULL LIMIT 1", new { });

    /// <summary>The mark goes with the talk.</summary>
    public static Task ForgetEndedAsync(RecordsSession session) => session.ExecuteAsync(
        "DELETE FROM disaster_person WHERE EXISTS (SELECT 1 FROM conversation v WHERE v.id = disaster_person.conversation_id AND v.closed_at IS NOT NULL)", new { });

    /// <summary>How many of them wait, by organisation.</summary>
    public static Task<IReadOnlyList<OfDisaster>> WaitingAsync(RecordsSession session, long now) => session.QueryAsync<OfDisaster>(
        """
        SELECT d.organisation, COUNT(DISTINCT v.id) AS People FROM disaster d JOIN disaster_person p ON p.disaster_id = d.id AND p.belongs = 1
        JOIN conversation v ON v.id = p.conversation_id AND v.organisation = d.organisation
        WHERE d.ended_at IS NULL AND d.ends_at > @now AND v.stage = 'waiting' AND v.aside_at IS NULL AND v.closed_at IS NULL AND v.host IS NULL
        GROUP BY d.organisation
        """, new { now });

    /// <summary>Somebody who told something.</summary>
    internal sealed class ToldSince
    {
        /// <summary>Which conversation.</summary>
        public string ConversationId { get; init; } = "";

        /// <summary>The newest entry of facts.</summary>
        public long Number { get; init; }

        /// <summary>1: by what they had told before they belonged to it.</summary>
        public long Belonged { get; init; }
    }

    // No constructors: SQLite does not know the type of what is counted before there is a row.
    /// <summary>How many.</summary>
    internal sealed class OfDisaster
    {
        /// <summary>Whose people.</summary>
        public string Organisation { get; init; } = "";

        /// <summary>How many.</summary>
        public long People { get; init; }
    }
}
