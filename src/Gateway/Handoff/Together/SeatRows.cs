using System.Text.Json;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Together;

/// <summary>The SQL of seats. Whoever moves one holds the row lock of its conversation, and then its own. The names are sealed with the key of the talk.</summary>
internal sealed class SeatRows(Vault vault)
{
    private const string Columns =
        """
        s.id, s.organisation, s.conversation_id AS ConversationId, s.contact_id AS ContactId, s.referral_id AS ReferralId, s.body, s.code, s.state, s.asked_by AS AskedBy,
        s.asked_at AS AskedAt, s.due_at AS DueAt, s.who_sealed AS WhoSealed, s.desk_hash AS DeskHash, s.after_number AS AfterNumber, s.looked_at AS LookedAt,
        s.told_away AS ToldAway, s.why, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = s.conversation_id) AS WrappedKey
        """;

    private const string OfEnded = "seat s JOIN conversation v ON v.id = s.conversation_id WHERE s.state = 4 AND v.closed_at IS NOT NULL";

    public async Task<Seat?> FindAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM seat s WHERE s.id = @id", new { id })) is { } row ? Opened(row) : null;

    public async Task<Seat?> LockAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM seat s WHERE s.id = @id" + session.ForUpdate, new { id })) is { } row ? Opened(row) : null;

    /// <summary>The seats of a talk, oldest first.</summary>
    public async Task<IReadOnlyList<Seat>> OfConversationAsync(RecordsSession session, string conversationId) =>
        [.. (await session.QueryAsync<Row>($"SELECT {Columns} FROM seat s WHERE s.conversation_id = @conversationId ORDER BY s.asked_at, s.id", new { conversationId })).Select(Opened)];

    /// <summary>The seats of a hand-off that are not over, oldest first.</summary>
    public async Task<IReadOnlyList<Seat>> OpenOfReferralAsync(RecordsSession session, string referralId) =>
        [.. (await session.QueryAsync<Row>($"SELECT {Columns} FROM seat s WHERE s.referral_id = @referralId AND s.state < 4 ORDER BY s.asked_at, s.id", new { referralId })).Select(Opened)];

    /// <summary>The seat that a person's two digits speak of: of several the newest, open or over.</summary>
    public async Task<Seat?> ByCodeAsync(RecordsSession session, string conversationId, string code) =>
        (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM seat s WHERE s.conversation_id = @conversationId AND s.code = @code ORDER BY s.asked_at DESC, s.id DESC LIMIT 1", new { conversationId, code })) is [var row, ..]
            ? Opened(row)
            : null;

    public static Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) =>
        session.QueryAsync<string>("SELECT code FROM seat WHERE contact_id = @contactId AND state < 4", new { contactId });

    public static Task<IReadOnlyList<string>> OpenAsync(RecordsSession session) => session.QueryAsync<string>("SELECT id FROM seat WHERE state < 4 ORDER BY asked_at, id LIMIT 500");

    public async Task InsertAsync(RecordsSession session, Seat seat) => await session.ExecuteAsync(
        """
        INSERT INTO seat (id, organisation, conversation_id, contact_id, referral_id, body, code, state, asked_by, asked_at, due_at, who_sealed, told_away)
        VALUES (@Id, @Organisation, @ConversationId, @ContactId, @ReferralId, @Body, @Code, @State, @AskedBy, @AskedAt, @DueAt, @Sealed, 0)
        """,
        new
        {
            seat.Id,
            seat.Organisation,
            seat.ConversationId,
            seat.ContactId,
            seat.ReferralId,
            seat.Body,
            seat.Code,
            State = (long)seat.State,
            seat.AskedBy,
            seat.AskedAt,
            seat.DueAt,
            Sealed = await SealedAsync(session, seat),
        });

    public async Task SaveAsync(RecordsSession session, Seat seat) => await session.ExecuteAsync(
        """
        UPDATE seat SET state = @State, due_at = @DueAt, who_sealed = @Sealed, desk_hash = @DeskHash, after_number = @AfterNumber, looked_at = @LookedAt,
            told_away = @ToldAway, why = @Why
        WHERE id = @Id
        """,
        new
        {
            seat.Id,
            State = (long)seat.State,
            seat.DueAt,
            Sealed = await SealedAsync(session, seat),
            seat.DeskHash,
            seat.AfterNumber,
            seat.LookedAt,
            ToldAway = seat.ToldAway ? 1L : 0,
            seat.Why,
        });

    /// <summary>Forgets the seats of talks that are over: the lines in the talk and the audit trail stay.</summary>
    public static Task<int> ForgetAsync(RecordsSession session) => session.ExecuteAsync(
        $"DELETE FROM seat WHERE id IN (SELECT s.id FROM {OfEnded})");

    public static Task<bool> AnyToForgetAsync(RecordsSession session) => session.AnyAsync($"SELECT 1 FROM {OfEnded} LIMIT 1");

    private async Task<byte[]> SealedAsync(RecordsSession session, Seat seat) =>
        await session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @ConversationId", new { seat.ConversationId }) is { } key
            ? vault.Open(key, seat.ConversationId).Seal(JsonSerializer.SerializeToUtf8Bytes(seat.Who, SeatJson.Default.SeatNames), Place(seat.Id))
            : [];

    private Seat Opened(Row row) => new(
        row.Id, row.Organisation, row.ConversationId, row.ContactId, row.ReferralId, row.Body, row.Code, (SeatState)row.State, row.AskedBy, row.AskedAt, row.DueAt,
        row is { WrappedKey: { } key, WhoSealed.Length: > 0 }
            ? JsonSerializer.Deserialize(vault.Open(key, row.ConversationId).OpenBytes(row.WhoSealed, Place(row.Id)), SeatJson.Default.SeatNames)!
            : new SeatNames(""),
        row.DeskHash, row.AfterNumber, row.LookedAt, row.ToldAway != 0, row.Why);

    private static string Place(string id) => $"seat|{id}";

    private sealed record Row(
        string Id, string Organisation, string ConversationId, string ContactId, string ReferralId, string Body, string Code, long State, string AskedBy, long AskedAt, long? DueAt,
        byte[] WhoSealed, byte[]? DeskHash, long? AfterNumber, long? LookedAt, long ToldAway, string? Why, byte[]? WrappedKey);
}
