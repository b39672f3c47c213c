using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Handoff.Referrals;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Together;

/// <summary>
/// The one place where a seat moves: its row, who is in the talk, a quiet line for the counsellor, a sentence for the person, a letter to the body and an audit
/// line, in one transaction.
/// </summary>
internal sealed class SeatLog(
    SeatRows rows, ReferralRows referrals, SupportBodyDirectory bodies, ConversationLog log, OutboxRows outbox, PersonTexts texts, CallWorker call, MoveConversation move,
    AuditTrail audit, TimeProvider time)
{
    /// <summary>Finds a seat, and locks its conversation and then itself; nothing when there is none.</summary>
    public async Task<HeldSeat?> LockAsync(RecordsSession session, string id)
    {
        if (await rows.FindAsync(session, id) is not { } seen || await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return null;
        // Read again: what was done while we waited for the lock is in it now.
        return await rows.LockAsync(session, id) is { } seat ? new HeldSeat(seat, conversation) : null;
    }

    /// <summary>All that decides about a seat, as this transaction sees it.</summary>
    public async Task<SeatFacts> FactsAsync(RecordsSession session, HeldSeat held)
    {
        var (seat, conversation) = held;
        return new SeatFacts(
            seat, conversation, await referrals.FindAsync(session, seat.ReferralId), await bodies.RecipientAsync(session, seat.Organisation, seat.Body) is not null,
            seat.DeskHash is not null
                && await session.AnyAsync("SELECT 1 FROM desk_session WHERE token_hash = @DeskHash AND until > @Now", new { seat.DeskHash, Now = time.NowMs() }));
    }

    /// <summary>It begins: the person is asked, where they are.</summary>
    public async Task<HeldSeat> AskAsync(RecordsSession session, HeldSeat held)
    {
        await rows.InsertAsync(session, held.Seat);
        return await StepAsync(session, held, SeatEvent.Ask, held.Seat.AskedBy, Question(held));
    }

    /// <summary>Moves it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="held">The seat, with the names and the desk as they then are, and its conversation, both locked.</param>
    /// <param name="happens">What happens; it must be possible here.</param>
    /// <param name="actor">A staff id, <c>person</c>, <c>body</c> or <c>gateway</c>.</param>
    /// <returns>Both as they then stand.</returns>
    public async Task<HeldSeat> MoveAsync(RecordsSession session, HeldSeat held, SeatEvent happens, string actor)
    {
        var before = held.Seat.State;
        var next = SeatRules.Next(before, happens) ?? throw new InvalidOperationException($"{happens} cannot happen to a seat that is {before}.");
        var now = time.NowMs();
        var seat = held.Seat with
        {
            State = next,
            DueAt = next == SeatState.Agreed ? now + SeatRules.ComeTime.Ms() : null,
            DeskHash = next == SeatState.Taken ? held.Seat.DeskHash : null,
            // Nothing that was said before they came: not even the line that says so.
            AfterNumber = happens == SeatEvent.Sit ? held.Conversation.LastNumber + 1 : held.Seat.AfterNumber,
            LookedAt = happens == SeatEvent.Sit ? now : held.Seat.LookedAt,
            ToldAway = false,
            Why = next == SeatState.Over ? KindOf(happens) : null,
        };
        await rows.SaveAsync(session, seat);
        // Another's seat is not given up by what becomes of this one.
        var sits = next == SeatState.Taken ? seat.Id : held.Conversation.SeatId == seat.Id ? null : held.Conversation.SeatId;
        held = new HeldSeat(seat, held.Conversation with { SeatId = sits });
        if (happens == SeatEvent.Agree) await call.PostAsync(session, (await referrals.FindAsync(session, seat.ReferralId))!);
        held = await StepAsync(session, held, happens, actor, Sentence(held, before, happens));
        return held.Conversation is { Stage: Stage.Handed, SeatId: null } ? held with { Conversation = await AfterAloneAsync(session, held.Conversation, happens, actor) } : held;
    }

    // With nobody of the line in the talk: whoever the worker has said goodbye to is done, everybody else comes back to the line.
    private async Task<Conversation> AfterAloneAsync(RecordsSession session, Conversation conversation, SeatEvent happens, string actor) => happens == SeatEvent.Leave
        ? await move.CloseAsync(session, conversation, new Ending("closed", "talked", actor, "closed")) ?? conversation
        : await move.GiveBackAsync(session, conversation, "alone") ?? conversation;

    /// <summary>The counsellor is told that the worker's page asks for nothing any more, or does again.</summary>
    public async Task<HeldSeat> TellAwayAsync(RecordsSession session, HeldSeat held, bool away)
    {
        var seat = held.Seat with { ToldAway = away, LookedAt = away ? held.Seat.LookedAt : time.NowMs() };
        await rows.SaveAsync(session, seat);
        var (conversation, _) = await log.AppendAsync(session, held.Conversation, Line(seat, away ? "away" : "back"));
        return new HeldSeat(seat, conversation);
    }

    internal static string KindOf(SeatEvent happens) => happens.ToString().ToLowerInvariant();

    private async Task<HeldSeat> StepAsync(RecordsSession session, HeldSeat held, SeatEvent happens, string actor, NewEntry? said)
    {
        var (seat, conversation) = held;
        var reads = happens == SeatEvent.Sit ? $", reads after {seat.AfterNumber}" : "";
        await audit.AppendAsync(
            session, seat.Organisation, actor, "seat." + KindOf(happens), seat.Id, $"conversation {seat.ConversationId}, referral {seat.ReferralId}, body {seat.Body}{reads}");
        if (conversation.IsErased) return held;
        (conversation, var entries) = await log.AppendAsync(session, conversation, [Line(seat, KindOf(happens)), .. said is null ? Array.Empty<NewEntry>() : [said]]);
        if (conversation.ClosedAt is null) await outbox.AddAsync(session, conversation, entries);
        return new HeldSeat(seat, conversation);
    }

    private static NewEntry Line(Seat seat, string what) => new(EntryKinds.Handoff, Authors.System, new EntryBody(Stage: "seat_" + what, Name: seat.Who.Whole, Seat: seat.Id));

    private NewEntry Question(HeldSeat held)
    {
        var (seat, conversation) = held;
        var said = Say(conversation, ["together.ask", .. OnPage(conversation) ? Array.Empty<string>() : ["together.how"], "together.free"], seat);
        said = said with { Body = said.Body with { Seat = seat.Id } };
        return conversation.Channel == ChannelNames.Line && !OnPage(conversation) ? said with { Body = said.Body with { Options = Answers(conversation, seat) } } : said;
    }

    private NewEntry? Sentence(HeldSeat held, SeatState before, SeatEvent happens)
    {
        var (seat, conversation) = held;
        if (conversation.ClosedAt is not null || SeatRules.SentenceOf(before, happens) is not { } key) return null;
        if (happens != SeatEvent.Sit || OnPage(conversation)) return Say(conversation, [key], seat);
        var said = Say(conversation, [key, "together.remove"], seat);
        return said with { Body = said.Body with { Options = WayOut(conversation, seat) } };
    }

    /// <summary>The tap under a worker's words on LINE by which they are sent away; on the page the card has it, by SMS it is typed.</summary>
    public IReadOnlyList<string>? WayOut(Conversation conversation, Seat seat) =>
        conversation.Channel == ChannelNames.Line && !OnPage(conversation) ? [No(conversation, seat)] : null;

    private NewEntry Say(Conversation conversation, IReadOnlyList<string> keys, Seat seat) => new(EntryKinds.Message, Authors.Bot, new EntryBody(Text: string.Join('\n', keys.Select(key =>
        texts.Text(conversation.Language, key, ("body", seat.Who.Body), ("who", seat.Who.Whole), ("yes", Yes(conversation, seat)), ("no", No(conversation, seat)))))));

    private string[] Answers(Conversation conversation, Seat seat) => [Yes(conversation, seat), No(conversation, seat)];

    private string Yes(Conversation conversation, Seat seat) => $"{seat.Code} {texts.Text(conversation.Language, "together.yes")}";

    private string No(Conversation conversation, Seat seat) => $"{seat.Code} {texts.Text(conversation.Language, "together.no")}";

    private static bool OnPage(Conversation conversation) => conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
}

/// <summary>A seat and its conversation, both locked.</summary>
internal sealed record HeldSeat(Seat Seat, Conversation Conversation);
