using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>Ends what has rested too long, so that no stage lasts for ever (promise 3). Any number of nodes may do it at once.</summary>
public sealed partial class StageTimers(IRecords records, MoveConversation move, TimeProvider time, ILogger<StageTimers> log)
    : Rounds("stage timers", TimeSpan.FromSeconds(5), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var now = Time.NowMs();
        foreach (var id in await records.ReadAsync(session => ConversationRows.DueAsync(session, now, 100), stop))
        {
            try
            {
                await records.WriteAsync(async session =>
                {
                    // Read again under the lock: the person may have written just now.
                    if (await ConversationRows.LockAsync(session, id) is not { DueAt: { } due } conversation || due > now) return;
                    // Whoever spoke last is waiting for the other. A person is not sent away because a counsellor fell silent.
                    if (conversation.Stage is Stage.Talking or Stage.Handed && await EntryRows.LastSpeakerAsync(session, id) == Authors.Person)
                        await move.GiveBackAsync(session, conversation, "unanswered");
                    else
                        await move.CloseAsync(session, conversation, Ends(conversation));
                }, stop);
            }
            catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
            {
                // One that cannot be opened stands first in every round; the others' time must not wait for it.
                LogNotEnded(Log, error, id);
            }
        }
    }

    private static Ending Ends(Conversation conversation) => conversation.Stage switch
    {
        // It was their turn; to say that nobody could be reached would not be true.
        Stage.Waiting when conversation.AsideAt is not null => new Ending("silent", "silent", "gateway", "silent", ByTimer: true),
        Stage.Waiting => new Ending("silent", "not_reached", "gateway", "waitEnded", ByTimer: true),
        Stage.Talking or Stage.Handed => new Ending("silent", "silent", "gateway", "silent", ByTimer: true),
        Stage.Intake or Stage.Closed => new Ending("silent", "no_word", "gateway", ByTimer: true),
    };

    [LoggerMessage(1303, LogLevel.Error, "Conversation {ConversationId} is over its time and could not be ended")]
    private static partial void LogNotEnded(ILogger log, Exception error, string conversationId);
}
