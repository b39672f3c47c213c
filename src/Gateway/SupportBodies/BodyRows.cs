using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.SupportBodies;

/// <summary>The SQL of the directory. Whoever changes a body holds its directory's row, so that changes of one directory follow one another.</summary>
internal sealed class BodyRows(Vault vault, TimeProvider time)
{
    private const string Columns = "b.id, b.version, b.revision, b.document, b.taken, b.gone, b.changed_at AS ChangedAt";

    /// <summary>Takes an organisation's directory for changing; makes it at the first time.</summary>
    public async Task<OpenDirectory> LockAsync(RecordsSession session, string organisation)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO support_directory (organisation, revision) VALUES (@organisation, 0) ON CONFLICT (organisation) DO NOTHING;
            INSERT INTO sealing_key (owner, wrapped) VALUES (@owner, @key) ON CONFLICT (owner) DO NOTHING
            """, new { organisation, owner = Owner(organisation), key = vault.NewKey(Owner(organisation)) });
        var revision = await session.FindAsync<long>(
            "SELECT revision FROM support_directory WHERE organisation = @organisation" + session.ForUpdate, new { organisation });
        return new OpenDirectory(organisation, revision, await SealAsync(session, organisation) ?? throw new InvalidOperationException("A directory without a key."));
    }

    /// <summary>How far the directory has come; nothing when there is none yet.</summary>
    public static Task<long?> RevisionAsync(RecordsSession session, string organisation) =>
        session.FindAsync<long?>("SELECT revision FROM support_directory WHERE organisation = @organisation", new { organisation });

    /// <summary>What has changed after a revision, declined proposals too.</summary>
    public async Task<IReadOnlyList<(SupportBody Body, bool Gone)>> SinceAsync(RecordsSession session, string organisation, long revision)
    {
        if (await SealAsync(session, organisation) is not { } seal) return [];
        var rows = await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM support_body b WHERE b.organisation = @organisation AND b.revision > @revision ORDER BY b.revision, b.id", new { organisation, revision });
        return [.. rows.Select(row => (Open(organisation, seal, row), row.Gone != 0))];
    }

    /// <summary>One body of a directory that is held, a declined one too.</summary>
    public static async Task<(SupportBody Body, bool Gone)?> FindAsync(RecordsSession session, OpenDirectory directory, string id) =>
        await session.FindAsync<Row>($"SELECT {Columns} FROM support_body b WHERE b.organisation = @Organisation AND b.id = @id", new { directory.Organisation, id }) is { } row
            ? (Open(directory.Organisation, directory.Seal, row), row.Gone != 0)
            : null;

    /// <summary>One body, read in whatever transaction the caller has; a declined one is none.</summary>
    public async Task<SupportBody?> ReadAsync(RecordsSession session, string organisation, string id)
    {
        if (await SealAsync(session, organisation) is not { } seal) return null;
        var row = await session.FindAsync<Row>($"SELECT {Columns} FROM support_body b WHERE b.organisation = @organisation AND b.id = @id AND b.gone = 0", new { organisation, id });
        return row is null ? null : Open(organisation, seal, row);
    }

    /// <summary>How many there are, without declined proposals.</summary>
    public static Task<long> CountAsync(RecordsSession session, string organisation) =>
        session.FindAsync<long>("SELECT COUNT(*) FROM support_body WHERE organisation = @organisation AND gone = 0", new { organisation });

    /// <summary>Keeps a body with the next version, in the next revision of its directory.</summary>
    public async Task<SupportBody> SaveAsync(RecordsSession session, OpenDirectory directory, SupportBody body, bool gone = false)
    {
        var saved = body with { Version = body.Version + 1, ChangedAt = time.NowMs() };
        directory.Revision++;
        var document = directory.Seal.Seal(BodyJson.BytesOf(new Document(saved.Entry, saved.Approval, saved.Proposal, saved.Disabled)), Place(saved.Id));
        await session.ExecuteAsync(
            """
            INSERT INTO support_body (organisation, id, version, revision, document, taken, gone, changed_at)
            VALUES (@Organisation, @Id, @Version, @Revision, @document, @Taken, @Gone, @ChangedAt)
            ON CONFLICT (organisation, id) DO UPDATE SET version = excluded.version, revision = excluded.revision, document = excluded.document,
                taken = excluded.taken, gone = excluded.gone, changed_at = excluded.changed_at
            """,
            new { saved.Organisation, saved.Id, saved.Version, directory.Revision, document, saved.Taken, Gone = gone ? 1 : 0, saved.ChangedAt });
        await session.ExecuteAsync("UPDATE support_directory SET revision = @Revision WHERE organisation = @Organisation", new { directory.Revision, directory.Organisation });
        return saved;
    }

    private async Task<ConversationSeal?> SealAsync(RecordsSession session, string organisation)
    {
        var owner = Owner(organisation);
        return await session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @owner", new { owner }) is { } wrapped ? vault.Open(wrapped, owner) : null;
    }

    private static SupportBody Open(string organisation, ConversationSeal seal, Row row)
    {
        var document = BodyJson.Read<Document>(seal.OpenBytes(row.Document, Place(row.Id)));
        return new SupportBody(organisation, row.Id, row.Version, document.Entry, document.Approval, document.Proposal, document.Disabled, (int)row.Taken, row.ChangedAt);
    }

    private static string Owner(string organisation) => "bodies/" + organisation;

    private static string Place(string id) => "body|" + id;

    private sealed record Document(BodyEntry Entry, BodyApproval? Approval, BodyProposal? Proposal, BodyDisabling? Disabled);

    // No constructor: SQLite does not know the type of a column of bytes before there is a row.
    private sealed class Row
    {
        public string Id { get; init; } = "";

        public long Version { get; init; }

        public long Revision { get; init; }

        public byte[] Document { get; init; } = [];

        public long Taken { get; init; }

        public long Gone { get; init; }

        public long ChangedAt { get; init; }
    }
}

/// <summary>A directory held for changing.</summary>
/// <param name="organisation">Whose.</param>
/// <param name="revision">How far it has come.</param>
/// <param name="seal">Its opened key.</param>
internal sealed class OpenDirectory(string organisation, long revision, ConversationSeal seal)
{
    public string Organisation { get; } = organisation;

    public long Revision { get; set; } = revision;

    public ConversationSeal Seal { get; } = seal;
}
