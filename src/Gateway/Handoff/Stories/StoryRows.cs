using System.Globalization;
using System.Security.Cryptography;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Stories;

/// <summary>The SQL of stories. Whoever changes one holds the row lock of the conversation in which the person was asked.</summary>
/// <remarks>Each has a key of its own: an agreed story outlives the words of the talk, and goes by itself when nobody may use it any more.</remarks>
internal sealed class StoryRows(Vault vault)
{
    private const string Columns =
        """
        s.id, s.organisation, s.number, s.contact_id AS ContactId, s.conversation_id AS ConversationId, s.referral_id AS ReferralId, s.consent_id AS ConsentId, s.revision,
        s.content_sealed AS ContentSealed, s.content_hash AS ContentHash, s.written_by AS WrittenBy, s.written_at AS WrittenAt, s.exported_at AS ExportedAt,
        (SELECT k.wrapped FROM sealing_key k WHERE k.owner = s.id) AS WrappedKey
        """;

    /// <summary>How many stories a page or a file holds: one is read in a minute.</summary>
    public const int Most = 500;

    public async Task<Story?> FindAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM story s WHERE s.id = @id", new { id })) is { } row ? Opened(row) : null;

    /// <summary>The stories of an organisation whose words can be read, the newest first: at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<Story>> ReadableAsync(RecordsSession session, string organisation) =>
    [
        .. (await session.QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM story s WHERE s.organisation = @organisation AND EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = s.id)
            ORDER BY s.written_at DESC, s.id DESC LIMIT @Most
            """, new { organisation, Most })).Select(Opened),
    ];

    /// <summary>What went into a file once and whose words nobody may use any more, the newest first. All of it: what is missing here stays in print.</summary>
    public async Task<IReadOnlyList<Story>> GoneAsync(RecordsSession session, string organisation) =>
    [
        .. (await session.QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM story s WHERE s.organisation = @organisation AND s.exported_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = s.id)
            ORDER BY s.written_at DESC, s.id DESC
            """, new { organisation })).Select(Opened),
    ];

    /// <summary>Holds every story of an organisation until the transaction ends: whoever takes one back meanwhile waits, and leaves its number.</summary>
    public static Task HoldAsync(RecordsSession session, string organisation) =>
        session.QueryAsync<string>("SELECT id FROM story WHERE organisation = @organisation ORDER BY id" + session.ForUpdate, new { organisation });

    /// <summary>By which consents the stories of the hand-offs of a talk stand.</summary>
    public static Task<IReadOnlyList<string>> ConsentsOfHandoffsAsync(RecordsSession session, string conversationId) => session.QueryAsync<string>(
        "SELECT s.consent_id FROM story s JOIN referral r ON r.id = s.referral_id WHERE r.conversation_id = @conversationId ORDER BY s.id", new { conversationId });

    /// <summary>They were asked for a story: nobody asks again.</summary>
    public static Task WasAskedAsync(RecordsSession session, string contactId) => session.ExecuteAsync("UPDATE contact SET story_asked = 1 WHERE id = @contactId", new { contactId });

    /// <summary>Six digits that no other story of the organisation has: they say nothing of how many there are.</summary>
    public static async Task<string> NewNumberAsync(RecordsSession session, string organisation)
    {
        string number;
        do number = "S-" + RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        while (await session.AnyAsync("SELECT 1 FROM story WHERE organisation = @organisation AND number = @number", new { organisation, number }));
        return number;
    }

    public Task InsertAsync(RecordsSession session, Story story)
    {
        var key = vault.NewKey(story.Id);
        return session.ExecuteAsync(
            """
            INSERT INTO story (id, organisation, number, contact_id, conversation_id, referral_id, consent_id, revision, content_sealed, content_hash, written_by, written_at)
            VALUES (@Id, @Organisation, @Number, @ContactId, @ConversationId, @ReferralId, @ConsentId, @Revision, @Sealed, @Hash, @WrittenBy, @WrittenAt);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @key)
            """,
            new
            {
                story.Id,
                story.Organisation,
                story.Number,
                story.ContactId,
                story.ConversationId,
                story.ReferralId,
                story.ConsentId,
                story.Revision,
                Sealed = vault.Open(key, story.Id).Seal(story.Words!.ToBytes(), Place(story.Revision)),
                story.Hash,
                story.WrittenBy,
                story.WrittenAt,
                key,
            });
    }

    /// <summary>The person has written it anew: the words of before are gone.</summary>
    public async Task RewriteAsync(RecordsSession session, Story story)
    {
        var key = (await session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @Id", new { story.Id }))!;
        await session.ExecuteAsync(
            "UPDATE story SET revision = @Revision, content_sealed = @Sealed, content_hash = @Hash WHERE id = @Id",
            new { story.Id, story.Revision, Sealed = vault.Open(key, story.Id).Seal(story.Words!.ToBytes(), Place(story.Revision)), story.Hash });
    }

    /// <summary>The question that now stands for it.</summary>
    public static Task AskedByAsync(RecordsSession session, string id, string consentId) =>
        session.ExecuteAsync("UPDATE story SET consent_id = @consentId WHERE id = @id", new { id, consentId });

    /// <summary>Nobody may use it: its words cannot be opened again. What went into a file stays with its number, so that it can be taken out there.</summary>
    public static Task CloseAsync(RecordsSession session, string id) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner = @id;
        DELETE FROM story WHERE id = @id AND exported_at IS NULL
        """, new { id });

    /// <summary>These went into a file.</summary>
    public static Task ExportedAsync(RecordsSession session, IReadOnlyList<string> ids, long now) => ids.Count == 0
        ? Task.CompletedTask
        : session.ExecuteAsync($"UPDATE story SET exported_at = @now WHERE id {session.In("ids")}", new { ids, now });

    /// <summary>Forgets the words of what nobody may use, also where that was settled without following it (a restore), and each story whose consent is forgotten.</summary>
    public static Task<int> ForgetAsync(RecordsSession session) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner IN (SELECT s.id FROM story s LEFT JOIN consent c ON c.id = s.consent_id WHERE c.id IS NULL OR c.state NOT IN (1, 2));
        DELETE FROM story WHERE exported_at IS NULL AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.id = story.consent_id AND c.state IN (1, 2));
        DELETE FROM story WHERE NOT EXISTS (SELECT 1 FROM consent c WHERE c.id = story.consent_id)
        """, new { });

    private Story Opened(Row row) => new(
        row.Id, row.Organisation, row.Number, row.ContactId, row.ConversationId, row.ReferralId, row.ConsentId, row.Revision,
        row.WrappedKey is { } key ? StoryWords.Of(vault.Open(key, row.Id).OpenBytes(row.ContentSealed, Place(row.Revision))) : null,
        row.ContentHash, row.WrittenBy, row.WrittenAt, row.ExportedAt);

    private static string Place(long revision) => $"story|{revision}";

    private sealed record Row(
        string Id, string Organisation, string Number, string ContactId, string ConversationId, string ReferralId, string ConsentId, long Revision, byte[] ContentSealed,
        string ContentHash, string WrittenBy, long WrittenAt, long? ExportedAt, byte[]? WrappedKey);
}
