using System.Text.Json;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff;

/// <summary>The SQL of decisions on a ground in law. Each is sealed with a key of its own and kept as long as the provisions.</summary>
internal sealed class GroundRows(Vault vault)
{
    private const string Columns =
        """
        g.id, g.organisation, g.conversation_id AS ConversationId, g.body, g.ground, g.document_hash AS DocumentHash, g.reason_sealed AS ReasonSealed,
        g.proposed_by AS ProposedBy, g.proposed_at AS ProposedAt, g.until_at AS UntilAt, g.confirmed_by AS ConfirmedBy, g.confirmed_at AS ConfirmedAt, g.used_at AS UsedAt, g.quiet,
        (SELECT k.wrapped FROM sealing_key k WHERE k.owner = g.id) AS WrappedKey
        """;

    public static Task<GroundRow?> FindAsync(RecordsSession session, string id) =>
        session.FindAsync<GroundRow>($"SELECT {Columns} FROM ground g WHERE g.id = @id", new { id });

    public static Task<GroundRow?> LockAsync(RecordsSession session, string id) =>
        session.FindAsync<GroundRow>($"SELECT {Columns} FROM ground g WHERE g.id = @id" + session.ForUpdate, new { id });

    public Task InsertAsync(RecordsSession session, GroundRow row, GroundReason reason)
    {
        var key = vault.NewKey(row.Id);
        row = row with { ReasonSealed = Sealed(row.Id, key, reason), WrappedKey = key };
        return session.ExecuteAsync(
            """
            INSERT INTO ground (id, organisation, conversation_id, body, ground, document_hash, reason_sealed, proposed_by, proposed_at, until_at, quiet)
            VALUES (@Id, @Organisation, @ConversationId, @Body, @Ground, @DocumentHash, @ReasonSealed, @ProposedBy, @ProposedAt, @UntilAt, @Quiet);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @WrappedKey)
            """, row);
    }

    public Task ConfirmAsync(RecordsSession session, GroundRow row, GroundReason reason, string by, long now) => session.ExecuteAsync(
        "UPDATE ground SET confirmed_by = @by, confirmed_at = @now, reason_sealed = @Reason WHERE id = @Id AND confirmed_by IS NULL",
        new { row.Id, by, now, Reason = Sealed(row.Id, row.WrappedKey!, reason) });

    public static Task UseAsync(RecordsSession session, string id, long now) => session.ExecuteAsync("UPDATE ground SET used_at = @now WHERE id = @id", new { id, now });

    /// <summary>From now on the person may read of it.</summary>
    public static Task TellAsync(RecordsSession session, string id) => session.ExecuteAsync("UPDATE ground SET quiet = 0 WHERE id = @id", new { id });

    public GroundReason? ReasonOf(GroundRow row) => row.WrappedKey is { } key
        ? JsonSerializer.Deserialize(vault.Open(key, row.Id).OpenBytes(row.ReasonSealed, "reason"), HandoffJson.Default.GroundReason)
        : null;

    private byte[] Sealed(string id, byte[] key, GroundReason reason) =>
        vault.Open(key, id).Seal(JsonSerializer.SerializeToUtf8Bytes(reason, HandoffJson.Default.GroundReason), "reason");
}
