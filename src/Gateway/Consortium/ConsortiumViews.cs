using Gateway.Consortium.Overflow;
using Gateway.Primitives;

namespace Gateway.Consortium;

/// <summary>A consortium as its members' staff see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Page">The address of its public page, below this gateway's.</param>
/// <param name="Responsible">Who answers for it.</param>
/// <param name="InForce">The version that holds; 0: none.</param>
/// <param name="EndedAt">When it was ended.</param>
/// <param name="Agreements">The version that holds, and the one proposed after it.</param>
/// <param name="Members">Everybody who was named.</param>
/// <param name="Own">What one's own organisation gives and takes.</param>
public sealed record ConsortiumView(
    string Id, string Page, string Responsible, long InForce, DateTimeOffset? EndedAt, IReadOnlyList<AgreementView> Agreements, IReadOnlyList<MemberView> Members, MemberTerms Own);

/// <summary>A version of the agreement.</summary>
/// <param name="Version">Which.</param>
/// <param name="Hash">What is signed.</param>
/// <param name="ProposedAt">Since when it can be signed.</param>
/// <param name="Charter">What it says.</param>
/// <param name="Signatures">Who signed.</param>
public sealed record AgreementView(long Version, string Hash, DateTimeOffset ProposedAt, Charter Charter, IReadOnlyList<SignatureView> Signatures);

/// <summary>A signature.</summary>
/// <param name="Organisation">Of which organisation.</param>
/// <param name="Name">Who of it.</param>
/// <param name="Role">In which role.</param>
/// <param name="At">When.</param>
public sealed record SignatureView(string Organisation, string Name, string Role, DateTimeOffset At);

/// <summary>A member.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Since">Since when.</param>
/// <param name="Hindrance">Why it takes no part at this moment; nothing when it does.</param>
public sealed record MemberView(string Organisation, Standing Standing, DateTimeOffset Since, NotSharing? Hindrance);

/// <summary>Names every field that leaves.</summary>
internal static class ConsortiumViews
{
    public static ConsortiumView Of(ConsortiumRecord one, string organisation, DateTimeOffset now) => new(
        one.Id, $"/consortium/{one.Id}", one.Responsible, one.InForce, one.EndedAt is { } ended ? Utc.FromMs(ended) : null,
        [.. one.Agreements.Select(agreement => new AgreementView(
            agreement.Version, agreement.Hash, Utc.FromMs(agreement.ProposedAt), agreement.Charter,
            [.. agreement.Signatures.Select(signature => new SignatureView(signature.Organisation, signature.Name, signature.Role, Utc.FromMs(signature.At)))]))],
        [.. one.Members.Select(member => new MemberView(member.Organisation, member.Standing, Utc.FromMs(member.ChangedAt), Membership.Hindrance(one, member.Organisation, now)))],
        one.Find(organisation)!.Terms);
}
