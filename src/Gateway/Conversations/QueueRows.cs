using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>The SQL of what the waiting queue needs to know of conversations: nothing sealed, and in pages.</summary>
public static class QueueRows
{
    /// <summary>災害: until when somebody belongs to the people of a disaster that their organisation has turned on, in milliseconds; nothing: to none. What was ended early counts no more.</summary>
    /// <remarks>A column of a table and not its maximum: SQLite does not know the type of an expression before there is a row.</remarks>
    /// <param name="conversation">What the statement calls the conversation.</param>
    internal static string DisasterUntil(string conversation) =>
        $"""
        (SELECT d.ends_at FROM disaster_person p JOIN disaster d ON d.id = p.disaster_id
            WHERE p.conversation_id = {conversation}.id AND p.belongs = 1 AND d.organisation = {conversation}.organisation AND d.ended_at IS NULL
            ORDER BY d.ends_at DESC LIMIT 1) AS DisasterUntil
        """;

    private static readonly string Columns =
        $"""
        id, stage, label, channel, grade, opened_at AS OpenedAt, arrived_at AS ArrivedAt, returned, moved, later_by AS LaterBy, assigned_to AS AssignedTo, fence, wish,
        wish_until AS WishUntil, host, {DisasterUntil("conversation")}
        """;

    /// <summary>The condition that the people of an organisation's queue meet: its own whom nobody else answers, and its guests.</summary>
    internal const string Of = "COALESCE(host, organisation) = @organisation";

    // Who was set aside waits for themselves: nobody is offered them before they write.
    private const string Waits = "stage = 'waiting' AND aside_at IS NULL AND closed_at IS NULL";

    /// <summary>Those who wait, in the order of arrival.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="organisation">For whom they wait.</param>
    /// <param name="after">The last one of the page before; nothing for the first page.</param>
    /// <param name="limit">How many at most.</param>
    public static Task<IReadOnlyList<InQueue>> WaitingAsync(RecordsSession session, string organisation, InQueue? after, int limit) =>
        session.QueryAsync<InQueue>(
            $"""
            SELECT {Columns} FROM conversation
            WHERE {Of} AND {Waits} AND arrived_at >= @from AND (arrived_at > @from OR id > @id)
            ORDER BY arrived_at, id LIMIT @limit
            """, new { organisation, from = after?.ArrivedAt ?? -1, id = after?.Id ?? "", limit = (long)limit });

    /// <summary>Those who came last and wait.</summary>
    public static Task<IReadOnlyList<InQueue>> NewestAsync(RecordsSession session, string organisation, int limit) => session.QueryAsync<InQueue>(
        $"""
        SELECT {Columns} FROM conversation WHERE {Of} AND {Waits}
        ORDER BY arrived_at DESC LIMIT @limit
        """, new { organisation, limit = (long)limit });

    /// <summary>Those who are being talked with.</summary>
    public static Task<IReadOnlyList<InQueue>> TalkingAsync(RecordsSession session, string organisation) => session.QueryAsync<InQueue>(
        $"SELECT {Columns} FROM conversation WHERE {Of} AND stage = 'talking' AND closed_at IS NULL AND assigned_to IS NOT NULL",
        new { organisation });

    /// <summary>Those among <paramref name="ids"/> who wait or are being talked with.</summary>
    public static Task<IReadOnlyList<InQueue>> FindAsync(RecordsSession session, string organisation, string[] ids) => session.QueryAsync<InQueue>(
        $"""
        SELECT {Columns} FROM conversation
        WHERE id {session.In(nameof(ids))} AND {Of} AND closed_at IS NULL AND (stage = 'talking' OR ({Waits}))
        """, new { ids, organisation });
}

/// <summary>A conversation as the queue sees it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Stage"><c>waiting</c> or <c>talking</c>.</param>
/// <param name="Label">What counsellors call it.</param>
/// <param name="Channel">How the person writes.</param>
/// <param name="Grade">The number of a <see cref="Gateway.Conversations.Grade"/>.</param>
/// <param name="OpenedAt">When it began, in milliseconds.</param>
/// <param name="ArrivedAt">When the person joined the queue, in milliseconds.</param>
/// <param name="Returned">1 when a counsellor gave them back.</param>
/// <param name="Moved">1 when a supervisor moved them forward.</param>
/// <param name="LaterBy">By how many milliseconds they are placed behind, because they came with a crowd.</param>
/// <param name="AssignedTo">Who has them.</param>
/// <param name="Fence">The number of the last claim.</param>
/// <param name="Wish">By whom they would like to be answered, as a code; 0 for none.</param>
/// <param name="WishUntil">Until when they are kept for it, in milliseconds; 0: not at all.</param>
/// <param name="Host">The partner who answers; nothing: the organisation itself.</param>
/// <param name="DisasterUntil">Until when they belong to the people of a disaster, in milliseconds; nothing: to none.</param>
public sealed record InQueue(
    string Id, string Stage, string Label, string Channel, long Grade, long OpenedAt, long? ArrivedAt, long Returned, long Moved, long LaterBy, string? AssignedTo, long Fence,
    long Wish, long WishUntil, string? Host, long? DisasterUntil);
