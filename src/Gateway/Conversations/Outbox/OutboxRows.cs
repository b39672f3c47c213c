using System.Diagnostics;
using System.Threading.Channels;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>A reply that has not reached its end yet.</summary>
/// <param name="ConversationId">Of which conversation.</param>
/// <param name="Number">Which entry.</param>
/// <param name="Channel">Over which channel.</param>
/// <param name="State"><c>pending</c>, or <c>sending</c> while a call is under way (or was, when a node died).</param>
/// <param name="Attempts">Calls made so far.</param>
/// <param name="DueAt">Not before, in milliseconds.</param>
/// <param name="LeaseUntil">Until when the calling node answers for it.</param>
/// <param name="SendKey">Rows of one call share it.</param>
/// <param name="Route">How it travels; nothing before the first call.</param>
/// <param name="ReplyTokenSealed">The reply token that was set aside for this call.</param>
/// <param name="CreatedAt">When it was written, in milliseconds.</param>
/// <param name="Unsure">1 when an earlier call may have sent it.</param>
public sealed record OutboxRow(
    string ConversationId, long Number, string Channel, string State, long Attempts, long DueAt, long? LeaseUntil, string SendKey, string? Route,
    byte[]? ReplyTokenSealed, long CreatedAt, long Unsure);

/// <summary>The SQL of the outbox.</summary>
public sealed class OutboxRows(Ids ids, OutboxSignal signal)
{
    private const string Columns =
        """
        conversation_id AS ConversationId, number, channel, state, attempts, due_at AS DueAt, lease_until AS LeaseUntil, send_key AS SendKey, route,
        reply_token_sealed AS ReplyTokenSealed, created_at AS CreatedAt, unsure
        """;

    /// <summary>Adds those of the entries that must leave over a provider, in the transaction that wrote them.</summary>
    public async Task AddAsync(RecordsSession session, Conversation conversation, IReadOnlyList<Entry> entries)
    {
        // Their gateway fetches what is theirs.
        if (conversation.IsGuestCopy) return;
        var leaving = entries.Where(entry => entry.Delivery == Deliveries.Pending).ToList();
        foreach (var entry in leaving)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO outbox (conversation_id, number, channel, state, attempts, due_at, send_key, created_at, unsure)
                VALUES (@Id, @Number, @Channel, 'pending', 0, @At, @Key, @At, 0)
                """, new { conversation.Id, entry.Number, conversation.Channel, entry.At, Key = ids.New() });
        }

        if (leaving.Count == 0) return;
        var here = Traces.Here;
        session.AfterCommit(() => signal.Notify(conversation.Id, here));
    }

    // Only the first reply of a conversation counts: those behind one that must wait would crowd out everybody else's.
    internal static Task<IReadOnlyList<string>> DueConversationsAsync(RecordsSession session, long now, int limit) => session.QueryAsync<string>(
        """
        SELECT o.conversation_id FROM outbox o
        WHERE o.state IN ('pending', 'sending') AND o.due_at <= @now AND (o.lease_until IS NULL OR o.lease_until <= @now)
            AND NOT EXISTS (SELECT 1 FROM outbox b WHERE b.conversation_id = o.conversation_id AND b.number < o.number)
        ORDER BY o.due_at LIMIT @limit
        """, new { now, limit });

    internal static Task<IReadOnlyList<OutboxRow>> OfConversationAsync(RecordsSession session, string conversationId) => session.QueryAsync<OutboxRow>(
        $"SELECT {Columns} FROM outbox WHERE conversation_id = @conversationId AND state IN ('pending', 'sending') ORDER BY number", new { conversationId });

    internal static Task SaveAsync(RecordsSession session, OutboxRow row) => session.ExecuteAsync(
        """
        UPDATE outbox SET state = @State, attempts = @Attempts, due_at = @DueAt, lease_until = @LeaseUntil, send_key = @SendKey, route = @Route,
            reply_token_sealed = @ReplyTokenSealed, unsure = @Unsure
        WHERE conversation_id = @ConversationId AND number = @Number
        """, row);

    /// <summary>Leaves it for a later attempt. False: somebody else has claimed it since.</summary>
    internal static async Task<bool> PutBackAsync(RecordsSession session, OutboxRow row) => await session.ExecuteAsync(
        """
        UPDATE outbox SET state = 'pending', due_at = @DueAt, lease_until = NULL, route = @Route, unsure = @Unsure
        WHERE conversation_id = @ConversationId AND number = @Number AND attempts = @Attempts
        """, row) > 0;

    /// <summary>It has come to its end. False: somebody else has claimed it since.</summary>
    internal static async Task<bool> RemoveAsync(RecordsSession session, OutboxRow row) => await session.ExecuteAsync(
        "DELETE FROM outbox WHERE conversation_id = @ConversationId AND number = @Number AND attempts = @Attempts", row) > 0;

    internal static Task<IReadOnlyList<OutboxDepth>> DepthsAsync(RecordsSession session) => session.QueryAsync<OutboxDepth>(
        "SELECT channel, COUNT(*) AS Waiting, MIN(created_at) AS OldestAt FROM outbox WHERE route IS NULL OR route <> 'held' GROUP BY channel");
}

/// <summary>Tells the sender of this node which conversation has something to send. Losing it costs a second: the sender also looks by itself.</summary>
public sealed class OutboxSignal
{
    private readonly Channel<DueReply> _due = Channel.CreateUnbounded<DueReply>(new() { SingleReader = false });

    internal ChannelReader<DueReply> Due => _due.Reader;

    /// <summary>There is something to send in this conversation, written in this trace.</summary>
    public void Notify(string conversationId, ActivityContext written = default) => _due.Writer.TryWrite(new DueReply(conversationId, written));
}

/// <summary>A conversation in which something may be due, and the trace in which it was written.</summary>
internal readonly record struct DueReply(string ConversationId, ActivityContext Written);
