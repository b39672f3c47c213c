using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>The SQL of emergencies. Whoever adds a step holds the conversation's row lock: that puts everything in order.</summary>
internal static class EmergencyRows
{
    private const string Columns =
        """
        e.id, e.organisation, e.conversation_id AS ConversationId, e.opened_at AS OpenedAt, e.last_step AS LastStep, e.closed_at AS ClosedAt, v.label, v.channel,
        v.stage, v.assigned_to AS AssignedTo, a.name AS AssignedName, v.host
        """;

    private const string From = "FROM emergency e JOIN conversation v ON v.id = e.conversation_id LEFT JOIN staff a ON a.id = v.assigned_to";

    private const string StepColumns =
        """
        s.emergency_id AS EmergencyId, s.number, s.at, s.kind, s.staff_id AS StaffId, s.role, s.of_step AS OfStep, s.code, p.name AS StaffName
        """;

    private const string FromSteps = "FROM emergency_step s LEFT JOIN staff p ON p.id = s.staff_id";

    public static Task AddAsync(RecordsSession session, string id, string organisation, string conversationId, long now, byte[] wrapped) => session.ExecuteAsync(
        """
        INSERT INTO emergency (id, organisation, conversation_id, opened_at, last_step) VALUES (@id, @organisation, @conversationId, @now, 0);
        INSERT INTO sealing_key (owner, wrapped) VALUES (@id, @wrapped)
        """, new { id, organisation, conversationId, now, wrapped });

    public static Task<Emergency?> FindAsync(RecordsSession session, string id) => session.FindAsync<Emergency>($"SELECT {Columns} {From} WHERE e.id = @id", new { id });

    public static Task<Emergency?> OpenOfAsync(RecordsSession session, string conversationId) => session.FindAsync<Emergency>(
        $"SELECT {Columns} {From} WHERE e.conversation_id = @conversationId AND e.closed_at IS NULL", new { conversationId });

    public static Task<IReadOnlyList<Emergency>> OpenAsync(RecordsSession session, string organisation) => session.QueryAsync<Emergency>(
        $"SELECT {Columns} {From} WHERE e.organisation = @organisation AND e.closed_at IS NULL ORDER BY e.opened_at, e.id LIMIT 500", new { organisation });

    public static Task<IReadOnlyList<Emergency>> ClosedAsync(RecordsSession session, string organisation) => session.QueryAsync<Emergency>(
        $"SELECT {Columns} {From} WHERE e.organisation = @organisation AND e.closed_at IS NOT NULL ORDER BY e.opened_at DESC, e.id LIMIT 100", new { organisation });

    public static Task<byte[]?> KeyAsync(RecordsSession session, string id) => session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @id", new { id });

    public static async Task<ILookup<string, EmergencyStep>> StepsAsync(RecordsSession session, IReadOnlyCollection<string> ids)
    {
        var all = new List<EmergencyStep>();
        foreach (var some in ids.Chunk(100))
            all.AddRange(await session.QueryAsync<EmergencyStep>($"SELECT {StepColumns} {FromSteps} WHERE s.emergency_id {session.In(nameof(some))} ORDER BY s.emergency_id, s.number", new { some }));
        return all.ToLookup(step => step.EmergencyId);
    }

    public static async Task<IReadOnlyList<(EmergencyStep Step, byte[] Body)>> StepsWithBodiesAsync(RecordsSession session, string id) =>
    [
        .. (await session.QueryPairsAsync<EmergencyStep, Sealed>(
            $"SELECT {StepColumns}, s.body {FromSteps} WHERE s.emergency_id = @id ORDER BY s.number", "body", new { id })).Select(row => (row.First, row.Second.Body)),
    ];

    public static Task<long?> ByClientIdAsync(RecordsSession session, string id, string clientId) => session.FindAsync<long?>(
        "SELECT MIN(number) FROM emergency_step WHERE emergency_id = @id AND client_id = @clientId", new { id, clientId });

    public static Task AddStepAsync(RecordsSession session, EmergencyStep step, string? clientId, byte[] body) => session.ExecuteAsync(
        """
        INSERT INTO emergency_step (emergency_id, number, at, kind, staff_id, role, of_step, code, client_id, body)
        VALUES (@EmergencyId, @Number, @At, @Kind, @StaffId, @Role, @OfStep, @Code, @clientId, @body);
        UPDATE emergency SET last_step = @Number WHERE id = @EmergencyId
        """, new { step.EmergencyId, step.Number, step.At, step.Kind, step.StaffId, step.Role, step.OfStep, step.Code, clientId, body });

    public static Task CloseAsync(RecordsSession session, string id, long now) =>
        session.ExecuteAsync("UPDATE emergency SET closed_at = @now WHERE id = @id", new { id, now });

    /// <summary>Those who are open and whom nobody has heard yet, and that nothing was done about it.</summary>
    public static Task<IReadOnlyList<string>> UnheardAsync(RecordsSession session, long openedBefore) => session.QueryAsync<string>(
        """
        SELECT e.id FROM emergency e WHERE e.closed_at IS NULL AND e.opened_at <= @openedBefore
            AND NOT EXISTS (SELECT 1 FROM emergency_step s WHERE s.emergency_id = e.id AND s.kind IN ('acknowledged', 'escalated'))
        ORDER BY e.opened_at LIMIT 100
        """, new { openedBefore });

    public static Task<IReadOnlyList<OpenCount>> CountAsync(RecordsSession session, string consent) => session.QueryAsync<OpenCount>(
        """
        SELECT o.id AS Organisation,
            (SELECT COUNT(*) FROM emergency e WHERE e.organisation = o.id AND e.closed_at IS NULL) AS Open,
            (SELECT COUNT(*) FROM emergency e WHERE e.organisation = o.id AND e.closed_at IS NULL
                AND EXISTS (SELECT 1 FROM emergency_step s WHERE s.emergency_id = e.id AND s.kind = 'escalated')
                AND NOT EXISTS (SELECT 1 FROM emergency_step s WHERE s.emergency_id = e.id AND s.kind = 'acknowledged')) AS Unheard,
            (SELECT COUNT(*) FROM emergency e JOIN emergency_step s ON s.emergency_id = e.id AND s.kind = 'call' AND s.code <> @consent
                WHERE e.organisation = o.id AND e.closed_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM emergency_step c WHERE c.emergency_id = e.id AND c.kind = 'confirmed' AND c.of_step = s.number)) AS Unconfirmed
        FROM organisation o
        """, new { consent });

    /// <summary>Erases the worksheets of those that ended before a moment, at most 500; how many there were.</summary>
    public static async Task<int> ForgetAsync(RecordsSession session, long closedBefore)
    {
        // Locked, so that another node at the same work neither counts nor marks the same ones.
        string[] ids = [.. await session.QueryAsync<string>(
            "SELECT id FROM emergency WHERE closed_at < @closedBefore AND erased = 0 ORDER BY closed_at LIMIT 500" + session.ForUpdateSkipLocked, new { closedBefore })];
        foreach (var some in ids.Chunk(100))
            await session.ExecuteAsync($"DELETE FROM sealing_key WHERE owner {session.In(nameof(some))}; UPDATE emergency SET erased = 1 WHERE id {session.In(nameof(some))}", new { some });
        return ids.Length;
    }

    private sealed record Sealed(byte[] Body);
}

/// <summary>How many emergencies of an organisation are open, and of these: unheard for too long; calls that wait for a second person.</summary>
internal sealed record OpenCount(string Organisation, long Open, long Unheard, long Unconfirmed);
