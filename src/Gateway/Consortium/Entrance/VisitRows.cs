using Gateway.Records;

namespace Gateway.Consortium.Entrance;

/// <summary>
/// The SQL of visits to common entrances. Whoever changes one holds the row lock of its conversation; but for a call back, which comes for many at once. So what is written for somebody who waits names its columns, and takes nothing back that a call back
/// has written meanwhile.
/// </summary>
internal static class VisitRows
{
    public static async Task<EntranceVisit?> FindAsync(RecordsSession session, string conversationId) => (await session.FindAsync<Row>(
        """
        SELECT conversation_id AS ConversationId, consortium_id AS ConsortiumId, begun_at AS BegunAt, due_at AS DueAt, asked_at AS AskedAt, menu, wish, why, member
        FROM entrance_visit WHERE conversation_id = @conversationId
        """, new { conversationId }))?.Opened();

    public static Task SaveAsync(RecordsSession session, EntranceVisit visit) => session.ExecuteAsync(
        """
        INSERT INTO entrance_visit (conversation_id, consortium_id, begun_at, due_at, asked_at, menu, wish, why, member)
        VALUES (@ConversationId, @ConsortiumId, @BegunAt, @DueAt, @AskedAt, @Menu, @Wish, @Why, @Member)
        ON CONFLICT (conversation_id) DO UPDATE SET begun_at = @BegunAt, due_at = @DueAt, asked_at = @AskedAt, menu = @Menu, wish = @Wish, why = @Why, member = @Member
        """, visit);

    /// <summary>Somebody who waits was offered the members by name.</summary>
    public static Task OfferedAsync(RecordsSession session, string conversationId, long now, byte[] menu) => session.ExecuteAsync(
        "UPDATE entrance_visit SET asked_at = @now, menu = @menu WHERE conversation_id = @conversationId", new { conversationId, now, menu });

    /// <summary>Somebody who waits has said something else since.</summary>
    public static Task NotAskedAsync(RecordsSession session, string conversationId) => session.ExecuteAsync(
        "UPDATE entrance_visit SET asked_at = NULL WHERE conversation_id = @conversationId AND asked_at IS NOT NULL", new { conversationId });

    /// <summary>Somebody who waits wants another member, at once.</summary>
    public static Task WishAsync(RecordsSession session, string conversationId, string member, long now, byte[] menu) => session.ExecuteAsync(
        "UPDATE entrance_visit SET wish = @member, due_at = @now, menu = @menu WHERE conversation_id = @conversationId", new { conversationId, member, now, menu });

    /// <summary>It is decided whose they are.</summary>
    public static Task DecidedAsync(RecordsSession session, EntranceVisit visit, string member, string decision, long now) => session.ExecuteAsync(
        "UPDATE entrance_visit SET member = @member, routed_at = @now, decision = @decision, due_at = NULL, wish = NULL, why = NULL WHERE conversation_id = @ConversationId",
        new { visit.ConversationId, member, decision, now });

    /// <summary>Those who are to be routed now: whoever is in the greatest danger first, and then the one that is due longest.</summary>
    public static Task<IReadOnlyList<Due>> DueAsync(RecordsSession session, long now, int limit) => session.QueryAsync<Due>(
        """
        SELECT e.conversation_id AS ConversationId, e.consortium_id AS ConsortiumId, e.due_at AS DueAt FROM entrance_visit e JOIN conversation v ON v.id = e.conversation_id
        WHERE e.due_at <= @now ORDER BY v.grade DESC, e.due_at, e.conversation_id LIMIT @limit
        """, new { now, limit = (long)limit });

    /// <summary>They could not be routed: not before then again. A new word of theirs, or a call back, comes first.</summary>
    public static Task PutOffAsync(RecordsSession session, string conversationId, long until) => session.ExecuteAsync(
        "UPDATE entrance_visit SET due_at = @until WHERE conversation_id = @conversationId AND due_at < @until", new { conversationId, until });

    /// <summary>Whoever still waits at a member that takes no part any more, and has talked with nobody there, is routed anew; with nobody named, at all but the responsible body. How many.</summary>
    public static Task<int> CallBackAsync(RecordsSession session, string consortiumId, string? member, string why, long now) => session.ExecuteAsync(
        """
        UPDATE entrance_visit SET due_at = @now, why = @why WHERE consortium_id = @consortiumId AND due_at IS NULL AND member IS NOT NULL AND (@member IS NULL OR member = @member)
            AND conversation_id IN (SELECT v.id FROM conversation v WHERE v.id = entrance_visit.conversation_id AND v.stage = 'waiting' AND v.returned = 0 AND v.emergency = 0 AND v.came_by IS NOT NULL)
        """, new { consortiumId, member, why, now });

    /// <summary>At which members somebody of whom waits who came by an entrance and whom nobody has talked with there. Not whose alarm rings, and not who is with a partner: those stay.</summary>
    public static Task<IReadOnlyList<(string ConsortiumId, string Member)>> WaitedAtAsync(RecordsSession session) => session.QueryAsync<(string ConsortiumId, string Member)>(
        """
        SELECT DISTINCT e.consortium_id, v.organisation FROM conversation v JOIN entrance_visit e ON e.conversation_id = v.id
        WHERE v.closed_at IS NULL AND v.came_by IS NOT NULL AND v.stage = 'waiting' AND v.returned = 0 AND v.emergency = 0 AND v.host IS NULL AND v.seat_id IS NULL
            AND e.due_at IS NULL AND e.member IS NOT NULL
        """, new { });

    /// <summary>The member that last talked with somebody who comes to an entrance again; nothing for whoever is new, and nothing of what was erased.</summary>
    public static Task<string?> HadLastAsync(RecordsSession session, string entranceContact) => session.FindAsync<string>(
        """
        SELECT v.organisation FROM conversation v JOIN entrance_visit e ON e.conversation_id = v.id JOIN sealing_key k ON k.owner = v.id
        WHERE COALESCE(v.came_by, v.contact_id) = @entranceContact AND v.closed_at IS NOT NULL AND v.taken_at IS NOT NULL ORDER BY v.opened_at DESC LIMIT 1
        """, new { entranceContact });

    /// <summary>The members whose supervisors keep somebody at the door, the responsible body among them.</summary>
    public static Task<IReadOnlyList<string>> KeptOutAsync(RecordsSession session, string entranceContact, long now) => session.QueryAsync<string>(
        """
        SELECT DISTINCT b.organisation FROM block b JOIN conversation v ON v.contact_id = b.contact_id
        WHERE COALESCE(v.came_by, v.contact_id) = @entranceContact AND b.lifted_at IS NULL AND b.until_at > @now
        """, new { entranceContact, now });

    /// <summary>What each member took at the entrance.</summary>
    public static async Task<IReadOnlyDictionary<string, Done>> DoneAsync(RecordsSession session, string[] members, long since, long today) => (await session.QueryAsync<Done>(
        $"""
        SELECT e.member, SUM(CASE WHEN e.routed_at >= @today THEN 1 ELSE 0 END) AS Today, COUNT(*) AS Taken, MAX(e.routed_at) AS LastAt,
            SUM(CASE WHEN v.closed_at IS NULL THEN 1 ELSE 0 END) AS Now
        FROM entrance_visit e JOIN conversation v ON v.id = e.conversation_id
        WHERE e.member {session.In(nameof(members))} AND e.routed_at >= @from GROUP BY e.member
        """, new { members, today, from = Math.Min(since, today) })).ToDictionary(one => one.Member);

    // No constructors: SQLite does not know the type of a column before there is a row.
    internal sealed class Due
    {
        public string ConversationId { get; init; } = "";

        public string ConsortiumId { get; init; } = "";

        public long DueAt { get; init; }
    }

    internal sealed class Done
    {
        public string Member { get; init; } = "";

        public long Today { get; init; }

        public long Taken { get; init; }

        public long Now { get; init; }

        public long LastAt { get; init; }
    }

    private sealed class Row
    {
        public string ConversationId { get; init; } = "";

        public string ConsortiumId { get; init; } = "";

        public long BegunAt { get; init; }

        public long? DueAt { get; init; }

        public long? AskedAt { get; init; }

        public byte[]? Menu { get; init; }

        public string? Wish { get; init; }

        public string? Why { get; init; }

        public string? Member { get; init; }

        public EntranceVisit Opened() => new(ConversationId, ConsortiumId, BegunAt, DueAt, AskedAt, Menu, Wish, Why, Member);
    }
}
