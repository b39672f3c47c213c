using Gateway.Records;

namespace Gateway.Intake.Blocks;

/// <summary>The SQL of blocks.</summary>
internal static class BlockRows
{
    private const string Columns =
        """
        id, organisation, contact_id AS ContactId, conversation_id AS ConversationId, reason_number AS ReasonNumber, label, made_at AS MadeAt, made_by AS MadeBy,
        until_at AS UntilAt
        """;

    public static Task AddAsync(RecordsSession session, Block block) => session.ExecuteAsync(
        """
        INSERT INTO block (id, organisation, contact_id, conversation_id, reason_number, label, made_at, made_by, until_at)
        VALUES (@Id, @Organisation, @ContactId, @ConversationId, @ReasonNumber, @Label, @MadeAt, @MadeBy, @UntilAt)
        """, block);

    public static async Task<bool> StandsAsync(RecordsSession session, string contactId, long now) => await session.FindAsync<string>(
        "SELECT id FROM block WHERE contact_id = @contactId AND lifted_at IS NULL AND until_at > @now LIMIT 1", new { contactId, now }) is not null;

    public static Task<IReadOnlyList<Block>> StandingAsync(RecordsSession session, string organisation, long now) => session.QueryAsync<Block>(
        $"SELECT {Columns} FROM block WHERE organisation = @organisation AND lifted_at IS NULL AND until_at > @now ORDER BY until_at, id LIMIT 200", new { organisation, now });

    public static Task<Block?> FindAsync(RecordsSession session, string id, string organisation, long now) => session.FindAsync<Block>(
        $"SELECT {Columns} FROM block WHERE id = @id AND organisation = @organisation AND lifted_at IS NULL AND until_at > @now", new { id, organisation, now });

    public static Task LiftOfAsync(RecordsSession session, string contactId, string by, long now) => session.ExecuteAsync(
        "UPDATE block SET lifted_at = @now, lifted_by = @by WHERE contact_id = @contactId AND lifted_at IS NULL", new { contactId, by, now });
}

/// <summary>一時停止: somebody's words are kept, and not brought before anybody for a while.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">In which organisation; another one on the same gateway knows nothing of it.</param>
/// <param name="ContactId">Whose.</param>
/// <param name="ConversationId">The conversation for which it was made.</param>
/// <param name="ReasonNumber">The entry there that says why.</param>
/// <param name="Label">What counsellors called that conversation.</param>
/// <param name="MadeAt">When, in milliseconds.</param>
/// <param name="MadeBy">By which supervisor: a staff id.</param>
/// <param name="UntilAt">When it ends by itself, in milliseconds.</param>
public sealed record Block(
    string Id, string Organisation, string ContactId, string ConversationId, long ReasonNumber, string Label, long MadeAt, string MadeBy, long UntilAt);
