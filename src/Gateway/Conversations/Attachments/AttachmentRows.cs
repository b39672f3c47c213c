using Gateway.Records;

namespace Gateway.Conversations.Attachments;

/// <summary>An attachment as it lies in the records.</summary>
/// <param name="Id">128 random bits in hexadecimal.</param>
/// <param name="ConversationId">Of which conversation.</param>
/// <param name="Number">Of which entry.</param>
/// <param name="Kind">One of <see cref="AttachmentKinds"/>.</param>
/// <param name="State">One of <see cref="AttachmentStates"/>.</param>
/// <param name="Attempts">Tries to fetch it so far. Its parts belong to one of them.</param>
/// <param name="DueAt">Not before, in milliseconds.</param>
/// <param name="LeaseUntil">Until when the fetching node answers for it.</param>
/// <param name="CreatedAt">When the message came, in milliseconds.</param>
/// <param name="Type">What it was found to be; once it is here.</param>
/// <param name="Size">How large it is, in bytes; once it is here.</param>
public sealed record AttachmentRow(
    string Id, string ConversationId, long Number, string Kind, string State, long Attempts, long DueAt, long? LeaseUntil, long CreatedAt,
    string? Type, long? Size);

/// <summary>The SQL of attachments. Whoever changes one holds its conversation's row lock first.</summary>
internal static class AttachmentRows
{
    private const string Columns =
        "id, conversation_id AS ConversationId, number, kind, state, attempts, due_at AS DueAt, lease_until AS LeaseUntil, created_at AS CreatedAt, type, size";

    public static Task InsertAsync(RecordsSession session, AttachmentRow row) => session.ExecuteAsync(
        """
        INSERT INTO attachment (id, conversation_id, number, kind, state, attempts, due_at, created_at, type, size)
        VALUES (@Id, @ConversationId, @Number, @Kind, @State, @Attempts, @DueAt, @CreatedAt, @Type, @Size)
        """, row);

    /// <summary>Whether something of this person's was turned down since a moment: then they were told already.</summary>
    public static Task<bool> AnyTurnedDownAsync(RecordsSession session, string conversationId, long since) => session.AnyAsync(
        "SELECT 1 FROM attachment WHERE conversation_id = @conversationId AND attempts = 0 AND state NOT IN ('waiting', 'here') AND created_at > @since LIMIT 1",
        new { conversationId, since });

    public static Task<IReadOnlyList<string>> DueAsync(RecordsSession session, long now, int limit) => session.QueryAsync<string>(
        """
        SELECT id FROM attachment WHERE state = 'waiting' AND due_at <= @now AND (lease_until IS NULL OR lease_until <= @now) ORDER BY due_at LIMIT @limit
        """, new { now, limit });

    public static Task<AttachmentRow?> FindAsync(RecordsSession session, string id) =>
        session.FindAsync<AttachmentRow>($"SELECT {Columns} FROM attachment WHERE id = @id", new { id });

    public static Task<AttachmentRow?> LockAsync(RecordsSession session, string id) =>
        session.FindAsync<AttachmentRow>($"SELECT {Columns} FROM attachment WHERE id = @id" + session.ForUpdate, new { id });

    /// <summary>The provider's id of the message that it came in; nothing once that was taken back.</summary>
    public static Task<string?> MessageIdAsync(RecordsSession session, AttachmentRow row) => session.FindAsync<string>(
        "SELECT provider_id FROM entry WHERE conversation_id = @ConversationId AND number = @Number", row);

    public static Task SaveAsync(RecordsSession session, AttachmentRow row) => session.ExecuteAsync(
        """
        UPDATE attachment SET state = @State, attempts = @Attempts, due_at = @DueAt, lease_until = @LeaseUntil, type = @Type, size = @Size WHERE id = @Id
        """, row);

    /// <summary>Adds a sealed part of what this try brought. False: the try does not count any more.</summary>
    public static async Task<bool> AddPartAsync(RecordsSession session, AttachmentRow row, long part, byte[] box)
    {
        // The lock keeps out whoever takes the attachment away at this moment.
        if (await LockAsync(session, row.Id) is not { State: AttachmentStates.Waiting } now || now.Attempts != row.Attempts) return false;
        await InsertPartAsync(session, row, part, box);
        return true;
    }

    /// <summary>Adds a sealed part of what came whole, in the transaction that stores its entry.</summary>
    public static Task InsertPartAsync(RecordsSession session, AttachmentRow row, long part, byte[] box) => session.ExecuteAsync(
        "INSERT INTO attachment_part (attachment_id, attempt, part, box) VALUES (@Id, @Attempts, @part, @box)", new { row.Id, row.Attempts, part, box });

    public static Task<byte[]?> PartAsync(RecordsSession session, AttachmentRow row, long part) => session.FindAsync<byte[]>(
        "SELECT box FROM attachment_part WHERE attachment_id = @Id AND attempt = @Attempts AND part = @part", new { row.Id, row.Attempts, part });

    /// <summary>Takes away what earlier tries left behind; of one that is not here, everything.</summary>
    public static Task RemovePartsAsync(RecordsSession session, AttachmentRow row) => session.ExecuteAsync(
        "DELETE FROM attachment_part WHERE attachment_id = @Id AND (attempt <> @Attempts OR @State <> 'here')", row);

    /// <summary>Takes away what came with an entry, for good.</summary>
    public static Task RemoveAsync(RecordsSession session, string conversationId, long number) => session.ExecuteAsync(
        """
        DELETE FROM attachment_part WHERE attachment_id IN (SELECT id FROM attachment WHERE conversation_id = @conversationId AND number = @number);
        DELETE FROM attachment WHERE conversation_id = @conversationId AND number = @number
        """, new { conversationId, number });

    /// <summary>Takes away everything of a conversation, for good.</summary>
    public static Task RemoveAllAsync(RecordsSession session, string conversationId) => session.ExecuteAsync(
        """
        DELETE FROM attachment_part WHERE attachment_id IN (SELECT id FROM attachment WHERE conversation_id = @conversationId);
        DELETE FROM attachment WHERE conversation_id = @conversationId
        """, new { conversationId });
}
