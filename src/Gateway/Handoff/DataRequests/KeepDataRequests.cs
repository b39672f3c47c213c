using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.DataRequests;

/// <summary>How it ended when somebody took or decided a request.</summary>
public enum DataRequestOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>There is no such talk, receipt or request in their organisation.</summary>
    NotFound,

    /// <summary>Whoever asks was not recognised: the entry is none of the person's, or a receipt alone does not do for it.</summary>
    NotRecognised,

    /// <summary>It is decided already, lacks its reason, or is decided by the one who took it where another person must.</summary>
    NotSo,

    /// <summary>An emergency is open: nothing is erased before two people have closed it.</summary>
    Emergency,
}

/// <summary>The register of requests about somebody's data: taking one, and deciding it. What follows from a yes is done in the same step.</summary>
public sealed class KeepDataRequests(
    IRecords records, DataRequestRows rows, ConsentRows consents, ConversationLog log, AnswerConsent answer, GuideReferral guide, EraseWords erase, AuditTrail audit, DataRequestSettings settings,
    Ids ids, TimeProvider time)
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 1000;

    /// <summary>Takes a request of somebody who asked in a talk of theirs.</summary>
    /// <param name="staff">Who takes it.</param>
    /// <param name="kind">What is asked for.</param>
    /// <param name="conversationId">The talk.</param>
    /// <param name="entry">The entry in which the person asks.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<(DataRequestOutcome Outcome, DataRequest? Request)> TakeAsync(Staff staff, string kind, string conversationId, long entry, CancellationToken cancel = default) =>
        records.WriteAsync<(DataRequestOutcome, DataRequest?)>(async session =>
        {
            if (await ConversationRows.FindAsync(session, conversationId) is not { IsErased: false } talk || talk.Organisation != staff.Organisation) return (DataRequestOutcome.NotFound, null);
            if (!Supervises(staff) && talk.AssignedTo != staff.Id) return (DataRequestOutcome.NotFound, null);
            var said = entry > 0 && await log.ReadAsync(session, talk, entry - 1, 1) is [var found, ..] && found.Number == entry ? found : null;
            if (said is not { Author: Authors.Person, Kind: EntryKinds.Message }) return (DataRequestOutcome.NotRecognised, null);
            return await KeepAsync(session, staff, kind, DataRequestRules.InTalk, talk, entry);
        }, cancel);

    /// <summary>Takes a request of somebody who names the number of a receipt: see <see cref="DataRequestRules.MayAsk"/>.</summary>
    public Task<(DataRequestOutcome Outcome, DataRequest? Request)> TakeByReceiptAsync(Staff staff, string kind, string receipt, CancellationToken cancel = default) =>
        records.WriteAsync<(DataRequestOutcome, DataRequest?)>(async session =>
        {
            if (!Supervises(staff) || await consents.FindAsync(session, receipt) is not { } consent || consent.Organisation != staff.Organisation) return (DataRequestOutcome.NotFound, null);
            return await KeepAsync(session, staff, kind, DataRequestRules.ByReceipt, (await ConversationRows.FindAsync(session, consent.ConversationId))!, null);
        }, cancel);

    /// <summary>Decides it. A stop that is granted takes back all that the person agreed to; an erasure that is granted erases all their talks at that account.</summary>
    public async Task<DataRequestOutcome> DecideAsync(Staff staff, string id, string decision, string? reason, CancellationToken cancel = default)
    {
        if (reason?.Length > LongestReason) return DataRequestOutcome.NotSo;
        var (may, request) = await records.WriteAsync(session => LookAsync(session, staff, id, decision, reason), cancel);
        if (request is null) return may;
        // Done first and written down then: whoever reads that it was granted may rely on it. After a crash in between it is open, and is decided again.
        if (decision == DataRequestRules.Granted) await FollowAsync(staff, request, cancel);
        return await records.WriteAsync(async session =>
        {
            var (still, held) = await LookAsync(session, staff, id, decision, reason);
            if (held is null) return still;
            await rows.DecideAsync(session, held with { Decision = decision, DecidedBy = staff.Id, DecidedAt = time.NowMs(), Reason = reason });
            await audit.AppendAsync(session, staff.Organisation, staff.Id, "data_request.decided", id, $"{held.Kind} {decision}");
            return DataRequestOutcome.Done;
        }, cancel);
    }

    private async Task<(DataRequestOutcome Outcome, DataRequest? Request)> LookAsync(RecordsSession session, Staff staff, string id, string decision, string? reason)
    {
        if (!Supervises(staff) || await rows.LockAsync(session, id) is not { } request || request.Organisation != staff.Organisation) return (DataRequestOutcome.NotFound, null);
        if (!DataRequestRules.MayDecide(request, decision, reason, staff.Id)) return (DataRequestOutcome.NotSo, null);
        var erases = request.Kind == DataRequestRules.Deletion && decision == DataRequestRules.Granted;
        return erases && await session.AnyAsync("SELECT 1 FROM conversation WHERE contact_id = @ContactId AND emergency = 1 LIMIT 1", new { request.ContactId })
            ? (DataRequestOutcome.Emergency, null)
            : (DataRequestOutcome.Done, request);
    }

    private static bool Supervises(Staff staff) => staff.Role is Roles.Supervisor or Roles.Coordinator;

    // Each of these can be done twice.
    private async Task FollowAsync(Staff staff, DataRequest request, CancellationToken cancel)
    {
        if (request.Kind == DataRequestRules.Deletion) await erase.PersonAsync(request.ContactId, EraseWords.Asked, cancel);
        if (request.Kind != DataRequestRules.Stop) return;
        foreach (var consent in await records.ReadAsync(session => consents.OfPersonAsync(session, request.ContactId), cancel))
        {
            if (consent.State is ConsentState.Asked or ConsentState.Given) await answer.WithdrawAsync(request.ContactId, consent.Id, cancel);
        }

        // A body that had taken somebody on goes on after the days of the yes. What went by a ground in law is not stopped by this.
        var read = await records.ReadAsync(session => session.QueryAsync<string>(
            "SELECT id FROM referral WHERE contact_id = @ContactId AND sheet_sealed IS NOT NULL AND ground_id IS NULL", new { request.ContactId }), cancel);
        foreach (var id in read) await guide.StopAsync(staff, id, cancel);
    }

    private async Task<(DataRequestOutcome, DataRequest?)> KeepAsync(RecordsSession session, Staff staff, string kind, string by, Conversation talk, long? entry)
    {
        if (!DataRequestRules.MayAsk(kind, by)) return (DataRequestOutcome.NotRecognised, null);
        var now = time.NowMs();
        var request = new DataRequest(
            ids.New(), staff.Organisation, talk.ContactId, talk.Id, kind, by, entry, staff.Id, now, now + TimeSpan.FromDays(settings.AnswerDays).Ms(), null, null, null, null);
        await rows.InsertAsync(session, request);
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "data_request.taken", request.Id, $"{kind} by {by}");
        return (DataRequestOutcome.Done, request);
    }
}
