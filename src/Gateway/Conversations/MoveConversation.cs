using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Conversations;

/// <summary>The conversation has changed hands or ended: whoever has a screen open on it must know.</summary>
/// <param name="ConversationId">Which.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Stage">Where it is now.</param>
/// <param name="AssignedTo">Who has it now.</param>
/// <param name="LeftFrom">Who had it until now.</param>
/// <param name="Reason"><c>taken</c>, <c>returned</c>, <c>closed</c>, <c>ended_by_person</c>, <c>silent</c> or <c>joined</c>.</param>
/// <param name="LastNumber">The number of its newest entry then.</param>
public sealed record ConversationMoved(
    string ConversationId, string Organisation, Stage Stage, string? AssignedTo, string? LeftFrom, string Reason, long LastNumber) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "moved";
}

/// <summary>
/// Every change of stage: one transaction with its log entry and its audit line. A move that is not allowed (any more) changes
/// nothing and says so; two who move at once are put in order by the row lock.
/// </summary>
public sealed class MoveConversation(
    ConversationLog log, OutboxRows outbox, PersonTexts texts, AuditTrail audit, IFeed feed, Publisher publisher, IRecords records,
    TimeProvider time)
{
    /// <summary>Joins the queue, within the caller's transaction. <paramref name="arrivedAt"/> is the person's place.</summary>
    public async Task<Conversation?> JoinAsync(RecordsSession session, Conversation conversation, long arrivedAt)
    {
        if (Stages.Next(conversation.Stage, StageEvent.Joins) is not { } stage) return null;
        conversation = conversation with { Stage = stage, ArrivedAt = arrivedAt };
        (conversation, _) = await log.AppendAsync(session, conversation, StageEntry("waiting"));
        Announce(session, conversation, null, "joined");
        return conversation;
    }

    /// <summary>Confirms a claim: the person is now with this counsellor.</summary>
    /// <returns>The conversation, or nothing when it does not wait any more or a newer claim was confirmed before.</returns>
    public Task<Conversation?> TakeAsync(string id, string staffId, string staffName, long fence, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, id) is not { } conversation || conversation.Fence >= fence) return null;
            if (Stages.Next(conversation.Stage, StageEvent.Taken) is not { } stage) return null;
            conversation = conversation with { Stage = stage, AssignedTo = staffId, Fence = fence, TakenAt = time.NowMs() };
            (conversation, _) = await log.AppendAsync(session, conversation, StageEntry("taken", name: staffName));
            await audit.AppendAsync(session, conversation.Organisation, staffId, "conversation.taken", id, $"fence {fence}");
            Announce(session, conversation, null, "taken");
            return conversation;
        }, cancel);

    /// <summary>Puts the person back to wait, with their arrival time, and tells them. Nothing happens if this claim does not hold any more.</summary>
    /// <param name="id">Which.</param>
    /// <param name="staffId">Who had them.</param>
    /// <param name="fence">The claim that is to end.</param>
    /// <param name="reason"><c>vanished</c> or <c>given_back</c>.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<Conversation?> GiveBackAsync(string id, string staffId, long fence, string reason, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, id) is not { } conversation) return null;
            if (conversation.AssignedTo != staffId || conversation.Fence != fence) return null;
            return await GiveBackAsync(session, conversation, reason);
        }, cancel);

    /// <summary>Puts the person of a locked conversation back to wait, within the caller's transaction.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="reason"><c>vanished</c>, <c>given_back</c> or <c>unanswered</c> (the counsellor was silent for too long).</param>
    internal async Task<Conversation?> GiveBackAsync(RecordsSession session, Conversation conversation, string reason)
    {
        if (Stages.Next(conversation.Stage, StageEvent.GivenBack) is not { } stage) return null;
        var staffId = conversation.AssignedTo!;
        conversation = conversation with { Stage = stage, AssignedTo = null, Returned = true, TakenAt = null };
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("returned", reason), texts.Say(conversation.Language, reason == "vanished" ? "returned" : "handedBack").With(Choices.LeaveQueue));
        await outbox.AddAsync(session, conversation, entries);
        await audit.AppendAsync(session, conversation.Organisation, staffId, "conversation.returned", conversation.Id, reason);
        Announce(session, conversation, staffId, "returned");
        return conversation;
    }

    /// <summary>Ends the conversation.</summary>
    /// <param name="id">Which.</param>
    /// <param name="mayClose">Asked with the row locked: whether it is still the caller's to end.</param>
    /// <param name="end">How it ends.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<Conversation?> CloseAsync(string id, Func<Conversation, bool> mayClose, Ending end, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, id) is not { } conversation || !mayClose(conversation)) return null;
            return await CloseAsync(session, conversation, end);
        }, cancel);

    /// <summary>Ends a locked conversation within the caller's transaction; nothing if it is over already.</summary>
    public async Task<Conversation?> CloseAsync(RecordsSession session, Conversation conversation, Ending end)
    {
        var happens = end.ByTimer ? StageEvent.TimesOut : StageEvent.Ends;
        if (Stages.Next(conversation.Stage, happens) is not { } stage) return null;
        var had = conversation.Stage == Stage.Talking ? conversation.AssignedTo : null;
        conversation = conversation with { Stage = stage, Outcome = end.Outcome, ClosedAt = time.NowMs() };
        IReadOnlyList<NewEntry> news = end.Farewell is { } farewell
            ? [texts.Say(conversation.Language, farewell), StageEntry("closed", end.Reason)]
            : [StageEntry("closed", end.Reason)];
        (conversation, var entries) = await log.AppendAsync(session, conversation, news);
        await outbox.AddAsync(session, conversation, entries);
        await audit.AppendAsync(session, conversation.Organisation, end.Actor, "conversation.closed", conversation.Id, $"{end.Reason} {end.Outcome}");
        Announce(session, conversation, had, end.Reason);
        return conversation;
    }

    private static NewEntry StageEntry(string stage, string? reason = null, string? name = null) =>
        new(EntryKinds.Stage, Authors.System, new EntryBody(Stage: stage, Reason: reason, Name: name));

    private void Announce(RecordsSession session, Conversation now, string? leftFrom, string reason)
    {
        var moved = new ConversationMoved(
            now.Id, now.Organisation, now.Stage, now.Stage == Stage.Talking ? now.AssignedTo : null, leftFrom, reason, now.LastNumber);
        session.AfterCommit(() =>
        {
            feed.Publish(moved);
            _ = publisher.PublishAsync(moved);
        });
    }
}

/// <summary>How a conversation ends.</summary>
/// <param name="Reason"><c>closed</c> (by the counsellor), <c>ended_by_person</c> or <c>silent</c> (by the timer).</param>
/// <param name="Outcome">What came of it, in a fixed word.</param>
/// <param name="Actor">Who ended it: a staff id, <c>person</c> or <c>gateway</c>.</param>
/// <param name="Farewell">The key of the last words to the person, if any are due.</param>
/// <param name="ByTimer">Whether nobody ended it but time.</param>
public sealed record Ending(string Reason, string Outcome, string Actor, string? Farewell = null, bool ByTimer = false);
