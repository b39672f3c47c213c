using Gateway.Consortium.Live;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consortium;

/// <summary>An organisation signs what it has read, and the responsible body lets a version hold that both sides signed.</summary>
public sealed class SignAgreement(IRecords records, BringHome home, AuditTrail audit, Ids ids, TimeProvider time)
{
    /// <summary>Signs for the organisation of <paramref name="staff"/>. Where the version holds already, it takes part from now on; who had left comes back so.</summary>
    /// <param name="staff">Who signs.</param>
    /// <param name="id">Which consortium.</param>
    /// <param name="version">Which version.</param>
    /// <param name="hash">The fingerprint of what they read.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<ConsortiumAnswer> SignAsync(Staff staff, string id, long version, string hash, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await ConsortiumRows.LockAsync(session, id) is not { } found || found.Find(staff.Organisation) is not { } member) return new ConsortiumAnswer(ConsortiumOutcome.NotFound);
        if (found.EndedAt is not null) return new ConsortiumAnswer(ConsortiumOutcome.Over, found);
        var agreement = found.Agreements.FirstOrDefault(one => one.Version == version);
        if (agreement?.Hash != hash) return new ConsortiumAnswer(ConsortiumOutcome.Changed, found);
        if (!agreement.Charter.Members.Contains(staff.Organisation)) return new ConsortiumAnswer(ConsortiumOutcome.NotFound);
        if (agreement.IsSignedBy(staff.Organisation) && member.Standing != Standing.Left) return new ConsortiumAnswer(ConsortiumOutcome.Unchanged, found);
        var joins = version == found.InForce && member.Standing is Standing.Invited or Standing.Left;
        if (joins && await ConsortiumRows.PlaceAsync(session, staff.Organisation) is { } place && place != id) return new ConsortiumAnswer(ConsortiumOutcome.Elsewhere, found);
        await ConsortiumRows.SignAsync(session, ids.New(), id, version, new AgreementSignature(staff.Organisation, staff.Id, staff.Name, staff.Role, time.NowMs(), hash));
        if (joins) await ConsortiumRows.StandAsync(session, id, staff.Organisation, Standing.Joined, time.NowMs());
        else if (member.Standing == Standing.Left) await ConsortiumRows.StandAsync(session, id, staff.Organisation, Standing.Invited, time.NowMs());
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "consortium.signed", id, $"version {version}, {hash}");
        return new ConsortiumAnswer(ConsortiumOutcome.Done, await ConsortiumRows.FindAsync(session, id));
    }, cancel);

    /// <summary>Lets the newest version hold, once the responsible body and one other have signed it. Who has not signed it takes no part until they do.</summary>
    /// <param name="staff">Somebody of the responsible body.</param>
    /// <param name="id">Which consortium.</param>
    /// <param name="version">The version that they had read.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<ConsortiumAnswer> EnactAsync(Staff staff, string id, long version, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await ConsortiumRows.LockAsync(session, id) is not { } found || found.Find(staff.Organisation) is null) return new ConsortiumAnswer(ConsortiumOutcome.NotFound);
        if (found.Responsible != staff.Organisation) return new ConsortiumAnswer(ConsortiumOutcome.NotResponsible, found);
        if (found.EndedAt is not null) return new ConsortiumAnswer(ConsortiumOutcome.Over, found);
        if (found.Newest.Version != version) return new ConsortiumAnswer(ConsortiumOutcome.Changed, found);
        if (found.InForce == version) return new ConsortiumAnswer(ConsortiumOutcome.Unchanged, found);
        if (!found.Newest.IsSignedBy(found.Responsible) || found.Newest.Signatures.Count < 2) return new ConsortiumAnswer(ConsortiumOutcome.NotSigned, found);
        await ConsortiumRows.EnactAsync(session, id, version);
        foreach (var member in found.Members.OrderBy(member => member.Organisation, StringComparer.Ordinal)) await FollowAsync(session, found, member);
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "consortium.enacted", id, $"version {version}, {found.Newest.Hash}");
        return new ConsortiumAnswer(ConsortiumOutcome.Done, await ConsortiumRows.FindAsync(session, id));
    }, cancel);

    // Who signed takes part, unless they pause or take part elsewhere; who is not named any more has left.
    private async Task FollowAsync(RecordsSession session, ConsortiumRecord found, Member member)
    {
        var (id, now) = (found.Id, time.NowMs());
        if (!found.Newest.Charter.Members.Contains(member.Organisation))
        {
            if (member.Standing is not (Standing.Joined or Standing.Paused)) return;
            await ConsortiumRows.StandAsync(session, id, member.Organisation, Standing.Left, now);
            await home.AllAsync(session, id, member.Organisation, "left");
            await audit.AppendAsync(session, member.Organisation, "gateway", "consortium.left", id, "the new version does not name it");
        }
        else if (member.Standing == Standing.Invited && found.Newest.IsSignedBy(member.Organisation) && await ConsortiumRows.PlaceAsync(session, member.Organisation) is null)
        {
            await ConsortiumRows.StandAsync(session, id, member.Organisation, Standing.Joined, now);
            await audit.AppendAsync(session, member.Organisation, "gateway", "consortium.joined", id, $"version {found.Newest.Version}");
        }
    }
}
