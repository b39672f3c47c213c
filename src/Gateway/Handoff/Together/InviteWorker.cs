using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Together;

/// <summary>How it ended when a counsellor wanted a body's worker in the talk.</summary>
public enum InviteOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>The counsellor does not have this talk (any more), or the hand-off is none of this person's.</summary>
    NotYours,

    /// <summary>The body has not taken it on (yet), or may not receive at this moment.</summary>
    NotAccepted,

    /// <summary>A question stands, or somebody sits in the talk already.</summary>
    OtherStands,

    /// <summary>The person said no to this, or had the worker leave. They are asked once more at most, and only if they bring it up.</summary>
    SaidNo,

    /// <summary>The account carries no words of it: the person must come to the page first.</summary>
    Unreachable,

    /// <summary>The person is not to know of this hand-off: the question itself would tell them.</summary>
    Untold,
}

/// <summary>三者: the counsellor asks the person whether the worker of the body that has taken them on may join, and ends it again.</summary>
public sealed class InviteWorker
{
    private readonly IRecords _records;
    private readonly SeatRows _rows;
    private readonly SeatLog _log;
    private readonly ReferralRows _referrals;
    private readonly SupportBodyDirectory _bodies;
    private readonly MoveConversation _move;
    private readonly AskConsent _codes;
    private readonly OrganisationDirectory _organisations;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal InviteWorker(
        IRecords records, SeatRows rows, SeatLog log, ReferralRows referrals, SupportBodyDirectory bodies, MoveConversation move, AskConsent codes, OrganisationDirectory organisations, Ids ids, TimeProvider time) =>
        (_records, _rows, _log, _referrals, _bodies, _move, _codes, _organisations, _ids, _time) = (records, rows, log, referrals, bodies, move, codes, organisations, ids, time);

    /// <summary>Asks the person, in the talk. Nobody joins before they have said yes to this very question.</summary>
    /// <param name="staff">The counsellor who has the talk.</param>
    /// <param name="conversationId">Which talk; it may be a later one of the same person than the hand-off began in.</param>
    /// <param name="referralId">The hand-off that the body has taken on.</param>
    /// <param name="again">The person has brought it up again after a no.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<InviteOutcome> AskAsync(Staff staff, string conversationId, string referralId, bool again, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Talking, IsErased: false } conversation || conversation.AssignedTo != staff.Id)
            return InviteOutcome.NotYours;
        if (await _referrals.FindAsync(session, referralId) is not { } referral || referral.ContactId != conversation.ContactId || referral.Organisation != staff.Organisation)
            return InviteOutcome.NotYours;
        if (!referral.State.HasAccepted() || await _bodies.RecipientAsync(session, referral.Organisation, referral.Body) is null) return InviteOutcome.NotAccepted;
        if (referral.IsQuiet) return InviteOutcome.Untold;
        var seats = await _rows.OfConversationAsync(session, conversationId);
        if (seats.Any(seat => seat.State != SeatState.Over)) return InviteOutcome.OtherStands;
        var refused = seats.Count(seat => seat.Body == referral.Body && seat.Why is "decline" or "remove");
        if (refused > 0 && (!again || refused > 1)) return InviteOutcome.SaidNo;
        var onPage = conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
        if (!onPage && _organisations.IsEntranceOnly(conversation.ChannelAccount)) return InviteOutcome.Unreachable;
        var now = _time.NowMs();
        await _log.AskAsync(session, new HeldSeat(
            new Seat(
                _ids.New(), referral.Organisation, conversation.Id, conversation.ContactId, referral.Id, referral.Body, await _codes.NewCodeAsync(session, conversation.ContactId),
                SeatState.Asked, staff.Id, now, now + SeatRules.AnswerTime.Ms(), new SeatNames(referral.RecipientName), null, null, null, false, null),
            conversation));
        return InviteOutcome.Done;
    }, cancel);

    /// <summary>Takes the question or the yes back, or has the worker leave.</summary>
    public Task<bool> EndAsync(Staff staff, string seatId, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await _log.LockAsync(session, seatId) is not { } held || !IsOf(staff, held) || SeatRules.Next(held.Seat.State, SeatEvent.TakeBack) is null) return false;
        await _log.MoveAsync(session, held, SeatEvent.TakeBack, staff.Id);
        return true;
    }, cancel);

    /// <summary>引き継ぎ: the counsellor leaves the person with the worker, who is there. The person is told, and comes back to the line with one tap.</summary>
    public Task<HandOverOutcome> HandOverAsync(Staff staff, string seatId, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await _log.LockAsync(session, seatId) is not { } held || held.Conversation.AssignedTo != staff.Id || held.Conversation.SeatId != seatId
            || held.Conversation.Organisation != staff.Organisation) return HandOverOutcome.NotYours;
        if (!SeatRules.MayBeAlone(await _log.FactsAsync(session, held))) return HandOverOutcome.NotNow;
        return await _move.HandOverAsync(session, held.Conversation, held.Seat.Who.Whole) is null ? HandOverOutcome.NotNow : HandOverOutcome.Done;
    }, cancel);

    /// <summary>The talks of an organisation that go on without anybody of the line, longest silent first, for whoever stands behind the counsellors; none for everybody else.</summary>
    public Task<IReadOnlyList<(Conversation Talk, Seat Seat)>> AloneAsync(Staff supervisor, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<(Conversation, Seat)>>(async session =>
    {
        var found = new List<(Conversation, Seat)>();
        if (supervisor.Role is not (Roles.Supervisor or Roles.Coordinator)) return found;
        foreach (var id in await session.QueryAsync<string>(
            "SELECT id FROM conversation WHERE organisation = @Organisation AND stage = 'handed' AND closed_at IS NULL ORDER BY heard_at, id LIMIT 100", new { supervisor.Organisation }))
        {
            if (await ConversationRows.FindAsync(session, id) is { SeatId: { } seat } talk && await _rows.FindAsync(session, seat) is { } sits) found.Add((talk, sits));
        }

        return found;
    }, cancel);

    /// <summary>The seats of a talk, oldest first, for whoever has it or stands behind them; empty for everybody else.</summary>
    public Task<IReadOnlyList<Seat>> OfConversationAsync(Staff staff, string conversationId, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<Seat>>(async session =>
        await ConversationRows.FindAsync(session, conversationId) is { } conversation && IsOf(staff, conversation) ? await _rows.OfConversationAsync(session, conversationId) : [], cancel);

    /// <summary>The hand-offs whose body's worker could be asked for in this talk, oldest first.</summary>
    public Task<IReadOnlyList<Referral>> PossibleAsync(Staff staff, string conversationId, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<Referral>>(async session =>
        await ConversationRows.FindAsync(session, conversationId) is { Stage: Stage.Talking } conversation && conversation.AssignedTo == staff.Id
            ? [.. (await _referrals.OfContactAsync(session, conversation.ContactId)).Where(one => one.Organisation == staff.Organisation && one.State.HasAccepted() && !one.IsQuiet)]
            : [], cancel);

    private static bool IsOf(Staff staff, HeldSeat held) => IsOf(staff, held.Conversation);

    private static bool IsOf(Staff staff, Conversation conversation) => conversation.Organisation == staff.Organisation
        && (conversation.AssignedTo == staff.Id || staff.Role is Roles.Supervisor or Roles.Coordinator);
}

/// <summary>How it ended when a counsellor wanted to leave the person with the worker.</summary>
public enum HandOverOutcome
{
    /// <summary>They are with the worker alone.</summary>
    Done,

    /// <summary>The counsellor does not have this talk, or nobody sits in it.</summary>
    NotYours,

    /// <summary>The worker's page is not open, or the person is in danger now.</summary>
    NotNow,
}
