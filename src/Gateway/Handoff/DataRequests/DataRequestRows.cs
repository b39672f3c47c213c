using System.Text;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.DataRequests;

/// <summary>The SQL of the register. A reason is sealed with a key of the request: it stays when the words of the talks are erased.</summary>
public sealed class DataRequestRows(Vault vault)
{
    private const string Columns =
        """
        r.id, r.organisation, r.contact_id AS ContactId, r.conversation_id AS ConversationId, r.kind, r.recognised, r.entry, r.opened_by AS OpenedBy, r.asked_at AS AskedAt,
        r.due_at AS DueAt, r.decision, r.decided_by AS DecidedBy, r.decided_at AS DecidedAt, r.reason_sealed AS ReasonSealed,
        (SELECT k.wrapped FROM sealing_key k WHERE k.owner = r.id) AS WrappedKey
        """;

    /// <summary>The register: what is open, the one that is due first at the front; then what was answered, the newest first.</summary>
    public async Task<IReadOnlyList<DataRequest>> AllAsync(RecordsSession session, string organisation) =>
    [
        .. (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM data_request r WHERE r.organisation = @organisation AND r.decided_at IS NULL ORDER BY r.due_at, r.id LIMIT 500", new { organisation })).Select(Opened),
        .. (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM data_request r WHERE r.organisation = @organisation AND r.decided_at IS NOT NULL ORDER BY r.decided_at DESC, r.id LIMIT 500", new { organisation })).Select(Opened),
    ];

    internal async Task<DataRequest?> LockAsync(RecordsSession session, string id) =>
        await session.FindAsync<Row>($"SELECT {Columns} FROM data_request r WHERE r.id = @id" + session.ForUpdate, new { id }) is { } row ? Opened(row) : null;

    internal Task InsertAsync(RecordsSession session, DataRequest request) => session.ExecuteAsync(
        """
        INSERT INTO data_request (id, organisation, contact_id, conversation_id, kind, recognised, entry, opened_by, asked_at, due_at)
        VALUES (@Id, @Organisation, @ContactId, @ConversationId, @Kind, @By, @Entry, @OpenedBy, @AskedAt, @DueAt);
        INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @key)
        """,
        new
        {
            request.Id,
            request.Organisation,
            request.ContactId,
            request.ConversationId,
            request.Kind,
            request.By,
            request.Entry,
            request.OpenedBy,
            request.AskedAt,
            request.DueAt,
            key = vault.NewKey(request.Id),
        });

    internal async Task DecideAsync(RecordsSession session, DataRequest request)
    {
        var key = await session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @Id", new { request.Id });
        var reason = request.Reason is { } why && key is not null ? vault.Open(key, request.Id).Seal(Encoding.UTF8.GetBytes(why), "reason") : null;
        await session.ExecuteAsync(
            "UPDATE data_request SET decision = @Decision, decided_by = @DecidedBy, decided_at = @DecidedAt, reason_sealed = @reason WHERE id = @Id",
            new { request.Id, request.Decision, request.DecidedBy, request.DecidedAt, reason });
    }

    /// <summary>Forgets what was answered before a moment.</summary>
    internal static Task<int> ForgetAsync(RecordsSession session, long before) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner IN (SELECT id FROM data_request WHERE decided_at < @before);
        DELETE FROM data_request WHERE decided_at < @before
        """, new { before });

    private DataRequest Opened(Row row) => new(
        row.Id, row.Organisation, row.ContactId, row.ConversationId, row.Kind, row.Recognised, row.Entry, row.OpenedBy, row.AskedAt, row.DueAt, row.Decision, row.DecidedBy, row.DecidedAt,
        row is { ReasonSealed: { } reason, WrappedKey: { } key } ? Encoding.UTF8.GetString(vault.Open(key, row.Id).OpenBytes(reason, "reason")) : null);

    // No constructor: SQLite does not know the type of a column of bytes before there is a row.
    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Organisation { get; init; } = "";

        public string ContactId { get; init; } = "";

        public string ConversationId { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Recognised { get; init; } = "";

        public long? Entry { get; init; }

        public string OpenedBy { get; init; } = "";

        public long AskedAt { get; init; }

        public long DueAt { get; init; }

        public string? Decision { get; init; }

        public string? DecidedBy { get; init; }

        public long? DecidedAt { get; init; }

        public byte[]? ReasonSealed { get; init; }

        public byte[]? WrappedKey { get; init; }
    }
}
