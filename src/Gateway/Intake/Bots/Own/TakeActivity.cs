using Gateway.Bots.Protocol;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake.Bots.Own;

/// <summary>Takes what a bot says by a call of its own: stored, once, before it is told so.</summary>
public sealed partial class TakeActivity(IRecords records, SayForBot say, Ids ids, TimeProvider time, ILogger<TakeActivity> log)
{
    /// <summary>Stores an activity.</summary>
    /// <param name="organisation">Whose bot it is.</param>
    /// <param name="talk">Which conversation, as the bot knows it.</param>
    /// <param name="activity">What it says.</param>
    /// <param name="requestId">The SDK's id of the call, the same for every repetition; nothing where there is none.</param>
    /// <returns>The id that the activity has now; nothing when the bot has no such conversation.</returns>
    /// <exception cref="RecordsUnavailableException">Nothing is known to be stored: the bot must say it again.</exception>
    public async Task<string?> TakeAsync(string organisation, string talk, Activity activity, string? requestId)
    {
        var id = requestId is { Length: > 0 and <= 100 } ? requestId : ids.New();
        var taken = await records.WriteAsync(session => StoreAsync(session, organisation, talk, activity, id));
        if (taken == Taken.Late) LogLate(activity.Type == ActivityTypes.Message);
        return taken == Taken.Nowhere ? null : id;
    }

    private async Task<Taken> StoreAsync(RecordsSession session, string organisation, string alias, Activity activity, string id)
    {
        if (await BotRows.FindByAliasAsync(session, alias) is not { Bot: IntakeBots.Own } found) return Taken.Nowhere;
        if (await ConversationRows.LockAsync(session, found.ConversationId) is not { IsErased: false } conversation || conversation.Organisation != organisation) return Taken.Nowhere;
        if (!await InboxRows.NoteAsync(session, $"bot/{organisation}", $"{alias}|{id}", "Activity", time.NowMs())) return Taken.Stored;
        // Read again under the lock.
        if (await BotRows.FindTalkAsync(session, conversation.Id) is not { } talk) return Taken.Nowhere;
        if (talk.Phase != BotPhases.Asking || talk.Bot != IntakeBots.Own) return Taken.Late;
        await say.StoreAsync(session, conversation, talk, ActivityAnswer.Of([activity]));
        return Taken.Stored;
    }

    [LoggerMessage(1461, LogLevel.Information, "An intake bot said something (a message: {IsMessage}) in a conversation that is not its any more; it was dropped")]
    private partial void LogLate(bool isMessage);

    private enum Taken
    {
        Stored,
        Late,
        Nowhere,
    }
}
