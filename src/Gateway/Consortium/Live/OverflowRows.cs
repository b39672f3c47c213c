using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>The SQL of questions to people who wait, and of what was decided about them. Whoever changes a question holds the row lock of its conversation.</summary>
internal static class OverflowRows
{
    private const string Columns =
        "q.id, q.conversation_id AS ConversationId, q.contact_id AS ContactId, q.consortium_id AS ConsortiumId, q.partner, q.code, q.state, q.asked_at AS AskedAt";

    /// <summary>The consortia that have an agreement and were not ended, oldest first; an ended one too, as long as somebody who agreed has no answer.</summary>
    public static Task<IReadOnlyList<string>> LivingAsync(RecordsSession session) =>
        session.QueryAsync<string>(
        """
        SELECT id FROM consortium
        WHERE in_force > 0 AND (ended_at IS NULL OR EXISTS (SELECT 1 FROM overflow_question q WHERE q.consortium_id = consortium.id AND q.state = 2)) ORDER BY id
        """);

    public static Task InsertAsync(RecordsSession session, OverflowQuestion question) => session.ExecuteAsync(
        """
        INSERT INTO overflow_question (id, conversation_id, contact_id, consortium_id, partner, code, state, asked_at)
        VALUES (@Id, @ConversationId, @ContactId, @ConsortiumId, @Partner, @Code, @State, @AskedAt)
        """,
        new { question.Id, question.ConversationId, question.ContactId, question.ConsortiumId, question.Partner, question.Code, State = (long)question.State, question.AskedAt });

    public static Task SetAsync(RecordsSession session, string id, QuestionState state, long now) =>
        session.ExecuteAsync("UPDATE overflow_question SET state = @state, answered_at = @now WHERE id = @id", new { id, state = (long)state, now });

    /// <summary>The questions of a person in this wait, oldest first.</summary>
    public static async Task<IReadOnlyList<OverflowQuestion>> OfConversationAsync(RecordsSession session, string conversationId) => Opened(
        await session.QueryAsync<Row>($"SELECT {Columns} FROM overflow_question q WHERE q.conversation_id = @conversationId ORDER BY q.asked_at, q.id", new { conversationId }));

    public static async Task<OverflowQuestion?> FindAsync(RecordsSession session, string id) =>
        Opened(await session.QueryAsync<Row>($"SELECT {Columns} FROM overflow_question q WHERE q.id = @id", new { id })).FirstOrDefault();

    /// <summary>The digits that may still mean something to a person.</summary>
    public static Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) => session.QueryAsync<string>(
        "SELECT q.code FROM overflow_question q JOIN conversation v ON v.id = q.conversation_id WHERE q.contact_id = @contactId AND v.closed_at IS NULL", new { contactId });

    /// <summary>The questions of everybody who waits at home.</summary>
    public static async Task<ILookup<string, OverflowQuestion>> OfWaitingAsync(RecordsSession session, string home) => Opened(await session.QueryAsync<Row>(
        $"""
        SELECT {Columns} FROM overflow_question q JOIN conversation v ON v.id = q.conversation_id
        WHERE COALESCE(v.host, v.organisation) = @home AND v.stage = 'waiting' AND v.host IS NULL ORDER BY q.asked_at, q.id
        """, new { home })).ToLookup(question => question.ConversationId);

    /// <summary>Those in a consortium who agreed and have not gone yet, oldest first.</summary>
    public static async Task<IReadOnlyList<OverflowQuestion>> AgreedAsync(RecordsSession session, string consortiumId) => Opened(await session.QueryAsync<Row>(
        $"SELECT {Columns} FROM overflow_question q WHERE q.state = 2 AND q.consortium_id = @consortiumId ORDER BY q.asked_at, q.id", new { consortiumId }));

    /// <summary>How many may come to each partner, as they have been asked about it since a moment or have agreed.</summary>
    public static Task<IReadOnlyList<Coming>> ComingAsync(RecordsSession session, long since) => session.QueryAsync<Coming>(
        "SELECT partner, COUNT(*) AS Count FROM overflow_question WHERE state IN (1, 2) AND (state = 2 OR asked_at >= @since) GROUP BY partner", new { since });

    /// <summary>How many agreed to come to each partner who were asked before somebody: a later yes, or a question, takes nothing from an older yes.</summary>
    public static Task<IReadOnlyList<Coming>> ComingBeforeAsync(RecordsSession session, long askedAt, string id) => session.QueryAsync<Coming>(
        "SELECT partner, COUNT(*) AS Count FROM overflow_question WHERE state = 2 AND (asked_at < @askedAt OR (asked_at = @askedAt AND id < @id)) GROUP BY partner", new { askedAt, id });

    /// <summary>Whoever does not wait at home any more has nothing to answer.</summary>
    public static Task<int> LapseAsync(RecordsSession session, long now) => session.ExecuteAsync(
        """
        UPDATE overflow_question SET state = 5, answered_at = @now
        WHERE state IN (1, 2) AND conversation_id IN (SELECT v.id FROM conversation v WHERE v.id = overflow_question.conversation_id AND (v.stage <> 'waiting' OR v.host IS NOT NULL))
        """, new { now });

    /// <summary>Whoever waits at another organisation now has nothing to answer any more.</summary>
    public static Task<int> LapseOfAsync(RecordsSession session, string conversationId, long now) => session.ExecuteAsync(
        "UPDATE overflow_question SET state = 5, answered_at = @now WHERE state IN (1, 2) AND conversation_id = @conversationId", new { conversationId, now });

    /// <summary>Those who wait at home, the most urgent first, and of them those who came first; without guests, and without whom a support body's worker talks with.</summary>
    public static Task<IReadOnlyList<WaitingRow>> WaitingAsync(RecordsSession session, string home, int limit) => session.QueryAsync<WaitingRow>(
        """
        SELECT id, language, grade, opened_at AS OpenedAt, arrived_at AS ArrivedAt, returned, moved, later_by AS LaterBy, last_number AS LastNumber FROM conversation
        WHERE COALESCE(host, organisation) = @home AND stage = 'waiting' AND host IS NULL AND aside_at IS NULL AND seat_id IS NULL AND closed_at IS NULL
        ORDER BY grade DESC, arrived_at, id LIMIT @limit
        """, new { home, limit = (long)limit });

    /// <summary>What was decided last about somebody; nothing before the first decision.</summary>
    public static Task<string?> LastDecisionAsync(RecordsSession session, string conversationId) => session.FindAsync<string>(
        "SELECT decision FROM overflow_decision WHERE conversation_id = @conversationId ORDER BY at DESC, id DESC LIMIT 1", new { conversationId });

    public static Task DecidedAsync(RecordsSession session, string id, string conversationId, string consortiumId, string decision, long now) => session.ExecuteAsync(
        "INSERT INTO overflow_decision (id, conversation_id, consortium_id, at, decision) VALUES (@id, @conversationId, @consortiumId, @now, @decision)",
        new { id, conversationId, consortiumId, decision, now });

    private static List<OverflowQuestion> Opened(IReadOnlyList<Row> rows) =>
        [.. rows.Select(row => new OverflowQuestion(row.Id, row.ConversationId, row.ContactId, row.ConsortiumId, row.Partner, row.Code, (QuestionState)row.State, row.AskedAt))];

    // No constructors: SQLite does not know the type of a column before there is a row.
    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string ConversationId { get; init; } = "";

        public string ContactId { get; init; } = "";

        public string ConsortiumId { get; init; } = "";

        public string Partner { get; init; } = "";

        public string Code { get; init; } = "";

        public long State { get; init; }

        public long AskedAt { get; init; }
    }
}

/// <summary>How many may come to a partner.</summary>
internal sealed class Coming
{
    public string Partner { get; init; } = "";

    public long Count { get; init; }
}

/// <summary>Somebody who waits at home, as far as the rules need to know.</summary>
internal sealed class WaitingRow
{
    public string Id { get; init; } = "";

    public string Language { get; init; } = "";

    public long Grade { get; init; }

    public long OpenedAt { get; init; }

    public long? ArrivedAt { get; init; }

    public long Returned { get; init; }

    public long Moved { get; init; }

    public long LaterBy { get; init; }

    public long LastNumber { get; init; }
}
