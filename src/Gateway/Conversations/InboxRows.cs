using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>What providers told us already. A second copy of an event is known by it, however late it comes.</summary>
public static class InboxRows
{
    /// <summary>Notes an event. The conversation it belongs to, if there is one, has been locked before: everybody locks in this order.</summary>
    /// <returns>False when it was noted before: nothing may be stored for it again.</returns>
    public static async Task<bool> NoteAsync(RecordsSession session, string channelAccount, string eventId, string kind, long at) =>
        await session.ExecuteAsync(
            """
            INSERT INTO inbox (channel_account, event_id, kind, at) VALUES (@channelAccount, @eventId, @kind, @at)
            ON CONFLICT (channel_account, event_id) DO NOTHING
            """, new { channelAccount, eventId, kind, at }) == 1;
}
