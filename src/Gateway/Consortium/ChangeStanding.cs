using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consortium;

/// <summary>A member pauses, goes on, leaves, or says what it gives and takes; the responsible body takes a member out or ends it all. Each holds from the commit on.</summary>
public sealed class ChangeStanding(IRecords records, BringHome home, AuditTrail audit, TimeProvider time)
{
    /// <summary>Nobody new goes to the own organisation or comes from it, from now on.</summary>
    public Task<ConsortiumAnswer> PauseAsync(Staff staff, string id, CancellationToken cancel = default) =>
        StandAsync(staff, id, staff.Organisation, Standing.Paused, "consortium.paused", from => from == Standing.Joined, cancel);

    /// <summary>Takes part again.</summary>
    public Task<ConsortiumAnswer> ResumeAsync(Staff staff, string id, CancellationToken cancel = default) =>
        StandAsync(staff, id, staff.Organisation, Standing.Joined, "consortium.resumed", from => from == Standing.Paused, cancel);

    /// <summary>Leaves; or, for the responsible body, takes another member out. The responsible body itself ends the consortium instead.</summary>
    public Task<ConsortiumAnswer> LeaveAsync(Staff staff, string id, string organisation, CancellationToken cancel = default) =>
        StandAsync(staff, id, organisation, Standing.Left, organisation == staff.Organisation ? "consortium.left" : "consortium.taken_out", from => from != Standing.Left, cancel);

    /// <summary>Ends the consortium for everybody.</summary>
    public Task<ConsortiumAnswer> EndAsync(Staff staff, string id, CancellationToken cancel = default) => ChangeAsync(staff, id, async (session, found) =>
    {
        if (found.Responsible != staff.Organisation) return ConsortiumOutcome.NotResponsible;
        await ConsortiumRows.EndAsync(session, id, time.NowMs());
        await home.AllAsync(session, id, null, "ended");
        foreach (var member in found.Members.Where(member => member.Organisation != staff.Organisation && member.Standing is Standing.Joined or Standing.Paused))
            await audit.AppendAsync(session, member.Organisation, "gateway", "consortium.ended", id, $"by {found.Responsible}");
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "consortium.ended", id);
        return ConsortiumOutcome.Done;
    }, cancel);

    /// <summary>Says what the own organisation gives and takes.</summary>
    public async Task<ConsortiumAnswer> SetTermsAsync(Staff staff, string id, MemberTerms terms, CancellationToken cancel = default)
    {
        if (terms.Faults().ToList() is { Count: > 0 } faults) return new ConsortiumAnswer(ConsortiumOutcome.Faulty, Faults: faults);
        return await ChangeAsync(staff, id, async (session, found) =>
        {
            if (ConsortiumJson.TextOf(found.Find(staff.Organisation)!.Terms) == ConsortiumJson.TextOf(terms)) return ConsortiumOutcome.Unchanged;
            await ConsortiumRows.SetTermsAsync(session, id, staff.Organisation, terms, time.NowMs());
            await audit.AppendAsync(session, staff.Organisation, staff.Id, "consortium.terms", id, ConsortiumJson.HashOf(ConsortiumJson.TextOf(terms)));
            return ConsortiumOutcome.Done;
        }, cancel);
    }

    private Task<ConsortiumAnswer> StandAsync(
        Staff staff, string id, string organisation, Standing standing, string action, Func<Standing, bool> from, CancellationToken cancel) => ChangeAsync(staff, id, async (session, found) =>
    {
        if (organisation != staff.Organisation && found.Responsible != staff.Organisation) return ConsortiumOutcome.NotResponsible;
        if (found.Find(organisation) is not { } member) return ConsortiumOutcome.NotFound;
        if (member.Standing == standing) return ConsortiumOutcome.Unchanged;
        if (standing == Standing.Left && organisation == found.Responsible) return ConsortiumOutcome.NotResponsible;
        if (!from(member.Standing)) return ConsortiumOutcome.NotSigned;
        await ConsortiumRows.StandAsync(session, id, organisation, standing, time.NowMs());
        // In the same step: nobody is left with an organisation that has nothing to do with them any more.
        if (standing is Standing.Left or Standing.Paused)
            await home.AllAsync(session, id, organisation, standing == Standing.Left ? "left" : "paused", waitingOnly: standing == Standing.Paused);
        await audit.AppendAsync(session, staff.Organisation, staff.Id, action, id, organisation);
        if (organisation != staff.Organisation) await audit.AppendAsync(session, organisation, "gateway", action, id, $"by {staff.Organisation}");
        return ConsortiumOutcome.Done;
    }, cancel);

    private Task<ConsortiumAnswer> ChangeAsync(Staff staff, string id, Func<RecordsSession, ConsortiumRecord, Task<ConsortiumOutcome>> change, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await ConsortiumRows.LockAsync(session, id) is not { } found || found.Find(staff.Organisation) is null) return new ConsortiumAnswer(ConsortiumOutcome.NotFound);
        if (found.EndedAt is not null) return new ConsortiumAnswer(ConsortiumOutcome.Over, found);
        var outcome = await change(session, found);
        return new ConsortiumAnswer(outcome, outcome == ConsortiumOutcome.Done ? await ConsortiumRows.FindAsync(session, id) : found);
    }, cancel);
}
