using System.Text;
using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff;

/// <summary>The SQL of sheets that are being written. Whoever adds a revision holds the conversation's row lock, so they come one after another.</summary>
/// <remarks>They are sealed with the conversation's own key: when its words are erased, nobody can read a revision any more.</remarks>
public sealed class SheetRows(Vault vault)
{
    private const string Columns =
        """
        r.sheet_id AS SheetId, r.revision AS Number, r.organisation, r.conversation_id AS ConversationId, r.body, r.staff_id AS StaffId, r.at,
        r.content_hash AS ContentHash, r.content, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = r.conversation_id) AS WrappedKey
        """;

    private const string IsNewest = "r.revision = (SELECT MAX(n.revision) FROM sheet_revision n WHERE n.sheet_id = r.sheet_id)";

    /// <summary>One revision; nothing when there is none, or the words of its conversation are erased.</summary>
    public async Task<SheetRevision?> FindAsync(RecordsSession session, string sheetId, long revision) => Opened(await session.FindAsync<Row>(
        $"SELECT {Columns} FROM sheet_revision r WHERE r.sheet_id = @sheetId AND r.revision = @revision", new { sheetId, revision }));

    /// <summary>The newest revision of a sheet; nothing as in <see cref="FindAsync"/>.</summary>
    public async Task<SheetRevision?> NewestAsync(RecordsSession session, string sheetId) => Opened(await session.FindAsync<Row>(
        $"SELECT {Columns} FROM sheet_revision r WHERE r.sheet_id = @sheetId AND {IsNewest}", new { sheetId }));

    /// <summary>The newest revision of each sheet of a conversation, the one that was begun first at the front.</summary>
    public async Task<IReadOnlyList<SheetRevision>> OfConversationAsync(RecordsSession session, string conversationId) =>
    [
        .. (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM sheet_revision r WHERE r.conversation_id = @conversationId AND {IsNewest} ORDER BY r.sheet_id", new { conversationId }))
            .Select(Opened).OfType<SheetRevision>(),
    ];

    internal Task InsertAsync(RecordsSession session, Conversation conversation, SheetRevision revision) => session.ExecuteAsync(
        """
        INSERT INTO sheet_revision (sheet_id, revision, organisation, conversation_id, body, staff_id, at, content_hash, content)
        VALUES (@SheetId, @Number, @Organisation, @ConversationId, @Body, @StaffId, @At, @ContentHash, @Content)
        """,
        new
        {
            revision.SheetId,
            revision.Number,
            revision.Organisation,
            revision.ConversationId,
            revision.Body,
            revision.StaffId,
            revision.At,
            revision.ContentHash,
            Content = vault.Open(conversation.WrappedKey, conversation.Id).Seal(Encoding.UTF8.GetBytes(revision.Draft.Write().ToJsonString()), Place(revision.SheetId, revision.Number)),
        });

    private SheetRevision? Opened(Row? row)
    {
        if (row is not { WrappedKey: { } wrapped }) return null;
        var content = vault.Open(wrapped, row.ConversationId).OpenBytes(row.Content, Place(row.SheetId, row.Number));
        return new SheetRevision(
            row.SheetId, row.Number, row.Organisation, row.ConversationId, row.Body, row.StaffId, row.At, row.ContentHash, SheetDraft.Read(JsonNode.Parse(content)!.AsObject()));
    }

    private static string Place(string sheetId, long revision) => $"sheet|{sheetId}|{revision}";

    private sealed record Row(
        string SheetId, long Number, string Organisation, string ConversationId, string Body, string? StaffId, long At, string ContentHash, byte[] Content, byte[]? WrappedKey);
}
