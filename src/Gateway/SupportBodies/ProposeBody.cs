using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.SupportBodies;

/// <summary>Writes a body down, or changes it. What touches where particulars go waits for a second person; the rest holds at once.</summary>
public sealed class ProposeBody
{
    private readonly IRecords _records;
    private readonly BodyRows _rows;
    private readonly AuditTrail _audit;
    private readonly Ids _ids;
    private readonly SupportBodySettings _settings;
    private readonly TimeProvider _time;

    internal ProposeBody(IRecords records, BodyRows rows, AuditTrail audit, Ids ids, SupportBodySettings settings, TimeProvider time) =>
        (_records, _rows, _audit, _ids, _settings, _time) = (records, rows, audit, ids, settings, time);

    /// <summary>A new body. It receives nothing before a second person has approved it.</summary>
    public async Task<BodyAnswer> AddAsync(Staff staff, BodyEntry entry, CancellationToken cancel = default)
    {
        if (CheckEntry.Faults(entry, _settings.AllowInventedAreas) is { Count: > 0 } faults) return new BodyAnswer(BodyOutcome.Faulty, Faults: faults);
        return await _records.WriteAsync(async session =>
        {
            var directory = await _rows.LockAsync(session, staff.Organisation);
            if (await BodyRows.CountAsync(session, staff.Organisation) >= _settings.MostBodies) return new BodyAnswer(BodyOutcome.TooMany);
            var proposal = new BodyProposal(entry with { Source = null, Others = new Dictionary<string, string>() }, staff.Id, _time.NowMs(), "edit");
            var body = await _rows.SaveAsync(session, directory, new SupportBody(staff.Organisation, _ids.New(), 0, proposal.Entry, null, proposal, null, 0, 0));
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "body.proposed", body.Id, "new");
            return new BodyAnswer(BodyOutcome.Proposed, body);
        }, cancel);
    }

    /// <summary>A change of a body as it was at the version that somebody saw.</summary>
    /// <param name="staff">Who; within their own organisation.</param>
    /// <param name="id">Which body.</param>
    /// <param name="version">The version that was on their screen.</param>
    /// <param name="entry">All of it as it should be. A withheld address that is left out stays as it is.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task<BodyAnswer> ChangeAsync(Staff staff, string id, long version, BodyEntry entry, CancellationToken cancel = default)
    {
        if (CheckEntry.Faults(entry, _settings.AllowInventedAreas) is { Count: > 0 } faults) return new BodyAnswer(BodyOutcome.Faulty, Faults: faults);
        return await _records.WriteAsync(async session =>
        {
            var directory = await _rows.LockAsync(session, staff.Organisation);
            if (await BodyRows.FindAsync(session, directory, id) is not ({ } body, false)) return new BodyAnswer(BodyOutcome.NotFound);
            if (body.Version != version) return new BodyAnswer(BodyOutcome.Changed, body);
            var seen = body.Proposal?.Entry ?? body.Entry;
            var next = entry with { Source = seen.Source, Others = seen.Others, Address = entry.AddressWithheld ? entry.Address ?? seen.Address : entry.Address };
            if (BodyChanges.Same(next, seen)) return new BodyAnswer(BodyOutcome.Unchanged, body);
            var waits = body.Approval is null || body.Proposal is not null || BodyChanges.NeedsApproval(body.Entry, next);
            body = waits
                ? body with { Entry = body.Approval is null ? next : body.Entry, Proposal = new BodyProposal(next, staff.Id, _time.NowMs(), "edit") }
                : body with { Entry = next };
            body = await _rows.SaveAsync(session, directory, body);
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, waits ? "body.proposed" : "body.changed", id, string.Join(' ', ChangedFields(seen, next)));
            return new BodyAnswer(waits ? BodyOutcome.Proposed : BodyOutcome.InEffect, body);
        }, cancel);
    }

    /// <summary>What changes from hour to hour: places taken, a notice, closed for a time. Holds at once, and in a change that waits as well.</summary>
    public Task<BodyAnswer> ReportAsync(Staff staff, string id, BodyReport report, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (report.Taken is < 0 or > 100_000 || report.Alert is { Length: > 1000 } || report.Status == BodyStatus.Inactive) return new BodyAnswer(BodyOutcome.Faulty, Faults: [new EntryFault("report", "range")]);
        var directory = await _rows.LockAsync(session, staff.Organisation);
        if (await BodyRows.FindAsync(session, directory, id) is not ({ } body, false)) return new BodyAnswer(BodyOutcome.NotFound);
        // Whoever does not work any more comes back by the word of two.
        if (body.Entry.Status == BodyStatus.Inactive && report.Status is not null) return new BodyAnswer(BodyOutcome.Faulty, body, [new EntryFault("status", "range")]);
        body = await _rows.SaveAsync(session, directory, body with
        {
            Entry = With(body.Entry),
            Proposal = body.Proposal is { } waiting ? waiting with { Entry = With(waiting.Entry) } : null,
            Taken = report.Taken ?? body.Taken,
        });
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, "body.reported", id, string.Join(' ', ReportedFields(report)));
        return new BodyAnswer(BodyOutcome.InEffect, body);

        BodyEntry With(BodyEntry entry) => entry with
        {
            Status = report.Status ?? entry.Status,
            Alert = report.Alert is null ? entry.Alert : report.Alert.Trim() is { Length: > 0 } alert ? alert : null,
            VerifiedOn = report.VerifiedOn ?? entry.VerifiedOn,
        };
    }, cancel);

    // Names of fields, never what stands in them.
    private static IEnumerable<string> ChangedFields(BodyEntry before, BodyEntry after) => typeof(BodyEntry).GetProperties()
        .Where(field => BodyJsonOf(field.GetValue(before)) != BodyJsonOf(field.GetValue(after))).Select(field => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Name));

    private static string BodyJsonOf(object? value) => System.Text.Json.JsonSerializer.Serialize(value, BodyJson.Options);

    private static IEnumerable<string> ReportedFields(BodyReport report)
    {
        if (report.Taken is not null) yield return "taken";
        if (report.Alert is not null) yield return "alert";
        if (report.Status is not null) yield return "status";
        if (report.VerifiedOn is not null) yield return "verifiedOn";
    }
}

/// <summary>What changes from hour to hour; what is left out stays.</summary>
/// <param name="Taken">Places taken.</param>
/// <param name="Alert">A notice; an empty one takes it away.</param>
/// <param name="Status">Active, or closed for a time.</param>
/// <param name="VerifiedOn">Somebody made sure of the entry on this day.</param>
public sealed record BodyReport(int? Taken = null, string? Alert = null, BodyStatus? Status = null, DateOnly? VerifiedOn = null);

/// <summary>What became of a change.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Body">The body as it now is, where there is one.</param>
/// <param name="Faults">What cannot be used.</param>
public sealed record BodyAnswer(BodyOutcome Outcome, SupportBody? Body = null, IReadOnlyList<EntryFault>? Faults = null);

/// <summary>What became of a change.</summary>
public enum BodyOutcome
{
    /// <summary>It holds.</summary>
    InEffect,

    /// <summary>It waits for a second person.</summary>
    Proposed,

    /// <summary>It would change nothing.</summary>
    Unchanged,

    /// <summary>There is no such body in this organisation.</summary>
    NotFound,

    /// <summary>Somebody else changed it meanwhile: look again.</summary>
    Changed,

    /// <summary>Something in it cannot be used.</summary>
    Faulty,

    /// <summary>Whoever proposed it cannot approve it.</summary>
    SamePerson,

    /// <summary>Nothing waits for approval.</summary>
    NothingWaits,

    /// <summary>The directory is full.</summary>
    TooMany,
}
