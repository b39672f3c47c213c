using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.SupportBodies;

/// <summary>A second person answers for a body or a change of it; and one person alone takes a body out at once. Every step is in the audit trail.</summary>
public sealed class ApproveBody
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 500;

    private readonly IRecords _records;
    private readonly BodyRows _rows;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal ApproveBody(IRecords records, BodyRows rows, AuditTrail audit, TimeProvider time) => (_records, _rows, _audit, _time) = (records, rows, audit, time);

    /// <summary>Approves what waits, as it was at the version that somebody saw. Whoever proposed it cannot.</summary>
    public Task<BodyAnswer> ApproveAsync(Staff staff, string id, long version, CancellationToken cancel = default) => ChangeAsync(staff, id, version, body =>
    {
        if (body.Proposal is not { } proposal) return (BodyOutcome.NothingWaits, null, "", "");
        if (proposal.By == staff.Id) return (BodyOutcome.SamePerson, null, "", "");
        var approved = body with
        {
            Entry = proposal.Entry,
            Proposal = null,
            Approval = new BodyApproval(proposal.By, staff.Id, _time.NowMs()),
            // Only who was asked to let it in again does so: a change that waited meanwhile does not.
            Disabled = proposal.Origin == "enable" ? null : body.Disabled,
        };
        return (BodyOutcome.InEffect, approved, "body.approved", $"{proposal.Origin} by {proposal.By}");
    }, cancel);

    /// <summary>Declines what waits; its proposer may take it back so. A body that was never approved is gone then.</summary>
    public Task<BodyAnswer> DeclineAsync(Staff staff, string id, long version, CancellationToken cancel = default) => ChangeAsync(staff, id, version, body =>
        body.Proposal is { } proposal
            ? (BodyOutcome.InEffect, body with { Proposal = null }, "body.declined", $"{proposal.Origin} by {proposal.By}")
            : (BodyOutcome.NothingWaits, null, "", ""), cancel);

    /// <summary>Takes a body out at once: it receives nothing more. One person is enough.</summary>
    public async Task<BodyAnswer> DisableAsync(Staff staff, string id, string reason, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > LongestReason) return new BodyAnswer(BodyOutcome.Faulty, Faults: [new EntryFault("reason", reason.Length > LongestReason ? "too_long" : "missing")]);
        return await ChangeAsync(staff, id, null, body => body.Disabled is not null
            ? (BodyOutcome.Unchanged, null, "", "")
            // Somebody may have asked to let it in just before: they are to ask again, knowing the reason.
            : (BodyOutcome.InEffect, body with { Disabled = new BodyDisabling(staff.Id, _time.NowMs(), reason.Trim()), Proposal = body.Proposal is { Origin: "enable" } ? null : body.Proposal }, "body.disabled", ""), cancel);
    }

    /// <summary>Asks to let a disabled body in again; a second person approves it.</summary>
    public Task<BodyAnswer> EnableAsync(Staff staff, string id, CancellationToken cancel = default) => ChangeAsync(staff, id, null, body => body switch
    {
        { Disabled: null } => (BodyOutcome.Unchanged, null, "", ""),
        { Proposal: not null } => (BodyOutcome.Changed, null, "", ""),
        _ => (BodyOutcome.Proposed, body with { Proposal = new BodyProposal(body.Entry, staff.Id, _time.NowMs(), "enable") }, "body.proposed", "enable"),
    }, cancel);

    /// <summary>Tells a withheld address to somebody who keeps the directory. That they asked is in the audit trail.</summary>
    /// <returns>The address; nothing when there is none, or no such body.</returns>
    public Task<BodyAddress?> TellAddressAsync(Staff staff, string id, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await _rows.ReadAsync(session, staff.Organisation, id) is not { } body) return null;
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, "body.address_read", id);
        return body.Entry.Address;
    }, cancel);

    private Task<BodyAnswer> ChangeAsync(
        Staff staff, string id, long? version, Func<SupportBody, (BodyOutcome Outcome, SupportBody? Next, string Action, string Detail)> decide, CancellationToken cancel) =>
        _records.WriteAsync(async session =>
        {
            var directory = await _rows.LockAsync(session, staff.Organisation);
            if (await BodyRows.FindAsync(session, directory, id) is not ({ } body, false)) return new BodyAnswer(BodyOutcome.NotFound);
            if (version is { } seen && body.Version != seen) return new BodyAnswer(BodyOutcome.Changed, body);
            var (outcome, next, action, detail) = decide(body);
            if (next is null) return new BodyAnswer(outcome, body);
            var gone = next is { Approval: null, Proposal: null };
            next = await _rows.SaveAsync(session, directory, next, gone);
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, action, id, detail);
            return new BodyAnswer(outcome, next);
        }, cancel);
}
