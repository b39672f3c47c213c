using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consortium;

/// <summary>A member that runs a gateway of its own signs, takes part and leaves by what its gateway says, signed with its key: the fingerprint of the agreement that its representative signed.</summary>
public sealed class PartnersElsewhere(IRecords records, BringHome home, AuditTrail audit, Ids ids, TimeProvider time)
{
    /// <summary>Makes the records say what the partner's gateway says. Saying the same again changes nothing.</summary>
    /// <param name="organisation">The partner.</param>
    /// <param name="hash">The fingerprint of the agreement that it signed; nothing: none.</param>
    /// <param name="terms">What it takes.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task FollowAsync(string organisation, string? hash, MemberTerms terms, CancellationToken cancel)
    {
        if (terms.Faults().Any()) return;
        foreach (var id in await records.ReadAsync(session => ConsortiumRows.OfAsync(session, organisation), cancel))
        {
            var found = await records.ReadAsync(session => ConsortiumRows.FindAsync(session, id), cancel);
            if (found is { EndedAt: null } && !SaysSo(found, organisation, hash, terms)) await records.WriteAsync(session => FollowAsync(session, id, organisation, hash, terms), cancel);
        }
    }

    private static bool SaysSo(ConsortiumRecord found, string organisation, string? hash, MemberTerms terms)
    {
        var (member, agreed) = (found.Find(organisation)!, AgreedTo(found, organisation, hash));
        if (agreed is null) return member.Standing is not (Standing.Joined or Standing.Paused);
        return agreed.IsSignedBy(organisation) && ConsortiumJson.TextOf(member.Terms) == ConsortiumJson.TextOf(terms) && (agreed.Version == found.InForce) == (member.Standing == Standing.Joined);
    }

    private static Agreement? AgreedTo(ConsortiumRecord found, string organisation, string? hash) =>
        found.Agreements.FirstOrDefault(agreement => agreement.Hash == hash && agreement.Charter.Members.Contains(organisation));

    private async Task FollowAsync(RecordsSession session, string id, string organisation, string? hash, MemberTerms terms)
    {
        if (await ConsortiumRows.LockAsync(session, id) is not { EndedAt: null } found || found.Find(organisation) is not { } member) return;
        var (agreed, now) = (AgreedTo(found, organisation, hash), time.NowMs());
        if (agreed is not null && !agreed.IsSignedBy(organisation)) await SignAsync(session, id, organisation, agreed);
        if (ConsortiumJson.TextOf(member.Terms) != ConsortiumJson.TextOf(terms)) await ConsortiumRows.SetTermsAsync(session, id, organisation, terms, now);
        var (takesPart, holds) = (member.Standing is Standing.Joined or Standing.Paused, agreed is not null && agreed.Version == found.InForce);
        if (holds && member.Standing != Standing.Joined && (takesPart || await ConsortiumRows.PlaceAsync(session, organisation) is null))
        {
            await ConsortiumRows.StandAsync(session, id, organisation, Standing.Joined, now);
            await audit.AppendAsync(session, organisation, "gateway", "consortium.joined", id, $"version {found.InForce}");
        }
        else if (!holds && takesPart)
        {
            await ConsortiumRows.StandAsync(session, id, organisation, Standing.Left, now);
            await home.AllAsync(session, id, organisation, "left");
            await audit.AppendAsync(session, organisation, "gateway", "consortium.left", id, "its gateway names this agreement no more");
        }
    }

    private async Task SignAsync(RecordsSession session, string id, string organisation, Agreement agreed)
    {
        if (await session.FindAsync<Staff>("SELECT id, user_name AS username, name, role, organisation FROM staff WHERE organisation = @organisation AND role = @PartnerGateway", new { organisation, Roles.PartnerGateway }) is not { } desk) return;
        await ConsortiumRows.SignAsync(session, ids.New(), id, agreed.Version, new AgreementSignature(organisation, desk.Id, desk.Name, desk.Role, time.NowMs(), agreed.Hash));
        await audit.AppendAsync(session, organisation, desk.Id, "consortium.signed", id, $"version {agreed.Version}, {agreed.Hash}");
    }
}
