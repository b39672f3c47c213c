using System.Text.Json;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Introductions;

/// <summary>The SQL of introductions and of who may write them. A note is sealed with a key of its own and goes with it.</summary>
internal sealed class IntroductionRows(Vault vault)
{
    private const string Columns =
        """
        i.id, i.organisation, i.body, i.language, i.written_at AS WrittenAt, i.until_at AS UntilAt, i.state, i.note_sealed AS NoteSealed, i.asks_answer AS AsksAnswer,
        i.holder_account AS HolderAccount, i.holder_hash AS HolderHash, i.conversation_id AS ConversationId, i.code, i.may_tell AS MayTell, i.came_at AS CameAt,
        i.taken_back_at AS TakenBackAt, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = i.id) AS WrappedKey
        """;

    public static Task<bool> IsOpenAsync(RecordsSession session, string organisation, string body) =>
        session.AnyAsync("SELECT 1 FROM way_in WHERE organisation = @organisation AND body = @body", new { organisation, body });

    public static Task OpenAsync(RecordsSession session, string organisation, string body, string staff, long now) => session.ExecuteAsync(
        "INSERT INTO way_in (organisation, body, opened_by, opened_at) VALUES (@organisation, @body, @staff, @now) ON CONFLICT (organisation, body) DO NOTHING",
        new { organisation, body, staff, now });

    public static async Task<bool> CloseAsync(RecordsSession session, string organisation, string body) =>
        await session.ExecuteAsync("DELETE FROM way_in WHERE organisation = @organisation AND body = @body", new { organisation, body }) > 0;

    /// <summary>What a body wrote since a moment, the newest first.</summary>
    public async Task<IReadOnlyList<Introduction>> OfBodyAsync(RecordsSession session, string organisation, string body, long since) => Opened(await session.QueryAsync<Row>(
        $"SELECT {Columns} FROM introduction i WHERE i.organisation = @organisation AND i.body = @body AND i.written_at >= @since ORDER BY i.written_at DESC, i.id DESC LIMIT 200",
        new { organisation, body, since }));

    public async Task<Introduction?> FindAsync(RecordsSession session, string id) =>
        Only(await session.QueryAsync<Row>($"SELECT {Columns} FROM introduction i WHERE i.id = @id", new { id }));

    public async Task<Introduction?> LockAsync(RecordsSession session, string id) =>
        Only(await session.QueryAsync<Row>($"SELECT {Columns} FROM introduction i WHERE i.id = @id" + session.ForUpdate, new { id }));

    public async Task<Introduction?> LockByCardAsync(RecordsSession session, string organisation, string number) => Only(await session.QueryAsync<Row>(
        $"SELECT {Columns} FROM introduction i WHERE i.card_hash = @hash AND i.organisation = @organisation" + session.ForUpdate,
        new { hash = CardNumber.HashOf(vault, organisation, number), organisation }));

    /// <summary>The newest one that a phone or browser holds, or that belongs to a talk.</summary>
    public async Task<Introduction?> HeldAsync(RecordsSession session, string account, byte[] hash, string? conversationId) => Only(await session.QueryAsync<Row>(
        $"""
        SELECT {Columns} FROM introduction i WHERE (i.holder_account = @account AND i.holder_hash = @hash) OR (i.conversation_id = @conversationId)
        ORDER BY i.written_at DESC, i.id DESC LIMIT 1
        """, new { account, hash, conversationId }));

    /// <summary>The one that somebody opened before they wrote their first word, locked; nothing when there is none.</summary>
    public async Task<Introduction?> LockWaitingAsync(RecordsSession session, string contactId) => Only(await session.QueryAsync<Row>(
        $"""
        SELECT {Columns} FROM introduction i WHERE i.id = (
            SELECT h.id FROM introduction h JOIN contact c ON c.channel_account = h.holder_account AND c.address_hash = h.holder_hash
            WHERE c.id = @contactId AND h.conversation_id IS NULL AND h.state IN (2, 3, 4) ORDER BY h.written_at DESC, h.id DESC LIMIT 1)
        """ + session.ForUpdate, new { contactId }));

    public async Task<Introduction?> LockByCodeAsync(RecordsSession session, string conversationId, string code) => Only(await session.QueryAsync<Row>(
        $"SELECT {Columns} FROM introduction i WHERE i.conversation_id = @conversationId AND i.code = @code" + session.ForUpdate, new { conversationId, code }));

    public static Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) => session.QueryAsync<string>(
        "SELECT i.code FROM introduction i JOIN conversation v ON v.id = i.conversation_id WHERE v.contact_id = @contactId AND i.state = 2 AND i.code IS NOT NULL", new { contactId });

    public Task InsertAsync(RecordsSession session, Introduction one)
    {
        var key = vault.NewKey(one.Id);
        return session.ExecuteAsync(
            """
            INSERT INTO introduction (id, organisation, body, card_hash, language, written_at, until_at, state, note_sealed, asks_answer, may_tell)
            VALUES (@Id, @Organisation, @Body, @Card, @Language, @WrittenAt, @Until, @State, @Sealed, @Asks, 0);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @key)
            """,
            new
            {
                one.Id,
                one.Organisation,
                one.Body,
                Card = CardNumber.HashOf(vault, one.Organisation, CardNumber.Of(vault, one.Id)),
                one.Language,
                one.WrittenAt,
                one.Until,
                State = (long)one.State,
                Sealed = vault.Open(key, one.Id).Seal(JsonSerializer.SerializeToUtf8Bytes(one.Note), "note"),
                Asks = one.AsksAnswer ? 1 : 0,
                key,
            });
    }

    /// <summary>Saves how it stands. A note that is gone takes its key with it: nobody can open it again.</summary>
    public static async Task SaveAsync(RecordsSession session, Introduction one)
    {
        await session.ExecuteAsync(
            """
            UPDATE introduction SET state = @State, holder_account = @HolderAccount, holder_hash = @HolderHash, conversation_id = @ConversationId, code = @Code,
                may_tell = @Tell, came_at = @CameAt, taken_back_at = @TakenBackAt WHERE id = @Id
            """,
            new { one.Id, State = (long)one.State, one.HolderAccount, one.HolderHash, one.ConversationId, one.Code, Tell = one.MayTell ? 1 : 0, one.CameAt, one.TakenBackAt });
        if (one.Note is null) await ForgetNotesAsync(session, "id = @Id", new { one.Id });
    }

    /// <summary>Ends what is past its day, and forgets what is long past.</summary>
    public static async Task ForgetAsync(RecordsSession session, long now, long before)
    {
        // What a person has let through before their first word waits for it a while longer.
        await ForgetNotesAsync(session, "note_sealed IS NOT NULL AND until_at <= @now AND until_at <= CASE WHEN state = 3 THEN @before ELSE @now END", new { now, before });
        await session.ExecuteAsync("UPDATE introduction SET state = 5 WHERE until_at <= @now AND state IN (1, 2); DELETE FROM introduction WHERE until_at < @before", new { now, before });
    }

    /// <summary>Takes them out of a talk whose words are erased: by them nobody can ask any more whether this phone or browser ever came.</summary>
    public static async Task LeaveTalkAsync(RecordsSession session, string conversationId)
    {
        await ForgetNotesAsync(session, "conversation_id = @conversationId", new { conversationId });
        await session.ExecuteAsync(
            "UPDATE introduction SET state = 5, conversation_id = NULL, holder_account = NULL, holder_hash = NULL, code = NULL WHERE conversation_id = @conversationId", new { conversationId });
    }

    private static Task<int> ForgetNotesAsync(RecordsSession session, string which, object values) => session.ExecuteAsync(
        $"DELETE FROM sealing_key WHERE owner IN (SELECT id FROM introduction WHERE {which}); UPDATE introduction SET note_sealed = NULL WHERE {which}", values);

    private Introduction? Only(IReadOnlyList<Row> rows) => rows is [var row, ..] ? Opened(row) : null;

    private IReadOnlyList<Introduction> Opened(IReadOnlyList<Row> rows) => [.. rows.Select(Opened)];

    private Introduction Opened(Row row) => new(
        row.Id, row.Organisation, row.Body, row.Language, row.WrittenAt, row.UntilAt, (IntroductionState)row.State,
        row is { NoteSealed: { } note, WrappedKey: { } key } ? JsonSerializer.Deserialize<IntroductionNote>(vault.Open(key, row.Id).OpenBytes(note, "note")) : null,
        row.AsksAnswer != 0, row.HolderAccount, row.HolderHash, row.ConversationId, row.Code, row.MayTell != 0, row.CameAt, row.TakenBackAt);

    // No constructor: SQLite does not know the type of a column of bytes before there is a row.
    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string Body { get; init; } = "";

        public string Language { get; init; } = "";

        public long WrittenAt { get; init; }

        public long UntilAt { get; init; }

        public long State { get; init; }

        public byte[]? NoteSealed { get; init; }

        public long AsksAnswer { get; init; }

        public string? HolderAccount { get; init; }

        public byte[]? HolderHash { get; init; }

        public string? ConversationId { get; init; }

        public string? Code { get; init; }

        public long MayTell { get; init; }

        public long? CameAt { get; init; }

        public long? TakenBackAt { get; init; }

        public byte[]? WrappedKey { get; init; }
    }
}
