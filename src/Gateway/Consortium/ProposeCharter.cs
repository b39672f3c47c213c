using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consortium;

/// <summary>The responsible body writes the agreement, or a next version of it. Nothing holds before it is signed.</summary>
public sealed class ProposeCharter(IRecords records, OrganisationDirectory organisations, AuditTrail audit, Ids ids, TimeProvider time)
{
    /// <summary>Begins a consortium, for which the organisation of <paramref name="staff"/> answers.</summary>
    public Task<ConsortiumAnswer> FoundAsync(Staff staff, Charter charter, CancellationToken cancel = default) => ProposeAsync(staff, charter, async session =>
    {
        var id = ids.New();
        await ConsortiumRows.FoundAsync(session, id, staff.Organisation);
        await KeepAsync(session, staff, id, 1, charter, "consortium.founded");
        return new ConsortiumAnswer(ConsortiumOutcome.Done, await ConsortiumRows.FindAsync(session, id));
    }, cancel);

    /// <summary>Proposes the next version. Until it holds, the one before does.</summary>
    /// <param name="staff">Somebody of the responsible body.</param>
    /// <param name="id">Which consortium.</param>
    /// <param name="version">The newest version that they had read.</param>
    /// <param name="charter">The whole of the next one.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<ConsortiumAnswer> AmendAsync(Staff staff, string id, long version, Charter charter, CancellationToken cancel = default) => ProposeAsync(staff, charter, async session =>
    {
        if (await ConsortiumRows.LockAsync(session, id) is not { } found || found.Find(staff.Organisation) is null) return new ConsortiumAnswer(ConsortiumOutcome.NotFound);
        if (found.Responsible != staff.Organisation) return new ConsortiumAnswer(ConsortiumOutcome.NotResponsible, found);
        if (found.EndedAt is not null) return new ConsortiumAnswer(ConsortiumOutcome.Over, found);
        if (found.Newest.Version != version) return new ConsortiumAnswer(ConsortiumOutcome.Changed, found);
        if (found.Newest.Text == ConsortiumJson.TextOf(charter)) return new ConsortiumAnswer(ConsortiumOutcome.Unchanged, found);
        await KeepAsync(session, staff, id, version + 1, charter, "consortium.proposed");
        return new ConsortiumAnswer(ConsortiumOutcome.Done, await ConsortiumRows.FindAsync(session, id));
    }, cancel);

    private async Task<ConsortiumAnswer> ProposeAsync(Staff staff, Charter charter, Func<RecordsSession, Task<ConsortiumAnswer>> propose, CancellationToken cancel)
    {
        var faults = CheckCharter.Faults(charter, staff.Organisation, organisations).ToList();
        return faults.Count > 0 ? new ConsortiumAnswer(ConsortiumOutcome.Faulty, Faults: faults) : await records.WriteAsync(propose, cancel);
    }

    private async Task KeepAsync(RecordsSession session, Staff staff, string id, long version, Charter charter, string action)
    {
        await ConsortiumRows.ProposeAsync(session, id, version, charter, staff.Id, time.NowMs());
        await audit.AppendAsync(session, staff.Organisation, staff.Id, action, id, $"version {version}");
    }
}
