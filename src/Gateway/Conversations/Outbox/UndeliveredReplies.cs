using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>A reply that came to its end without arriving, or of which nobody knows: where it is to be found, never what it says.</summary>
/// <remarks>No positional record: SQLite does not know the types of an empty result.</remarks>
public sealed record UndeliveredReply
{
    /// <summary>When it was written, in milliseconds.</summary>
    public long At { get; init; }

    /// <summary>Whose conversation.</summary>
    public string Organisation { get; init; } = "";

    /// <summary>Over which account it was to leave.</summary>
    public string ChannelAccount { get; init; } = "";

    /// <summary>Which conversation.</summary>
    public string ConversationId { get; init; } = "";

    /// <summary>The code that counsellors say aloud.</summary>
    public string Label { get; init; } = "";

    /// <summary>Which entry of it.</summary>
    public long Number { get; init; }

    /// <summary><see cref="Deliveries.Failed"/> or <see cref="Deliveries.Uncertain"/>.</summary>
    public string Delivery { get; init; } = "";

    /// <summary>When the conversation ended, in milliseconds; nothing while somebody can still answer in it.</summary>
    public long? ClosedAt { get; init; }
}

/// <summary>The dead letters of the outbox. A counsellor sees each at its place; this is for whoever looks at all of them, after the talk too.</summary>
public sealed class UndeliveredReplies(IRecords records, TimeProvider time)
{
    /// <summary>Those written within <paramref name="within"/>, the oldest first.</summary>
    public Task<IReadOnlyList<UndeliveredReply>> SinceAsync(TimeSpan within) => records.ReadAsync(session => session.QueryAsync<UndeliveredReply>(
        """
        SELECT e.at, v.organisation, v.channel_account AS ChannelAccount, v.id AS ConversationId, v.label, e.number, e.delivery, v.closed_at AS ClosedAt
        FROM entry e JOIN conversation v ON v.id = e.conversation_id
        WHERE e.delivery IN ('failed', 'uncertain') AND e.at > @since ORDER BY e.at, v.id, e.number
        """, new { since = time.NowMs() - within.Ms() }));
}
