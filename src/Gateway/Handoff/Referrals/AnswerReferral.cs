using Gateway.Handoff.Sheets;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary>Somebody who reads for a body: let in by a code that went to an address of the directory, or by an account.</summary>
/// <param name="Organisation">Whose directory.</param>
/// <param name="Body">Which body.</param>
public sealed record BodyReader(string Organisation, string Body)
{
    /// <summary>Who acts, as steps and the audit trail name them: an account's staff id, or the body where a link and a code opened its desk.</summary>
    public string Actor { get; init; } = Step.Body;
}

/// <summary>What a body does with a hand-off: opens it, takes it on, asks, declines, says that they were in touch and what came of it.</summary>
public sealed class AnswerReferral
{
    /// <summary>Why a body declines: the words of the sheet's field 54.</summary>
    public static IReadOnlyList<string> Reasons { get; } = [.. SheetJson.CodesOf(typeof(DeclineReason)).Select(SheetJson.CodeOf)];

    /// <summary>How a body was first in touch: the words of field 55.</summary>
    public static IReadOnlyList<string> Ways { get; } = [.. SheetJson.CodesOf(typeof(FirstContactWay)).Select(SheetJson.CodeOf)];

    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly ReferralLog _log;
    private readonly SupportBodyDirectory _bodies;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal AnswerReferral(IRecords records, ReferralRows rows, ReferralLog log, SupportBodyDirectory bodies, AuditTrail audit, TimeProvider time) =>
        (_records, _rows, _log, _bodies, _audit, _time) = (records, rows, log, bodies, audit, time);

    /// <summary>Opens it, with an audit line before anything is shown. The first time is a step of its own, of which the person is told.</summary>
    /// <returns>How it stands, with its steps; and the sheet, as long as the body may read it. Nothing when it is not this body's.</returns>
    public Task<(Referral Referral, IReadOnlyList<ReferralStep> Steps, SharedSheet? Sheet)?> OpenAsync(BodyReader reader, string id, CancellationToken cancel = default) =>
        _records.WriteAsync<(Referral, IReadOnlyList<ReferralStep>, SharedSheet?)?>(async session =>
        {
            if (await LockAsync(session, reader, id) is not { } held) return null;
            // A body that was taken out meanwhile reads nothing more.
            var reads = held.Referral.State.BodyReads() && await _bodies.RecipientAsync(session, reader.Organisation, reader.Body) is not null;
            if (reads && held.Referral.State == ReferralState.Offered) held = await _log.MoveAsync(session, held, ReferralEvent.Open, new Step(reader.Actor));
            var sheet = reads ? await _rows.SheetAsync(session, held.Referral) : null;
            if (sheet is not null) await _audit.AppendAsync(session, reader.Organisation, reader.Actor, "referral.read", id, $"body {reader.Body}");
            return (held.Referral, await _rows.StepsAsync(session, id), sheet);
        }, cancel);

    /// <summary>What is at this body and not over, the newest first.</summary>
    public Task<IReadOnlyList<Referral>> ListAsync(BodyReader reader, CancellationToken cancel = default) =>
        _records.ReadAsync(session => _rows.OfBodyAsync(session, reader.Organisation, reader.Body), cancel);

    /// <summary>受け取る: the body takes it on, and may say at once how and when it will be in touch.</summary>
    public Task<ReferralOutcome> AcceptAsync(BodyReader reader, string id, Redacted<StepNote> note, CancellationToken cancel = default) =>
        DoAsync(reader, id, ReferralEvent.Accept, note.Value.Meeting?.Way, note.Value, cancel);

    /// <summary>約束: how and when it will be in touch, or another time than before.</summary>
    public Task<ReferralOutcome> BookAsync(BodyReader reader, string id, Redacted<StepNote> note, CancellationToken cancel = default) =>
        note.Value.Meeting is { } meeting ? DoAsync(reader, id, ReferralEvent.Book, meeting.Way, note.Value, cancel) : Task.FromResult(ReferralOutcome.Words);

    /// <summary>会えなかった: the counsellor has it in hand, and speaks with the person.</summary>
    public Task<ReferralOutcome> MissAsync(BodyReader reader, string id, Redacted<StepNote> note, CancellationToken cancel = default) =>
        DoAsync(reader, id, ReferralEvent.Miss, null, note.Value with { Meeting = null }, cancel);

    /// <summary>受けられない: with one of <see cref="Reasons"/>.</summary>
    public Task<ReferralOutcome> DeclineAsync(BodyReader reader, string id, string reason, Redacted<StepNote> note, CancellationToken cancel = default) =>
        Reasons.Contains(reason) ? DoAsync(reader, id, ReferralEvent.Decline, reason, note.Value, cancel) : Task.FromResult(ReferralOutcome.Words);

    /// <summary>質問: the counsellor reads it; the person is told that one is there.</summary>
    public Task<ReferralOutcome> AskAsync(BodyReader reader, string id, Redacted<StepNote> question, CancellationToken cancel = default) =>
        string.IsNullOrWhiteSpace(question.Value.Text) ? Task.FromResult(ReferralOutcome.Words) : DoAsync(reader, id, ReferralEvent.Question, null, question.Value, cancel);

    /// <summary>つながった: they have been in touch, in one of <see cref="Ways"/>.</summary>
    public Task<ReferralOutcome> ConnectAsync(BodyReader reader, string id, string way, Redacted<StepNote> note, CancellationToken cancel = default) =>
        Ways.Contains(way) ? DoAsync(reader, id, ReferralEvent.Connect, way, note.Value, cancel) : Task.FromResult(ReferralOutcome.Words);

    /// <summary>結果: one of <see cref="ReferralOutcomes.OfBody"/>.</summary>
    public Task<ReferralOutcome> FinishAsync(BodyReader reader, string id, string outcome, Redacted<StepNote> note, CancellationToken cancel = default) =>
        ReferralOutcomes.OfBody.Contains(outcome) ? DoAsync(reader, id, ReferralEvent.Finish, outcome, note.Value, cancel) : Task.FromResult(ReferralOutcome.Words);

    private Task<ReferralOutcome> DoAsync(BodyReader reader, string id, ReferralEvent happens, string? code, StepNote note, CancellationToken cancel)
    {
        if (note.Text?.Length > StepNote.Longest || note.Name?.Length > StepNote.LongestName) return Task.FromResult(ReferralOutcome.Words);
        return _records.WriteAsync(async session =>
        {
            if (await LockAsync(session, reader, id) is not { } held) return ReferralOutcome.NotFound;
            if (await _bodies.RecipientAsync(session, reader.Organisation, reader.Body) is null) return ReferralOutcome.NotFound;
            if (ReferralRules.Next(held.Referral.State, happens) is null) return ReferralOutcome.NotNow;
            if (note.Meeting is { } meeting && !(await _rows.SheetAsync(session, held.Referral) is { } sheet && meeting.IsPossible(sheet, _time.GetUtcNow()))) return ReferralOutcome.Words;
            await _log.MoveAsync(session, held, happens, new Step(reader.Actor, code, note));
            return ReferralOutcome.Done;
        }, cancel);
    }

    // What is another body's does not exist.
    private async Task<HeldReferral?> LockAsync(RecordsSession session, BodyReader reader, string id) =>
        await _log.LockAsync(session, id) is { Referral.OfferedAt: not null } held && held.Referral.Organisation == reader.Organisation && held.Referral.Body == reader.Body ? held : null;
}
