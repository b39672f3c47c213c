using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
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
/// <param name="Reason"><c>taken</c>, <c>returned</c>, <c>closed</c>, <c>ended_by_person</c>, <c>silent</c>, <c>joined</c> <c>handed</c> (to a support body's worker), <c>lent</c> (to a partner) or <c>routed</c> (from a common entrance to a member).</param>
/// <param name="LastNumber">The number of its newest entry then.</param>
public sealed record ConversationMoved(
    string ConversationId, string Organisation, Stage Stage, string? AssignedTo, string? LeftFrom, string Reason, long LastNumber) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "moved";

    /// <summary>The partner who answers now; nothing: the organisation itself.</summary>
    public string? Host { get; init; }

    /// <summary>The partner whose part ended with this move; nothing when none did.</summary>
    public string? LeftHost { get; init; }

    /// <summary>In whose queue they are, or whose counsellor has them.</summary>
    public string Answering => Host ?? Organisation;
}

/// <summary>
/// Every change of stage: one transaction with its log entry and its audit line. A move that is not allowed (any more) changes
/// nothing and says so; two who move at once are put in order by the row lock.
/// </summary>
public sealed partial class MoveConversation(
    ConversationLog log, OutboxRows outbox, PersonTexts texts, AuditTrail audit, IFeed feed, Publisher publisher, IRecords records,
    ConversationSettings settings, OrganisationDirectory organisations, SafeReach safe, GuestStays guests, Contacts contacts, IEnumerable<IWhenTaken> followers, TimeProvider time)
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
        records.WriteAsync(async session => await ConversationRows.LockAsync(session, id) is { } conversation ? await TakeAsync(session, conversation, staffId, staffName, fence) : null, cancel);

    /// <summary>As the other, within the caller's transaction; the conversation is locked.</summary>
    public async Task<Conversation?> TakeAsync(RecordsSession session, Conversation conversation, string staffId, string staffName, long fence)
    {
        if (conversation.Fence >= fence || Stages.Next(conversation.Stage, StageEvent.Taken) is not { } stage || !await IsOfAsync(session, staffId, conversation.Answering)) return null;
        conversation = conversation with { Stage = stage, AssignedTo = staffId, Fence = fence, TakenAt = time.NowMs() };
        conversation = conversation.TellTurn && await safe.MayPushAsync(session, conversation) ? await TellTurnAsync(session, conversation, staffName)
            : (await log.AppendAsync(session, conversation with { AsideFrom = null }, StageEntry("taken", name: staffName))).Conversation;
        await guests.TakenAsync(session, conversation);
        foreach (var follower in followers) conversation = await follower.TakenAsync(session, conversation);
        await guests.AuditAsync(session, conversation, staffId, "conversation.taken", $"fence {fence}");
        Announce(session, conversation, null, "taken");
        return conversation;
    }

    // A claim that is older than a move to a partner, or back, must not come through: only one organisation answers.
    private static async Task<bool> IsOfAsync(RecordsSession session, string staffId, string organisation) =>
        await session.FindAsync<string>("SELECT organisation FROM staff WHERE id = @staffId", new { staffId }) == organisation;

    // Asked for once, told once: the one message that is pushed to somebody because they waited.
    private async Task<Conversation> TellTurnAsync(RecordsSession session, Conversation conversation, string staffName)
    {
        conversation = conversation with { TellTurn = false, AsideFrom = conversation.TakenAt + TimeSpan.FromMinutes(settings.AnswerMinutes).Ms() };
        var minutes = settings.AnswerMinutes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("taken", name: staffName), texts.Say(conversation.Language, "turn.now", ("minutes", minutes)).With(Choices.EndTalk));
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    /// <summary>
    /// Somebody was told that it is their turn and has not answered in their time: they keep their place, and are offered to nobody before they
    /// write again. Nothing is sent: the message that called them has said it.
    /// </summary>
    public Task<AsideOutcome> SetAsideAsync(string id, string staffId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, id) is not { Stage: Stage.Talking } conversation || conversation.AssignedTo != staffId) return AsideOutcome.NotYours;
        if (!conversation.MayBeSetAside || conversation.AsideFrom > time.NowMs()) return AsideOutcome.NotNow;
        var stage = Stages.Next(conversation.Stage, StageEvent.GivenBack)!.Value;
        await guests.AuditAsync(session, conversation, staffId, "conversation.set_aside", "not there when it was their turn");
        var host = conversation.Host;
        conversation = await guests.EndAsync(session, conversation, "set_aside");
        conversation = conversation with { Stage = stage, AssignedTo = null, Returned = true, TakenAt = null, AsideFrom = null, AsideAt = time.NowMs() };
        (conversation, _) = await log.AppendAsync(session, conversation, StageEntry("aside"));
        Announce(session, conversation, staffId, "returned", host);
        return AsideOutcome.Set;
    }, cancel);

    /// <summary>Somebody who was set aside has written: they are at their place again, within the caller's transaction. The caller tells the queue after the commit.</summary>
    public async Task<Conversation> ComeBackAsync(RecordsSession session, Conversation conversation)
    {
        (conversation, var entries) = await log.AppendAsync(
            session, conversation with { AsideAt = null }, StageEntry("back"), texts.Say(conversation.Language, "turn.back").With(Choices.WhileWaiting()));
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    /// <summary>
    /// The counsellor leaves the person of a locked conversation with the worker who is in the talk, within the caller's transaction. It goes on under the
    /// organisation's roof: it is graded, it has a timer, and it leads back to the queue when the worker is gone.
    /// </summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked; somebody sits in it.</param>
    /// <param name="who">The worker, by body, name and role.</param>
    internal async Task<Conversation?> HandOverAsync(RecordsSession session, Conversation conversation, string who)
    {
        if (conversation.SeatId is null || Stages.Next(conversation.Stage, StageEvent.HandedOver) is not { } stage) return null;
        var staffId = conversation.AssignedTo!;
        conversation = conversation with { Stage = stage, AssignedTo = null, TakenAt = null, TellTurn = false, AsideFrom = null };
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("handed", name: who), texts.Say(conversation.Language, "together.handed", ("who", who)).With(Choices.EndTalk));
        await outbox.AddAsync(session, conversation, entries);
        await audit.AppendAsync(session, conversation.Organisation, staffId, "conversation.handed", conversation.Id, $"seat {conversation.SeatId}");
        Announce(session, conversation, staffId, "handed");
        return conversation;
    }

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
    /// <param name="reason"><c>vanished</c>, <c>given_back</c>, <c>unanswered</c> (who was to answer was silent for too long) or <c>alone</c> (the worker to whom they were handed is gone).</param>
    /// <param name="saidHome">For a guest: the key of what they are told; nothing: that the partner answers no more.</param>
    internal async Task<Conversation?> GiveBackAsync(RecordsSession session, Conversation conversation, string reason, string? saidHome = null)
    {
        if (Stages.Next(conversation.Stage, StageEvent.GivenBack) is not { } stage) return null;
        var (staffId, host) = (conversation.AssignedTo, conversation.Host);
        var said = host is not null ? saidHome ?? "partner.back" : conversation.Stage == Stage.Handed ? "together.back" : reason == "vanished" ? "returned" : "handedBack";
        await guests.AuditAsync(session, conversation, staffId ?? "gateway", "conversation.returned", reason);
        // Nobody is passed from counsellor to counsellor of a house that is not theirs: they are home again.
        conversation = await guests.EndAsync(session, conversation, reason);
        // Whoever had asked to be told is told again: the turn of which they heard came to nothing.
        var told = conversation.AsideFrom is not null || said == PartnerLater;
        conversation = conversation with { Stage = stage, AssignedTo = null, Returned = true, TakenAt = null, TellTurn = told, AsideFrom = null };
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("returned", reason, host is null ? null : NameOf(host, "ja")),
            (host is null ? texts.Say(conversation.Language, said) : SayOfPartner(conversation, said, host)).With(Choices.WhileWaiting(conversation.TellTurn)));
        await outbox.AddAsync(session, conversation, entries);
        Announce(session, conversation, staffId, "returned", host);
        return conversation;
    }

    private string NameOf(string organisation, string language) => organisations.FindOrganisation(organisation)?.ContactNameIn(language) ?? organisation;

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
        await guests.AuditAsync(session, conversation, end.Actor, "conversation.closed", $"{end.Reason} {end.Outcome}");
        var host = conversation.Host;
        conversation = await guests.EndAsync(session, conversation, end.Reason);
        // A partner's counsellor reads on until it is over, and not a word longer; who it was stands in the stay.
        conversation = conversation with { Stage = stage, Outcome = end.Outcome, ClosedAt = time.NowMs(), SeatId = null, Wish = null, AssignedTo = host is null ? conversation.AssignedTo : null };
        IReadOnlyList<NewEntry> news = end.Farewell is { } farewell
            ? [Farewell(conversation, had, farewell), StageEntry("closed", end.Reason)]
            : [StageEntry("closed", end.Reason)];
        (conversation, var entries) = await log.AppendAsync(session, conversation, news);
        await outbox.AddAsync(session, conversation, entries);
        Announce(session, conversation, had, end.Reason, host);
        return conversation;
    }

    // On LINE the question stands under the last words: no second message is sent for it. Only after a talk, and never where a word ended it all.
    private NewEntry Farewell(Conversation conversation, string? had, string key)
    {
        var last = texts.Say(conversation.Language, key);
        if (had is null || conversation is not { Channel: ChannelNames.Line, PassageId: null } || key is not ("closed" or "left")) return last;
        if (AfterQuestions.Of(organisations.FindOrganisation(conversation.Organisation)) is not [var first, ..]) return last;
        var text = $"{last.Body.Text}\n{texts.Text(conversation.Language, first)}{Gap(conversation.Language)}{texts.Text(conversation.Language, "after.free")}";
        return (last with { Body = last.Body with { Text = text } }).With(AfterQuestions.Answers(first));
    }

    private static string Gap(string language) => PersonLanguages.IsJapanese(language) || language.StartsWith("zh", StringComparison.Ordinal) ? "" : " ";

    private static NewEntry StageEntry(string stage, string? reason = null, string? name = null) =>
        new(EntryKinds.Stage, Authors.System, new EntryBody(Stage: stage, Reason: reason, Name: name));

    private void Announce(RecordsSession session, Conversation now, string? leftFrom, string reason, string? leftHost = null)
    {
        var moved = new ConversationMoved(
            now.Id, now.Organisation, now.Stage, now.Stage == Stage.Talking ? now.AssignedTo : null, leftFrom, reason, now.LastNumber)
        { Host = now.Host, LeftHost = leftHost };
        session.AfterCommit(() =>
        {
            feed.Publish(moved);
            _ = publisher.PublishAsync(moved);
        });
    }
}

/// <summary>How it ended when a counsellor wanted to set somebody aside.</summary>
public enum AsideOutcome
{
    /// <summary>They wait for themselves now.</summary>
    Set,

    /// <summary>The counsellor does not have them (any more).</summary>
    NotYours,

    /// <summary>They had not asked to be told, have written since, still have time to, or show signs of danger.</summary>
    NotNow,
}

/// <summary>How a conversation ends.</summary>
/// <param name="Reason"><c>closed</c> (by the counsellor), <c>ended_by_person</c> or <c>silent</c> (by the timer).</param>
/// <param name="Outcome">What came of it, in a fixed word.</param>
/// <param name="Actor">Who ended it: a staff id, <c>person</c> or <c>gateway</c>.</param>
/// <param name="Farewell">The key of the last words to the person, if any are due.</param>
/// <param name="ByTimer">Whether nobody ended it but time.</param>
public sealed record Ending(string Reason, string Outcome, string Actor, string? Farewell = null, bool ByTimer = false);
