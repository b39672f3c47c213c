using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>A supervisor moves somebody who waits forward, or back to their own place, for a reason that everybody who reads the conversation sees.</summary>
public sealed class MovePlace(IRecords records, ConversationLog log, GuestStays guests, Publisher publisher)
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 500;

    /// <summary>Moves. To say again what holds already changes nothing and is no mistake.</summary>
    /// <param name="supervisor">Who moves; only within their own organisation.</param>
    /// <param name="conversationId">Whom.</param>
    /// <param name="forward">Before everybody but those in danger now who have come within the last twelve hours; or back to their own place.</param>
    /// <param name="reason">Why; 1 to <see cref="LongestReason"/> units. Sealed like every word of the conversation.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task<MoveOutcome> MoveAsync(Staff supervisor, string conversationId, bool forward, Redacted<string> reason, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(reason.Value)) return MoveOutcome.NoReason;
        if (reason.Value.Length > LongestReason) return MoveOutcome.ReasonTooLong;
        return await records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Waiting } conversation || conversation.Answering != supervisor.Organisation)
                return MoveOutcome.NotWaiting;
            if (conversation.Moved == forward) return MoveOutcome.Moved;
            await log.AppendAsync(
                session, conversation with { Moved = forward },
                new NewEntry(
                    EntryKinds.Stage, Authors.System,
                    new EntryBody(Text: reason.Value.Trim(), Name: supervisor.Name, Stage: "moved", Reason: forward ? "forward" : "own_place"), supervisor.Id));
            await guests.AuditAsync(session, conversation, supervisor.Id, "conversation.moved", forward ? "forward" : "own place");
            session.AfterCommit(() => _ = publisher.PublishAsync(new PlaceChanged(conversationId, conversation.Answering)));
            return MoveOutcome.Moved;
        }, cancel);
    }
}

/// <summary>How a move ended.</summary>
public enum MoveOutcome
{
    /// <summary>The person stands where the supervisor wanted them.</summary>
    Moved,

    /// <summary>They do not wait (any more), or not in this organisation.</summary>
    NotWaiting,

    /// <summary>A reason is needed.</summary>
    NoReason,

    /// <summary>Longer than <see cref="MovePlace.LongestReason"/>.</summary>
    ReasonTooLong,
}
