using System.Text.Json;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Consent;

/// <summary>The SQL of consents. What changes one holds the row lock of its conversation, and then its own.</summary>
/// <remarks>Each has a key of its own: it outlives the words of the conversation, because the law asks for it, and ends by itself.</remarks>
public sealed class ConsentRows(Vault vault)
{
    private const string Columns =
        """
        c.id, c.organisation, c.conversation_id AS ConversationId, c.contact_id AS ContactId, c.code, c.state, c.terms_sealed AS TermsSealed, c.terms_hash AS TermsHash,
        c.asked_by AS AskedBy, c.asked_at AS AskedAt, c.answer_until AS AnswerUntil, c.answer_sealed AS AnswerSealed, c.answered_at AS AnsweredAt,
        c.valid_until AS ValidUntil, c.ended_at AS EndedAt, c.ended_why AS EndedWhy, c.checked_by AS CheckedBy, c.guardian, c.check_sealed AS CheckSealed,
        (SELECT k.wrapped FROM sealing_key k WHERE k.owner = c.id) AS WrappedKey
        """;

    /// <summary>One consent; nothing when there is none, or its time in the records is over.</summary>
    public async Task<ConsentRecord?> FindAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM consent c WHERE c.id = @id", new { id })) is { } row ? Opened(row) : null;

    /// <summary>The consents of a conversation, oldest first.</summary>
    public async Task<IReadOnlyList<ConsentRecord>> OfConversationAsync(RecordsSession session, string conversationId) =>
        OpenedAll(await session.QueryAsync<Row>($"SELECT {Columns} FROM consent c WHERE c.conversation_id = @conversationId ORDER BY c.asked_at, c.id", new { conversationId }));

    /// <summary>The consents of a person at one channel account, oldest first.</summary>
    public async Task<IReadOnlyList<ConsentRecord>> OfPersonAsync(RecordsSession session, string contactId) =>
        OpenedAll(await session.QueryAsync<Row>($"SELECT {Columns} FROM consent c WHERE c.contact_id = @contactId ORDER BY c.asked_at, c.id", new { contactId }));

    /// <summary>What waits for the look of a second person, the oldest first: at most 200, and none of an erased talk, which nobody can read any more.</summary>
    public async Task<IReadOnlyList<ConsentRecord>> WaitingAsync(RecordsSession session, string organisation) =>
    [
        .. OpenedAll(await session.QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM consent c
            WHERE c.organisation = @organisation AND c.state = 2 AND c.second = 1 AND c.checked_by IS NULL
                AND EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = c.conversation_id)
            ORDER BY c.asked_at, c.id LIMIT 200
            """, new { organisation })).Where(one => ConsentRules.NeedsSecond(one.Terms.AgeBand)),
    ];

    internal async Task<ConsentRecord?> LockAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM consent c WHERE c.id = @id" + session.ForUpdate, new { id })) is { } row ? Opened(row) : null;

    /// <summary>The question or the yes of this person that has these two digits.</summary>
    internal async Task<ConsentRecord?> LockByCodeAsync(RecordsSession session, string contactId, string code) =>
        (await session.FindAsync<Row>(
            $"SELECT {Columns} FROM consent c WHERE c.contact_id = @contactId AND c.code = @code AND c.state IN (1, 2)" + session.ForUpdate,
            new { contactId, code })) is { } row ? Opened(row) : null;

    /// <summary>The same, without locking it: for what another conversation than the caller's has to be locked for first.</summary>
    internal async Task<ConsentRecord?> FindByCodeAsync(RecordsSession session, string contactId, string code) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM consent c WHERE c.contact_id = @contactId AND c.code = @code AND c.state IN (1, 2)", new { contactId, code })) is { } row ? Opened(row) : null;

    /// <summary>What this person agreed to by these two digits and whose days are over, the newest first.</summary>
    internal static Task<IReadOnlyList<string>> ExpiredAsync(RecordsSession session, string contactId, string code) => session.QueryAsync<string>(
        "SELECT id FROM consent WHERE contact_id = @contactId AND code = @code AND state = 6 ORDER BY id DESC", new { contactId, code });

    // The first condition says nothing new: SQLite uses a partial index only where the index's own condition stands in the statement word for word.
    internal static Task<IReadOnlyList<(string Id, string ConversationId)>> DueAsync(RecordsSession session, long now) => session.QueryAsync<(string Id, string ConversationId)>(
        """
        SELECT id, conversation_id FROM consent WHERE state IN (1, 2) AND state = 1 AND answer_until <= @now
        UNION ALL SELECT id, conversation_id FROM consent WHERE state = 2 AND valid_until <= @now LIMIT 100
        """, new { now });

    internal Task InsertAsync(RecordsSession session, ConsentRecord record)
    {
        var key = vault.NewKey(record.Id);
        return session.ExecuteAsync(
            """
            INSERT INTO consent (id, organisation, conversation_id, contact_id, code, state, recipient, document, terms_sealed, terms_hash, asked_by, asked_at, answer_until, guardian, second)
            VALUES (@Id, @Organisation, @ConversationId, @ContactId, @Code, @State, @Recipient, @Document, @Sealed, @TermsHash, @AskedBy, @AskedAt, @AnswerUntil, 0, @Second);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @key)
            """,
            new
            {
                record.Id,
                record.Organisation,
                record.ConversationId,
                record.ContactId,
                record.Code,
                State = (long)record.State,
                record.Terms.Recipient,
                record.Terms.Document,
                Sealed = vault.Open(key, record.Id).Seal(record.Terms.ToBytes(), "terms"),
                record.TermsHash,
                record.AskedBy,
                record.AskedAt,
                record.AnswerUntil,
                Second = ConsentRules.NeedsSecond(record.Terms.AgeBand) ? 1L : 0L,
                key,
            });
    }

    /// <summary>Writes what can change of it.</summary>
    internal async Task SaveAsync(RecordsSession session, ConsentRecord record)
    {
        var key = await session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @Id", new { record.Id });
        var answer = record.Answer is null || key is null
            ? null
            : vault.Open(key, record.Id).Seal(JsonSerializer.SerializeToUtf8Bytes(record.Answer, ConsentJson.Default.ConsentAnswer), "answer");
        var check = record.Check is null || key is null
            ? null
            : vault.Open(key, record.Id).Seal(JsonSerializer.SerializeToUtf8Bytes(record.Check, ConsentJson.Default.ConsentCheck), "check");
        await session.ExecuteAsync(
            """
            UPDATE consent SET state = @State, answer_sealed = @answer, answered_at = @AnsweredAt, valid_until = @ValidUntil, ended_at = @EndedAt,
                ended_why = @EndedWhy, checked_by = @CheckedBy, guardian = @Guardian, check_sealed = @check
            WHERE id = @Id
            """,
            new
            {
                record.Id,
                State = (long)record.State,
                answer,
                record.AnsweredAt,
                record.ValidUntil,
                record.EndedAt,
                record.EndedWhy,
                record.CheckedBy,
                Guardian = (long)record.Guardian,
                check,
            });
    }

    /// <summary>Forgets what has ended before a moment. Of a conversation that was erased, what was never given is gone already.</summary>
    internal static Task<int> ForgetAsync(RecordsSession session, long before) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner IN (SELECT id FROM consent WHERE ended_at < @before);
        DELETE FROM consent WHERE ended_at < @before
        """, new { before });

    /// <summary>The digits that this person's standing questions have.</summary>
    internal static Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) => session.QueryAsync<string>(
        "SELECT code FROM consent WHERE contact_id = @contactId AND state IN (1, 2)", new { contactId });

    /// <summary>The digits of questions that were withdrawn before they were answered, as long as somebody may still answer them.</summary>
    internal static Task<IReadOnlyList<string>> LapsedCodesAsync(RecordsSession session, string contactId, long now) => session.QueryAsync<string>(
        "SELECT code FROM consent WHERE contact_id = @contactId AND state = 4 AND answered_at IS NULL AND answer_until > @now", new { contactId, now });

    /// <summary>The digits of what this person agreed to once and whose days are over: a body may go on with it, and they may stop it by them.</summary>
    internal static Task<IReadOnlyList<string>> ExpiredCodesAsync(RecordsSession session, string contactId) => session.QueryAsync<string>(
        "SELECT code FROM consent WHERE contact_id = @contactId AND state = 6", new { contactId });

    private IReadOnlyList<ConsentRecord> OpenedAll(IReadOnlyList<Row> rows) => [.. rows.Select(Opened).OfType<ConsentRecord>()];

    private ConsentRecord? Opened(Row row)
    {
        if (row.WrappedKey is not { } wrapped) return null;
        var seal = vault.Open(wrapped, row.Id);
        return new ConsentRecord(
            row.Id, row.Organisation, row.ConversationId, row.ContactId, row.Code, (ConsentState)row.State, ConsentTerms.Of(seal.OpenBytes(row.TermsSealed, "terms")), row.TermsHash,
            row.AskedBy, row.AskedAt, row.AnswerUntil,
            row.AnswerSealed is { } answer ? JsonSerializer.Deserialize(seal.OpenBytes(answer, "answer"), ConsentJson.Default.ConsentAnswer) : null,
            row.AnsweredAt, row.ValidUntil, row.EndedAt, row.EndedWhy, row.CheckedBy, (GuardianConsent)row.Guardian,
            row.CheckSealed is { } check ? JsonSerializer.Deserialize(seal.OpenBytes(check, "check"), ConsentJson.Default.ConsentCheck) : null);
    }

    private sealed record Row(
        string Id, string Organisation, string ConversationId, string ContactId, string Code, long State, byte[] TermsSealed, string TermsHash, string AskedBy,
        long AskedAt, long AnswerUntil, byte[]? AnswerSealed, long? AnsweredAt, long? ValidUntil, long? EndedAt, string? EndedWhy, string? CheckedBy, long Guardian,
        byte[]? CheckSealed, byte[]? WrappedKey);
}
