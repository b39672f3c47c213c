using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Handoff.Sheets;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Referrals;

/// <summary>The SQL of hand-offs. Whoever moves one holds the row lock of its conversation, and then its own.</summary>
/// <remarks>What was told to whom is kept for years with a key of its own; the sheet that a body reads has another, which goes as soon as nobody may read it.</remarks>
internal sealed class ReferralRows(Vault vault)
{
    private const string Columns =
        """
        r.id, r.organisation, r.conversation_id AS ConversationId, r.contact_id AS ContactId, r.document, r.revision, r.body, r.consent_id AS ConsentId,
        r.opened_by AS OpenedBy, r.state, r.state_at AS StateAt, r.due_at AS DueAt, r.rung, r.priority, r.last_step AS LastStep, r.opened_at AS OpenedAt,
        r.offered_at AS OfferedAt, r.outcome, r.round AS OfferedWith, r.meets_at AS MeetsAt, r.ground_id AS GroundId,
        (SELECT g.quiet FROM ground g WHERE g.id = r.ground_id) AS Quiet, r.recipient_sealed AS RecipientSealed, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = r.id) AS WrappedKey
        """;

    public async Task<Referral?> FindAsync(RecordsSession session, string id) => Opened(await session.FindAsync<Row>($"SELECT {Columns} FROM referral r WHERE r.id = @id", new { id }));

    public async Task<Referral?> LockAsync(RecordsSession session, string id) =>
        Opened(await session.FindAsync<Row>($"SELECT {Columns} FROM referral r WHERE r.id = @id" + session.ForUpdate, new { id }));

    public async Task<Referral?> OfConsentAsync(RecordsSession session, string consentId) =>
        Opened(await session.FindAsync<Row>($"SELECT {Columns} FROM referral r WHERE r.consent_id = @consentId" + session.ForUpdate, new { consentId }));

    public async Task<IReadOnlyList<Referral>> OfConversationAsync(RecordsSession session, string conversationId) =>
        OpenedAll(await session.QueryAsync<Row>($"SELECT {Columns} FROM referral r WHERE r.conversation_id = @conversationId ORDER BY r.opened_at, r.id", new { conversationId }));

    public async Task<IReadOnlyList<Referral>> OfContactAsync(RecordsSession session, string contactId) =>
        OpenedAll(await session.QueryAsync<Row>($"SELECT {Columns} FROM referral r WHERE r.contact_id = @contactId ORDER BY r.opened_at, r.id", new { contactId }));

    /// <summary>What is on the list of a counsellor: what is under way, and what came back.</summary>
    public async Task<IReadOnlyList<Referral>> OfStaffAsync(RecordsSession session, string staffId) =>
        OpenedAll(await session.QueryAsync<Row>($"SELECT {Columns} FROM referral r WHERE r.opened_by = @staffId AND r.due_at IS NOT NULL ORDER BY r.opened_at, r.id LIMIT 200", new { staffId }));

    /// <summary>What is not over in an organisation, the one that is due first at the front.</summary>
    public async Task<IReadOnlyList<Referral>> OfOrganisationAsync(RecordsSession session, string organisation) =>
        OpenedAll(await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM referral r WHERE r.organisation = @organisation AND r.due_at IS NOT NULL ORDER BY r.due_at, r.id LIMIT 500", new { organisation }));

    /// <summary>What was proposed on another ground than consent in an organisation and waits for the second person, oldest first.</summary>
    public async Task<IReadOnlyList<Referral>> ProposedAsync(RecordsSession session, string organisation) =>
        OpenedAll(await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM referral r WHERE r.organisation = @organisation AND r.state = 11 AND r.due_at IS NOT NULL ORDER BY r.opened_at, r.id LIMIT 100", new { organisation }));

    /// <summary>What is at a body, the newest first.</summary>
    public async Task<IReadOnlyList<Referral>> OfBodyAsync(RecordsSession session, string organisation, string body) =>
        OpenedAll(await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM referral r WHERE r.organisation = @organisation AND r.body = @body AND r.offered_at IS NOT NULL AND r.due_at IS NOT NULL ORDER BY r.offered_at DESC, r.id LIMIT 100",
            new { organisation, body }));

    /// <summary>Whether a sheet was passed on to a body, in whatever revision.</summary>
    public static Task<bool> WasOfferedAsync(RecordsSession session, string organisation, string body, string document) => session.AnyAsync(
        "SELECT 1 FROM referral WHERE organisation = @organisation AND body = @body AND document = @document AND offered_at IS NOT NULL LIMIT 1", new { organisation, body, document });

    public static Task<IReadOnlyList<string>> DueAsync(RecordsSession session, long now) =>
        session.QueryAsync<string>("SELECT id FROM referral WHERE due_at <= @now ORDER BY due_at LIMIT 100", new { now });

    public Task InsertAsync(RecordsSession session, Referral referral)
    {
        var key = vault.NewKey(referral.Id);
        return session.ExecuteAsync(
            """
            INSERT INTO referral (id, organisation, conversation_id, contact_id, document, revision, body, consent_id, opened_by, state, state_at, due_at, rung, priority,
                last_step, opened_at, ground_id, recipient_sealed)
            VALUES (@Id, @Organisation, @ConversationId, @ContactId, @Document, @Revision, @Body, @ConsentId, @OpenedBy, @State, @StateAt, @DueAt, @Rung, @Priority,
                @LastStep, @OpenedAt, @GroundId, @Recipient);
            INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @key)
            """,
            new
            {
                referral.Id,
                referral.Organisation,
                referral.ConversationId,
                referral.ContactId,
                referral.Document,
                referral.Revision,
                referral.Body,
                referral.ConsentId,
                referral.OpenedBy,
                State = (long)referral.State,
                referral.StateAt,
                referral.DueAt,
                referral.Rung,
                Priority = (long)referral.Priority,
                referral.LastStep,
                referral.OpenedAt,
                referral.GroundId,
                Recipient = vault.Open(key, referral.Id).Seal(Encoding.UTF8.GetBytes(referral.RecipientName), "recipient"),
                key,
            });
    }

    public static Task SaveAsync(RecordsSession session, Referral referral) => session.ExecuteAsync(
        """
        UPDATE referral SET state = @State, state_at = @StateAt, due_at = @DueAt, rung = @Rung, priority = @Priority, last_step = @LastStep, offered_at = @OfferedAt,
            outcome = @Outcome, round = @OfferedWith, meets_at = @MeetsAt
        WHERE id = @Id
        """,
        new
        {
            referral.Id,
            State = (long)referral.State,
            referral.StateAt,
            referral.DueAt,
            referral.Rung,
            Priority = (long)referral.Priority,
            referral.LastStep,
            referral.OfferedAt,
            referral.Outcome,
            referral.OfferedWith,
            referral.MeetsAt,
        });

    /// <summary>Keeps exactly what the body may read.</summary>
    public Task KeepSheetAsync(RecordsSession session, string id, Release release)
    {
        var owner = SheetKeyOf(id);
        var key = vault.NewKey(owner);
        return session.ExecuteAsync(
            """
            UPDATE referral SET sheet_sealed = @Sealed WHERE id = @id;
            INSERT INTO sealing_key (owner, wrapped) VALUES (@owner, @key)
            """,
            new { id, owner, key, Sealed = vault.Open(key, owner).Seal(Encoding.UTF8.GetBytes(SheetJson.Write(release.Sheet).ToJsonString()), "sheet") });
    }

    /// <summary>What the body may read; nothing when it may not (any more).</summary>
    public async Task<SharedSheet?> SheetAsync(RecordsSession session, Referral referral)
    {
        var owner = SheetKeyOf(referral.Id);
        if (!referral.State.BodyReads()) return null;
        var row = await session.FindAsync<SheetRow>(
            "SELECT r.sheet_sealed AS Sealed, k.wrapped FROM referral r JOIN sealing_key k ON k.owner = @owner WHERE r.id = @Id", new { referral.Id, owner });
        if (row is not { Sealed: { } box }) return null;
        var sheet = SheetJson.Read(JsonNode.Parse(vault.Open(row.Wrapped, owner).OpenBytes(box, "sheet"))!.AsObject());
        // It was cut when it left; cut to the same items it stays as it is.
        return sheet.Only([.. sheet.Consent.Items, .. sheet.Consent.Released]);
    }

    /// <summary>Nobody may read it any more: it cannot be opened again.</summary>
    public static Task ForgetSheetAsync(RecordsSession session, string id) => session.ExecuteAsync(
        """
        UPDATE referral SET sheet_sealed = NULL WHERE id = @id;
        DELETE FROM sealing_key WHERE owner = @owner
        """, new { id, owner = SheetKeyOf(id) });

    public async Task AddStepAsync(RecordsSession session, string id, ReferralStep step)
    {
        byte[]? note = null;
        if (step.Note is not null && await KeyAsync(session, id) is { } key)
            note = vault.Open(key, id).Seal(JsonSerializer.SerializeToUtf8Bytes(step.Note, ReferralJson.Default.StepNote), Place(step.Number));
        await session.ExecuteAsync(
            "INSERT INTO referral_step (referral_id, number, at, kind, actor, code, note_sealed) VALUES (@id, @Number, @At, @Kind, @Actor, @Code, @note)",
            new { id, step.Number, step.At, step.Kind, step.Actor, step.Code, note });
    }

    public async Task<IReadOnlyList<ReferralStep>> StepsAsync(RecordsSession session, string id)
    {
        var seal = await KeyAsync(session, id) is { } key ? vault.Open(key, id) : null;
        return
        [
            .. (await session.QueryAsync<StepRow>(
                "SELECT number, at, kind, actor, code, note_sealed AS NoteSealed FROM referral_step WHERE referral_id = @id ORDER BY number", new { id })).Select(row => new ReferralStep(
                    row.Number, row.At, row.Kind, row.Actor, row.Code,
                    row.NoteSealed is { } note && seal is not null ? JsonSerializer.Deserialize(seal.OpenBytes(note, Place(row.Number)), ReferralJson.Default.StepNote) : null)),
        ];
    }

    /// <summary>Forgets what has ended before a moment.</summary>
    public static Task<int> ForgetAsync(RecordsSession session, long before) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner IN (SELECT id FROM referral WHERE due_at IS NULL AND state_at < @before);
        DELETE FROM referral_step WHERE referral_id IN (SELECT id FROM referral WHERE due_at IS NULL AND state_at < @before);
        DELETE FROM referral WHERE due_at IS NULL AND state_at < @before
        """, new { before });

    private static Task<byte[]?> KeyAsync(RecordsSession session, string id) => session.FindAsync<byte[]>("SELECT wrapped FROM sealing_key WHERE owner = @id", new { id });

    private static string SheetKeyOf(string id) => id + ".sheet";

    private static string Place(long number) => $"step|{number}";

    private IReadOnlyList<Referral> OpenedAll(IReadOnlyList<Row> rows) => [.. rows.Select(Opened).OfType<Referral>()];

    private Referral? Opened(Row? row) => row is not { WrappedKey: { } wrapped } ? null : new Referral(
        row.Id, row.Organisation, row.ConversationId, row.ContactId, row.Document, row.Revision, row.Body, row.ConsentId, row.OpenedBy, (ReferralState)row.State, row.StateAt,
        row.DueAt, row.Rung, (Priority)row.Priority, row.LastStep, row.OpenedAt, row.OfferedAt, row.Outcome,
        Encoding.UTF8.GetString(vault.Open(wrapped, row.Id).OpenBytes(row.RecipientSealed, "recipient")), row.OfferedWith, row.MeetsAt, row.GroundId,
        // A decision that is forgotten said to tell nobody, as far as anybody knows.
        row.GroundId is not null && row.Quiet != 0);

    private sealed record Row(
        string Id, string Organisation, string ConversationId, string ContactId, string Document, long Revision, string Body, string ConsentId, string OpenedBy, long State,
        long StateAt, long? DueAt, long Rung, long Priority, long LastStep, long OpenedAt, long? OfferedAt, string? Outcome, string? OfferedWith, long? MeetsAt, string? GroundId, long? Quiet, byte[] RecipientSealed, byte[]? WrappedKey);

    private sealed record StepRow(long Number, long At, string Kind, string Actor, string? Code, byte[]? NoteSealed);

    private sealed record SheetRow(byte[]? Sealed, byte[] Wrapped);
}
