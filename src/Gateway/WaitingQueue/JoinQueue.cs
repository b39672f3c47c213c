using Gateway.Conversations;

namespace Gateway.WaitingQueue;

/// <summary>Tells the queue engine about somebody who waits. The records know already; this only makes it quick.</summary>
public sealed partial class JoinQueue(IQueueEngine engine, ILogger<JoinQueue> log)
{
    /// <summary>The place that a waiting conversation has.</summary>
    public static QueuePlace PlaceOf(Conversation conversation) => new(
        conversation.Id, conversation.Answering, conversation.Label, conversation.Channel, conversation.Grade,
        conversation.ArrivedAt ?? conversation.OpenedAt, conversation.Returned, conversation.Moved, conversation.LaterBy,
        // What somebody wishes of us, and where they are, is not told to a partner.
        conversation.Host is null ? conversation.Wish?.Code ?? 0 : 0, conversation.Host is null ? conversation.Wish?.Until ?? 0 : 0,
        conversation.Host is null ? conversation.DisasterUntil : 0);

    /// <summary>Joins without making anybody wait for the engine. If it fails, the queue's keeper finds the person in the records.</summary>
    public void JoinSoon(Conversation conversation) => _ = JoinAsync(conversation);

    private async Task JoinAsync(Conversation conversation)
    {
        try
        {
            await engine.JoinAsync(PlaceOf(conversation));
        }
        catch (QueueEpochLostException)
        {
            // As in the first second of every gateway: whoever fills the queue again reads this person too, or the comparison after it does.
            LogRebuilding();
        }
        catch (QueueUnavailableException error)
        {
            LogJoinLater(error.GetType().Name);
        }
    }

    [LoggerMessage(1401, LogLevel.Warning, "The queue could not be told of somebody new ({Error}); its keeper will find them in the records")]
    private partial void LogJoinLater(string error);

    [LoggerMessage(1409, LogLevel.Information, "Somebody new came while the queue is being filled from the records; its keeper finds them there")]
    private partial void LogRebuilding();
}
