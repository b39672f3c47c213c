using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>How it ended when two organisations carried somebody on together.</summary>
public enum CarryOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>They do not have this person (any more), or it is nobody of theirs whom a partner has.</summary>
    NotYours,

    /// <summary>A part is unknown, missing or longer than <see cref="GuestNote.LongestPart"/>.</summary>
    Parts,

    /// <summary>A request for a hand-off waits already.</summary>
    StandsAlready,

    /// <summary>No request for a hand-off waits (any more).</summary>
    NotAsked,

    /// <summary>Whose person it is runs a gateway of their own, and a request for a hand-off does not go there: they are sent home with a note.</summary>
    NotBetweenGateways,
}

/// <summary>
/// A partner's counsellor sends a guest home with a note, at once or for home's next shift, or asks home to join them to a support body; home answers, or takes the talk over.
/// The notes stand in the home organisation's conversation, sealed with its key; the partner keeps none. Both audit trails have every step.
/// </summary>
public sealed class CarryOn(
    IRecords records, ConversationLog log, MoveConversation move, GuestStays guests, OrganisationDirectory organisations, IFeed feed, TimeProvider time)
{
    /// <summary>What home may answer to a request without taking the talk over.</summary>
    public static IReadOnlySet<string> Answers { get; } = new HashSet<string> { "later", "not_possible" };

    /// <summary>Sends a guest home, who is told who answers from now on.</summary>
    /// <param name="staff">The partner's counsellor who has them.</param>
    /// <param name="conversationId">Whom.</param>
    /// <param name="parts">The summary (<see cref="GuestNote.OfSummary"/>); it may be empty.</param>
    /// <param name="later">It goes on with home's next shift: they are told when home is there, are not asked about another partner, and hear of their turn.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<CarryOutcome> SendHomeAsync(
        Staff staff, string conversationId, Redacted<IReadOnlyDictionary<string, string>> parts, bool later, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await LockGuestAsync(session, staff, conversationId) is not { } conversation) return CarryOutcome.NotYours;
        if (GuestNote.OfSummary(parts.Value) is not { } summary) return CarryOutcome.Parts;
        var reason = later ? "next_shift" : "now";
        if (summary.Count > 0)
            (conversation, _) = await log.AppendAsync(session, conversation, GuestNote.EntryOf(GuestNote.Summary, reason, summary, staff, NameOf(conversation.Host!)));
        await guests.AuditAsync(session, conversation, staff.Id, "overflow.sent_home", $"{reason}, {summary.Count} parts");
        return await LeaveAsync(session, conversation, later) is null ? CarryOutcome.NotYours : CarryOutcome.Done;
    }, cancel);

    /// <summary>The partner's counsellor leaves a guest to home, within the caller's transaction with the conversation locked.</summary>
    /// <returns>Nothing when the partner does not talk with them.</returns>
    public async Task<Conversation?> LeaveAsync(RecordsSession session, Conversation conversation, bool later)
    {
        // They agreed to go on at home: nobody asks them about a third organisation meanwhile. Whoever may be in danger is asked all the same: home may be hours away.
        if (later && !conversation.Emergency && conversation.Grade < Grade.High && await OverflowRows.OfConversationAsync(session, conversation.Id) is [.., var question])
            await OverflowRows.SetAsync(session, question.Id, QuestionState.Stays, time.NowMs());
        return await move.SendHomeAsync(session, conversation, later);
    }

    /// <summary>Asks home to join a guest to a support body. They go on writing to the partner until home takes over.</summary>
    /// <param name="staff">The partner's counsellor who has them.</param>
    /// <param name="conversationId">Whom.</param>
    /// <param name="parts">The request (<see cref="GuestNote.OfHandoff"/>).</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<CarryOutcome> AskHandoffAsync(
        Staff staff, string conversationId, Redacted<IReadOnlyDictionary<string, string>> parts, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await LockGuestAsync(session, staff, conversationId) is not { } conversation) return CarryOutcome.NotYours;
        if (conversation.IsGuestCopy) return CarryOutcome.NotBetweenGateways;
        if (GuestNote.OfHandoff(parts.Value) is not { } request) return CarryOutcome.Parts;
        if (!await guests.AskHandoffAsync(session, conversation, conversation.LastNumber + 1)) return CarryOutcome.StandsAlready;
        await log.AppendAsync(session, conversation, GuestNote.EntryOf(GuestNote.Handoff, null, request, staff, NameOf(conversation.Host!)));
        await guests.AuditAsync(session, conversation, staff.Id, "overflow.handoff_asked", request.GetValueOrDefault("kind", ""));
        Tell(session, conversation);
        return CarryOutcome.Done;
    }, cancel);

    /// <summary>What a partner asks home to do for one of home's people; with a line in both audit trails. Nothing when no request waits.</summary>
    public Task<HandoffAsked?> ReadHandoffAsync(Staff staff, string conversationId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await LockAskedAsync(session, staff, conversationId) is not var (stay, conversation)) return null;
        var notes = log.Open(conversation.Id, conversation.WrappedKey, await EntryRows.OfKindAsync(session, conversation.Id, EntryKinds.Note));
        if (notes.FirstOrDefault(note => note.Number == stay.HandoffEntry)?.Body is not { Facts: { } parts } body) return null;
        await guests.AuditAsync(session, conversation, staff.Id, "overflow.handoff_read");
        return new HandoffAsked(conversation.Label, NameOf(stay.Host), body.Name ?? "", Utc.FromMs(stay.HandoffAskedAt!.Value), parts);
    }, cancel);

    /// <summary>Home answers that it does not do it now (see <see cref="Answers"/>); the partner's counsellor reads it in the talk.</summary>
    public Task<CarryOutcome> AnswerHandoffAsync(Staff staff, string conversationId, string answer, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (!Answers.Contains(answer)) return CarryOutcome.Parts;
        if (await LockAskedAsync(session, staff, conversationId) is not var (_, conversation)) return CarryOutcome.NotAsked;
        await guests.AnswerHandoffAsync(session, conversation, answer);
        await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Note, Authors.System, new EntryBody(Stage: GuestNote.Answer, Reason: answer, Name: staff.Name), staff.Id));
        await guests.AuditAsync(session, conversation, staff.Id, "overflow.handoff_answered", answer);
        Tell(session, conversation);
        return CarryOutcome.Done;
    }, cancel);

    /// <summary>Home takes the talk over from the partner that asked for a hand-off: from here on this counsellor answers, under home's own directory. Nothing when no request waits.</summary>
    public Task<Conversation?> TakeOverAsync(Staff staff, string conversationId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await LockAskedAsync(session, staff, conversationId) is not var (_, conversation)) return null;
        await guests.AnswerHandoffAsync(session, conversation, "taken");
        return await move.TakeOverAsync(session, conversation, staff);
    }, cancel);

    private static async Task<Conversation?> LockGuestAsync(RecordsSession session, Staff staff, string conversationId) =>
        await ConversationRows.LockAsync(session, conversationId) is { Stage: Stage.Talking, Host: { } host, IsErased: false } conversation
        && conversation.AssignedTo == staff.Id && host == staff.Organisation ? conversation : null;

    private static async Task<(GuestStay Stay, Conversation Conversation)?> LockAskedAsync(RecordsSession session, Staff staff, string conversationId) =>
        await ConversationRows.LockAsync(session, conversationId) is { IsErased: false, Host: not null } conversation && conversation.Organisation == staff.Organisation
        && await GuestStays.FindAsync(session, staff.Organisation, conversationId) is { AsksHandoff: true } stay ? (stay, conversation) : null;

    private void Tell(RecordsSession session, Conversation conversation) => session.AfterCommit(() => feed.Publish(new GuestChanged(conversation.Organisation)));

    private string NameOf(string organisation) => organisations.FindOrganisation(organisation)?.Name ?? organisation;
}

/// <summary>つなぎの依頼, as home reads it.</summary>
/// <param name="Label">What counsellors call the person.</param>
/// <param name="Partner">Which partner asks, by its name.</param>
/// <param name="By">Which counsellor of it.</param>
/// <param name="At">When.</param>
/// <param name="Parts">What is asked for (<see cref="GuestNote.OfHandoff"/>).</param>
public sealed record HandoffAsked(string Label, string Partner, string By, DateTimeOffset At, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"hand-off asked for {Label}";
}
