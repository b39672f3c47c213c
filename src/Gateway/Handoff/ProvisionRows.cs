using Gateway.Handoff.Sheets;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff;

/// <summary>The SQL of provision records. Each is sealed with a key of its own: it stays when the words of the talk are erased.</summary>
public sealed class ProvisionRows(Vault vault)
{
    private const string Columns =
        """
        p.id, p.organisation, p.conversation_id AS ConversationId, p.contact_id AS ContactId, p.body, p.at, p.by_staff AS ByStaff, p.ground, p.consent_id AS ConsentId,
        p.ground_id AS GroundId, p.document_hash AS DocumentHash, p.content_sealed AS ContentSealed, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = p.id) AS WrappedKey,
        (SELECT g.quiet FROM ground g WHERE g.id = p.ground_id) AS Quiet
        """;

    /// <summary>What went out of a person's talks, oldest first.</summary>
    public async Task<IReadOnlyList<ProvisionRecord>> OfPersonAsync(RecordsSession session, string contactId) =>
    [
        .. (await session.QueryAsync<Row>($"SELECT {Columns} FROM provision p WHERE p.contact_id = @contactId ORDER BY p.at, p.id", new { contactId }))
            .Where(row => row.WrappedKey is not null).Select(Opened),
    ];

    internal Task InsertAsync(RecordsSession session, ProvisionRecord record)
    {
        var key = vault.NewKey(record.Id);
        return session.ExecuteAsync(
            """
            INSERT INTO provision (id, organisation, conversation_id, contact_id, body, at, by_staff, ground, consent_id, ground_id, document_hash, content_sealed)
            VALUES (@Id, @Organisation, @ConversationId, @ContactId, @Body, @At, @By, @Ground, @ConsentId, @GroundId, @DocumentHash, @Sealed);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @key)
            """,
            new
            {
                record.Id,
                record.Organisation,
                record.ConversationId,
                record.ContactId,
                record.Body,
                record.At,
                record.By,
                Ground = (long)record.Ground,
                record.ConsentId,
                record.GroundId,
                record.DocumentHash,
                Sealed = vault.Open(key, record.Id).Seal(record.Content.ToBytes(), "content"),
                key,
            });
    }

    /// <summary>Forgets what is older than the law asks for.</summary>
    internal static Task<int> ForgetAsync(RecordsSession session, long before) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner IN (SELECT id FROM provision WHERE at < @before);
        DELETE FROM sealing_key WHERE owner IN (SELECT id FROM ground WHERE proposed_at < @before);
        DELETE FROM provision WHERE at < @before;
        DELETE FROM ground WHERE proposed_at < @before
        """, new { before });

    private ProvisionRecord Opened(Row row) => new(
        row.Id, row.Organisation, row.ConversationId, row.ContactId, row.Body, row.At, row.ByStaff, (LegalBasis)row.Ground, row.ConsentId, row.GroundId, row.DocumentHash,
        ProvisionContent.Of(vault.Open(row.WrappedKey!, row.Id).OpenBytes(row.ContentSealed, "content")),
        // Where the decision is forgotten nobody knows any more that it may be told.
        row.GroundId is not null && row.Quiet != 0);

    private sealed record Row(
        string Id, string Organisation, string ConversationId, string ContactId, string Body, long At, string ByStaff, long Ground, string? ConsentId, string? GroundId,
        string DocumentHash, byte[] ContentSealed, byte[]? WrappedKey, long? Quiet);
}
