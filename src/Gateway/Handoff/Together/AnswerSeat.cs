using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Together;

/// <summary>Takes the person's answer to whether a worker may join; and their no at any time, which has the worker leave at once.</summary>
public sealed class AnswerSeat : IOtherQuestion
{
    private readonly IRecords _records;
    private readonly SeatRows _rows;
    private readonly SeatLog _log;
    private readonly ConversationLog _talk;
    private readonly OutboxRows _outbox;
    private readonly PersonTexts _texts;
    private readonly TimeProvider _time;

    internal AnswerSeat(IRecords records, SeatRows rows, SeatLog log, ConversationLog talk, OutboxRows outbox, PersonTexts texts, TimeProvider time) =>
        (_records, _rows, _log, _talk, _outbox, _texts, _time) = (records, rows, log, talk, outbox, texts, time);

    /// <summary>A tap on the person's page.</summary>
    /// <param name="contactId">Whose page it is.</param>
    /// <param name="seatId">Which question, or whose seat.</param>
    /// <param name="yes">Yes; otherwise no, or "please leave".</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>False when it is over, or none of theirs: nothing was changed.</returns>
    public Task<bool> ByTapAsync(string contactId, string seatId, bool yes, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await _rows.FindAsync(session, seatId) is not { } seen || seen.ContactId != contactId) return false;
        return await _log.LockAsync(session, seatId) is { Conversation.ClosedAt: null } held && await AnswerAsync(session, held, yes) is not null;
    }, cancel);

    /// <summary>Who from outside is asked for or in a talk, and which counsellor is; nothing while nobody is asked for.</summary>
    public Task<Company?> CompanyAsync(Conversation conversation, CancellationToken cancel = default) => _records.ReadAsync<Company?>(async session =>
    {
        if (conversation.ClosedAt is not null) return null;
        if ((await _rows.OfConversationAsync(session, conversation.Id)).LastOrDefault(seat => seat.State != SeatState.Over) is not { } seat) return null;
        var staff = conversation.Stage == Stage.Talking ? conversation.AssignedTo : null;
        return new Company(seat, staff is null ? null : await session.FindAsync<string>("SELECT name FROM staff WHERE id = @staff", new { staff }));
    }, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) => SeatRows.CodesAsync(session, contactId);

    /// <inheritdoc />
    public async Task<(Conversation Conversation, bool WasAnswer)> AnswerAsync(RecordsSession session, Conversation conversation, Entry heard, TypedAnswer answer)
    {
        if (answer.Kind == TypedKind.Some || await _rows.ByCodeAsync(session, conversation.Id, answer.Code) is not { } seat) return (conversation, false);
        if (await AnswerAsync(session, new HeldSeat(seat, conversation), answer.Kind == TypedKind.Yes) is { } held) return (held.Conversation, true);
        // A second yes to what stands already asks for nothing; a yes to what is over must not be taken for one.
        if (seat.State != SeatState.Over || answer.Kind != TypedKind.Yes) return (conversation, false);
        (conversation, var entries) = await _talk.AppendAsync(session, conversation, _texts.Say(conversation.Language, "together.over"));
        await _outbox.AddAsync(session, conversation, entries);
        return (conversation, true);
    }

    private async Task<HeldSeat?> AnswerAsync(RecordsSession session, HeldSeat held, bool yes)
    {
        var happens = yes ? SeatEvent.Agree : held.Seat.State == SeatState.Asked ? SeatEvent.Decline : SeatEvent.Remove;
        if (SeatRules.Next(held.Seat.State, happens) is null) return null;
        // What can only end by itself now is not begun by a late yes.
        if (yes && SeatRules.Due(await _log.FactsAsync(session, held), _time.NowMs()) is not null) return null;
        return await _log.MoveAsync(session, held, happens, "person");
    }
}

/// <summary>Who is in a talk besides the person, or is asked for.</summary>
/// <param name="Seat">The seat of the body's worker.</param>
/// <param name="Counsellor">The counsellor's name; nothing while the person waits for one.</param>
public sealed record Company(Seat Seat, string? Counsellor);
