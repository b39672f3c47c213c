using Gateway.Handoff.Desk;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Introductions;

/// <summary>How it ended when a body wrote an introduction.</summary>
internal enum WriteOutcome
{
    /// <summary>The card can be handed out.</summary>
    Done,

    /// <summary>Something is missing or too long.</summary>
    Words,

    /// <summary>Too many of today.</summary>
    TooMany,

    /// <summary>There is no way in for this body, or not any more.</summary>
    Closed,
}

/// <summary>What a body does at its desk: writes an introduction, sees its cards, takes one back.</summary>
internal sealed class WriteIntroduction(
    IRecords records, IntroductionRows rows, SupportBodyDirectory bodies, Vault vault, AuditTrail audit, IntroductionSettings settings, Ids ids, TimeProvider time)
{
    private static readonly TimeSpan Listed = TimeSpan.FromDays(90);

    /// <summary>The languages of a card.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["ja", "ja-simple", "en"];

    /// <summary>Whether the body of this desk may introduce people at this moment.</summary>
    public Task<bool> MayAsync(DeskSession desk, CancellationToken cancel) => records.ReadAsync(session => MayAsync(session, desk.Organisation, desk.Body), cancel);

    /// <summary>The same, as the caller's own transaction sees it.</summary>
    public async Task<bool> MayAsync(RecordsSession session, string organisation, string body) =>
        await IntroductionRows.IsOpenAsync(session, organisation, body) && await bodies.RecipientAsync(session, organisation, body) is not null;

    /// <summary>Writes one.</summary>
    /// <param name="desk">The open desk.</param>
    /// <param name="note">What the person agreed that the line may know.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="asksAnswer">Whether the body would like to hear that the person came.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<(WriteOutcome Outcome, string? Id)> WriteAsync(DeskSession desk, Redacted<IntroductionNote> note, string language, bool asksAnswer, CancellationToken cancel) =>
        records.WriteAsync<(WriteOutcome, string?)>(async session =>
        {
            if (!await MayAsync(session, desk.Organisation, desk.Body)) return (WriteOutcome.Closed, null);
            if (!note.Value.IsWhole || !Languages.Contains(language)) return (WriteOutcome.Words, null);
            var now = time.NowMs();
            if ((await rows.OfBodyAsync(session, desk.Organisation, desk.Body, now - TimeSpan.FromDays(1).Ms())).Count >= settings.CardsPerDay) return (WriteOutcome.TooMany, null);
            var id = ids.New();
            await rows.InsertAsync(session, new Introduction(
                id, desk.Organisation, desk.Body, language, now, now + TimeSpan.FromDays(settings.CardDays).Ms(), IntroductionState.Written, note.Value, asksAnswer,
                null, null, null, null, false, null, null));
            await audit.AppendAsync(session, desk.Organisation, desk.Actor, "introduction.written", id, $"body {desk.Body}");
            return (WriteOutcome.Done, id);
        }, cancel);

    /// <summary>The cards of a body, the newest first, with what it may know of each.</summary>
    public Task<IReadOnlyList<(Introduction Card, CardSeen Seen)>> ListAsync(DeskSession desk, CancellationToken cancel) =>
        records.ReadAsync<IReadOnlyList<(Introduction, CardSeen)>>(async session =>
        {
            var now = time.NowMs();
            return [.. (await rows.OfBodyAsync(session, desk.Organisation, desk.Body, now - Listed.Ms())).Select(one => (one, IntroductionRules.SeenByBody(one, now)))];
        }, cancel);

    /// <summary>A card to be handed out, with its number; nothing when it is none of this body's, or leads nowhere.</summary>
    /// <remarks>A used one is shown like one that was not: the body does not learn by it whether somebody came.</remarks>
    public Task<(Introduction Card, string Number)?> CardAsync(DeskSession desk, string id, CancellationToken cancel) =>
        records.ReadAsync<(Introduction, string)?>(async session =>
        {
            if (await rows.FindAsync(session, id) is not { } one || !IsOf(desk, one) || one.TakenBackAt is not null || one.Until <= time.NowMs()) return null;
            return await MayAsync(session, desk.Organisation, desk.Body) ? (one, CardNumber.Of(vault, one.Id)) : null;
        }, cancel);

    /// <summary>Takes a card back: it leads nowhere any more. What a person has let through already stays theirs.</summary>
    public Task<bool> TakeBackAsync(DeskSession desk, string id, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await rows.LockAsync(session, id) is not { TakenBackAt: null } one || !IsOf(desk, one)) return false;
        await IntroductionRows.SaveAsync(session, one with { Note = one.State == IntroductionState.Shown ? one.Note : null, TakenBackAt = time.NowMs() });
        await audit.AppendAsync(session, desk.Organisation, desk.Actor, "introduction.taken_back", id, $"body {desk.Body}");
        return true;
    }, cancel);

    private static bool IsOf(DeskSession desk, Introduction one) => one.Organisation == desk.Organisation && one.Body == desk.Body;
}
