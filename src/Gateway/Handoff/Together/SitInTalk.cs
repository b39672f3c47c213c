using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Handoff.Desk;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Together;

/// <summary>How it ended when a worker did something in a talk.</summary>
internal enum SitOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such seat for them (any more).</summary>
    NotThere,

    /// <summary>A name or a role is missing, or a text is missing or too long.</summary>
    Words,
}

/// <summary>What a worker sees of a talk.</summary>
/// <param name="Seat">Their seat.</param>
/// <param name="Counsellor">The counsellor who has the talk now; nothing while the person waits for the next one.</param>
/// <param name="Entries">What was said since they came, and is meant for three.</param>
/// <param name="Longest">The longest text that the person's channel takes.</param>
internal sealed record TalkForWorker(Seat Seat, string? Counsellor, IReadOnlyList<Entry> Entries, int Longest)
{
    /// <summary>The counsellor has left the person with them.</summary>
    public bool Alone { get; init; }
}

/// <summary>What a body's worker does in a talk, from the desk: comes with name and role, reads from then on, speaks, leaves.</summary>
internal sealed class SitInTalk(
    IRecords records, SeatRows rows, SeatLog log, ConversationLog talk, OutboxRows outbox, DeskSettings settings, TimeProvider time)
{
    private const int LongestHere = 1000;

    // What stands before a text on a phone: two names, and what sets them off.
    private const int LabelRoom = (2 * SeatNames.Longest) + 4;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);

    /// <summary>The seat that waits for, or has, a worker of this body; nothing when there is none.</summary>
    public Task<Seat?> OfReferralAsync(DeskSession desk, string referralId, CancellationToken cancel) => records.ReadAsync(async session =>
        (await rows.OpenOfReferralAsync(session, referralId)).FirstOrDefault(seat => IsOf(desk, seat) && seat.State is SeatState.Agreed or SeatState.Taken), cancel);

    /// <summary>Comes. From this moment on, and not a word before, the worker reads what is said.</summary>
    public Task<SitOutcome> SitAsync(DeskSession desk, string seatId, string? name, string? role, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await log.LockAsync(session, seatId) is not { } held || !IsOf(desk, held.Seat)) return SitOutcome.NotThere;
        if (Named(name) is not { } called || Named(role) is not { } does) return SitOutcome.Words;
        // Nobody comes while the counsellor is not there to greet them; whoever sits there already may come from another desk.
        if (SeatRules.Next(held.Seat.State, SeatEvent.Sit) is null || (held.Seat.State == SeatState.Agreed && held.Conversation.Stage != Stage.Talking)) return SitOutcome.NotThere;
        if (held.Seat.State == SeatState.Agreed && SeatRules.Due(await log.FactsAsync(session, held), time.NowMs()) is not null) return SitOutcome.NotThere;
        if (held.Seat is { State: SeatState.Taken, DeskHash: { } hash } && hash.AsSpan().SequenceEqual(desk.TokenHash)) return SitOutcome.Done;
        await log.MoveAsync(session, held with { Seat = held.Seat with { DeskHash = desk.TokenHash, Who = held.Seat.Who with { Name = called, Role = does } } }, SeatEvent.Sit, desk.Actor);
        return SitOutcome.Done;
    }, cancel);

    /// <summary>What was said since they came; nothing when they are not (any more) in the talk.</summary>
    public async Task<TalkForWorker?> ReadAsync(DeskSession desk, string seatId, CancellationToken cancel)
    {
        var read = await records.ReadAsync(session => ReadAsync(session, desk, seatId), cancel);
        if (read is { Seat: { LookedAt: { } looked } seat } && (seat.ToldAway || time.NowMs() - looked > LookEvery.Ms())) await records.WriteAsync(session => LookAsync(session, seatId), cancel);
        return read;
    }

    /// <summary>Says something: to the person over their channel, and to the counsellor. The same client id is said once.</summary>
    public Task<SitOutcome> SayAsync(DeskSession desk, string seatId, string clientId, Redacted<string> text, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await log.LockAsync(session, seatId) is not { } held || !IsOf(desk, held.Seat) || !SeatRules.MayBeThere(await log.FactsAsync(session, held), desk.TokenHash)) return SitOutcome.NotThere;
        if (await EntryRows.ByClientIdAsync(session, held.Seat.ConversationId, clientId) is not null) return SitOutcome.Done;
        if (string.IsNullOrWhiteSpace(text.Value) || text.Value.Length > Longest(held.Conversation)) return SitOutcome.Words;
        var label = held.Seat.Who.Label;
        var (conversation, entries) = await talk.AppendAsync(session, held.Conversation, new NewEntry(
            EntryKinds.Message, Authors.SupportBody, new EntryBody(Text: text.Value, Name: label, Label: label, Options: log.WayOut(held.Conversation, held.Seat)), ClientId: clientId));
        await outbox.AddAsync(session, conversation, entries);
        // Whoever speaks is there: the desk stays open for them.
        await DeskRows.ExtendAsync(session, desk.TokenHash, time.NowMs() + TimeSpan.FromMinutes(settings.SessionMinutes).Ms());
        return SitOutcome.Done;
    }, cancel);

    /// <summary>Leaves.</summary>
    public Task LeaveAsync(DeskSession desk, string seatId, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await log.LockAsync(session, seatId) is not { } held || held.Seat is not { State: SeatState.Taken, DeskHash: { } hash } || !hash.AsSpan().SequenceEqual(desk.TokenHash)) return;
        await log.MoveAsync(session, held, SeatEvent.Leave, desk.Actor);
    }, cancel);

    private async Task<TalkForWorker?> ReadAsync(RecordsSession session, DeskSession desk, string seatId)
    {
        if (await rows.FindAsync(session, seatId) is not { AfterNumber: { } after } seat || !IsOf(desk, seat)) return null;
        if (await ConversationRows.FindAsync(session, seat.ConversationId) is not { } conversation) return null;
        if (!SeatRules.MayBeThere(await log.FactsAsync(session, new HeldSeat(seat, conversation)), desk.TokenHash)) return null;
        var entries = new List<Entry>();
        IReadOnlyList<Entry> some;
        do
        {
            some = await talk.ReadAsync(session, conversation, after);
            entries.AddRange(some.Where(IsForThree));
            if (some.Count > 0) after = some[^1].Number;
        }
        while (some.Count == 200);
        var name = conversation is { Stage: Stage.Talking, AssignedTo: { } staff } ? await session.FindAsync<string>("SELECT name FROM staff WHERE id = @staff", new { staff }) : null;
        return new TalkForWorker(seat, name, entries, Longest(conversation)) { Alone = conversation.Stage == Stage.Handed };
    }

    private async Task LookAsync(RecordsSession session, string seatId)
    {
        if (await log.LockAsync(session, seatId) is not { Seat.State: SeatState.Taken } held) return;
        if (held.Seat.ToldAway) await log.TellAwayAsync(session, held, away: false);
        else await rows.SaveAsync(session, held.Seat with { LookedAt = time.NowMs() });
    }

    // What the people say. Not what the gateway tells the person or the counsellor: that may speak of other bodies, of danger, of facts.
    private static bool IsForThree(Entry entry) => entry is
    {
        Kind: EntryKinds.Message or EntryKinds.Unknown or EntryKinds.Withdrawn,
        Author: Authors.Person or Authors.Counsellor or Authors.SupportBody,
    };

    private static bool IsOf(DeskSession desk, Seat seat) => seat.Organisation == desk.Organisation && seat.Body == desk.Body;

    private static int Longest(Conversation conversation) =>
        Math.Min(LongestHere, SpeakToPerson.LongestText(conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat) - LabelRoom);

    // One line, without the signs that set it off.
    private static string? Named(string? text) =>
        string.Concat((text ?? "").Where(letter => !char.IsControl(letter) && letter is not ('【' or '】'))).Trim() is { Length: > 0 and <= SeatNames.Longest } named ? named : null;
}
