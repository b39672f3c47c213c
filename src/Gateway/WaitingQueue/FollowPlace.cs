using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>The records have another grade, or a supervisor's word, for somebody who waits: the queue follows.</summary>
public sealed class FollowPlace(IQueueEngine engine, IRecords records, TellEngine later, IFeed feed)
{
    /// <summary>Makes the queue's place what the records say now. If the engine is away, its keeper makes it good when it compares.</summary>
    public async Task FollowAsync(PlaceChanged changed)
    {
        await later.AfterRecordsAsync(async () =>
        {
            // Read again: two changes that overtake each other both end with what holds.
            var now = await records.ReadAsync(session => ConversationRows.FindAsync(session, changed.ConversationId));
            if (now is { Stage: Stage.Waiting or Stage.Talking }) await engine.ChangeAsync(JoinQueue.PlaceOf(now));
        });
        feed.Publish(new QueueChanged(changed.Organisation));
    }
}
