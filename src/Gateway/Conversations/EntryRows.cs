using System.Text.Json.Serialization;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>An entry as it lies in the records: its body sealed.</summary>
public sealed record EntryRow(
    string ConversationId, long Number, long At, long? SentAt, string Kind, string Author, string? AuthorId, string? ClientId, string? Delivery, byte[] Body)
{
    /// <summary>The provider's id of the message: written, and only ever searched for.</summary>
    [JsonIgnore]
    public string? ProviderId { get; init; }

    /// <summary>Never the content.</summary>
    public override string ToString() => $"entry {Number}";
}

/// <summary>The SQL of the entries.</summary>
internal static class EntryRows
{
    private const string Columns =
        "conversation_id AS ConversationId, number, at, sent_at AS SentAt, kind, author, author_id AS AuthorId, client_id AS ClientId, delivery, body";

    public static Task InsertAsync(RecordsSession session, EntryRow row) => session.ExecuteAsync(
        """
        INSERT INTO entry (conversation_id, number, at, sent_at, kind, author, author_id, client_id, delivery, body, provider_id)
        VALUES (@ConversationId, @Number, @At, @SentAt, @Kind, @Author, @AuthorId, @ClientId, @Delivery, @Body, @ProviderId)
        """, row);

    public static Task<IReadOnlyList<EntryRow>> AfterAsync(RecordsSession session, string conversationId, long after, int limit) =>
        session.QueryAsync<EntryRow>(
            $"SELECT {Columns} FROM entry WHERE conversation_id = @conversationId AND number > @after ORDER BY number LIMIT @limit",
            new { conversationId, after, limit });

    public static Task<IReadOnlyList<EntryRow>> OfKindAsync(RecordsSession session, string conversationId, string kind) => session.QueryAsync<EntryRow>(
        $"SELECT {Columns} FROM entry WHERE conversation_id = @conversationId AND kind = @kind ORDER BY number", new { conversationId, kind });

    /// <summary>Whether a message has left for the person's phone since then.</summary>
    public static async Task<bool> WasSentSinceAsync(RecordsSession session, string conversationId, long at) => await session.FindAsync<long>(
        "SELECT COUNT(*) FROM entry WHERE conversation_id = @conversationId AND at >= @at AND delivery IN ('sent', 'delivered')", new { conversationId, at }) > 0;

    public static Task<EntryRow?> ByClientIdAsync(RecordsSession session, string conversationId, string clientId) => session.FindAsync<EntryRow>(
        $"SELECT {Columns} FROM entry WHERE conversation_id = @conversationId AND client_id = @clientId", new { conversationId, clientId });

    public static Task<IReadOnlyList<EntryRow>> ByNumbersAsync(RecordsSession session, string conversationId, long first, long last) =>
        session.QueryAsync<EntryRow>(
            $"SELECT {Columns} FROM entry WHERE conversation_id = @conversationId AND number BETWEEN @first AND @last ORDER BY number",
            new { conversationId, first, last });

    /// <summary>Who said something last: the person, the counsellor or a support body's worker; nothing when none has.</summary>
    public static Task<string?> LastSpeakerAsync(RecordsSession session, string conversationId) => session.FindAsync<string>(
        "SELECT author FROM entry WHERE conversation_id = @conversationId AND author IN ('person', 'counsellor', 'supportBody') AND kind IN ('message', 'unknown', 'withdrawn') ORDER BY number DESC LIMIT 1",
        new { conversationId });

    /// <summary>Where the message of a provider's id is, among all that an address has said; nothing when it is not there (yet).</summary>
    public static async Task<(string ConversationId, long Number)?> ByProviderIdAsync(
        RecordsSession session, string channelAccount, byte[] addressHash, string providerId) =>
        await session.QueryAsync<(string, long)>(
            """
            SELECT e.conversation_id, e.number FROM contact c JOIN conversation v ON COALESCE(v.came_by, v.contact_id) = c.id JOIN entry e ON e.conversation_id = v.id
            WHERE c.channel_account = @channelAccount AND c.address_hash = @addressHash AND e.provider_id = @providerId
            """, new { channelAccount, addressHash, providerId }) is [var found, ..] ? found : null;

    /// <summary>Puts another content in the place of what was said.</summary>
    public static Task WithdrawAsync(RecordsSession session, string conversationId, long number, byte[] body) => session.ExecuteAsync(
        "UPDATE entry SET kind = @kind, body = @body, provider_id = NULL WHERE conversation_id = @conversationId AND number = @number",
        new { conversationId, number, body, kind = EntryKinds.Withdrawn });

    /// <summary>Gives a reply the reference by which its provider speaks of it: in reports, and when a person quotes it.</summary>
    public static Task SetReferenceAsync(RecordsSession session, string conversationId, long number, string reference) => session.ExecuteAsync(
        "UPDATE entry SET provider_id = @reference WHERE conversation_id = @conversationId AND number = @number", new { conversationId, number, reference });

    /// <summary>Notes by which id its provider speaks of a reply, beside our own reference.</summary>
    public static Task SetReportIdAsync(RecordsSession session, string conversationId, long number, string reportId) => session.ExecuteAsync(
        "UPDATE entry SET report_id = @reportId WHERE conversation_id = @conversationId AND number = @number", new { conversationId, number, reportId });

    /// <summary>Where the reply of a provider's own id is, among those to an address; nothing when it is not there (yet).</summary>
    public static async Task<(string ConversationId, long Number)?> ByReportIdAsync(RecordsSession session, string channelAccount, byte[] addressHash, string reportId) =>
        await session.QueryAsync<(string, long)>(
            """
            SELECT e.conversation_id, e.number FROM entry e JOIN conversation v ON v.id = e.conversation_id JOIN contact c ON c.id = COALESCE(v.came_by, v.contact_id)
            WHERE e.report_id = @reportId AND c.channel_account = @channelAccount AND c.address_hash = @addressHash
            """, new { channelAccount, addressHash, reportId }) is [var found, ..] ? found : null;

    /// <summary>Sets the state of a reply that has none but "pending" yet. False: a report of the provider was faster, and knows more.</summary>
    public static async Task<bool> EndPendingAsync(RecordsSession session, string conversationId, long number, string delivery) => await session.ExecuteAsync(
        "UPDATE entry SET delivery = @delivery WHERE conversation_id = @conversationId AND number = @number AND delivery = @pending",
        new { conversationId, number, delivery, pending = Deliveries.Pending }) > 0;

    public static Task SetDeliveryAsync(RecordsSession session, string conversationId, long number, string delivery) => session.ExecuteAsync(
        "UPDATE entry SET delivery = @delivery WHERE conversation_id = @conversationId AND number = @number", new { conversationId, number, delivery });

    /// <summary>Which entry of a conversation the message of a provider's id is; nothing when it is none of them.</summary>
    public static Task<long?> NumberOfAsync(RecordsSession session, string conversationId, string providerId) => session.FindAsync<long?>(
        "SELECT MIN(number) FROM entry WHERE conversation_id = @conversationId AND provider_id = @providerId", new { conversationId, providerId });
}
