using Gateway.Consortium.Overflow;

namespace Gateway.Consortium;

/// <summary>A consortium: organisations that help each other out, by an agreement that each of them signed.</summary>
/// <param name="Id">Its id; it stands in the address of its public page.</param>
/// <param name="Responsible">The organisation that proposes the agreement and answers for what is shared.</param>
/// <param name="InForce">The version that holds; 0: none yet.</param>
/// <param name="Agreements">The version in force, and the one that was proposed after it, where there is one.</param>
/// <param name="Members">Who has ever been named a member, in the order of their ids.</param>
/// <param name="EndedAt">When the responsible body ended it, in milliseconds; nothing while it lives.</param>
public sealed record ConsortiumRecord(
    string Id, string Responsible, long InForce, IReadOnlyList<Agreement> Agreements, IReadOnlyList<Member> Members, long? EndedAt)
{
    /// <summary>The agreement that holds; nothing before the first one does.</summary>
    public Agreement? Holding => Agreements.FirstOrDefault(agreement => agreement.Version == InForce);

    /// <summary>The newest one, whether it holds or not.</summary>
    public Agreement Newest => Agreements[^1];

    /// <summary>A member; nothing when it was never named.</summary>
    public Member? Find(string organisation) => Members.FirstOrDefault(member => member.Organisation == organisation);
}

/// <summary>One version of the agreement. It never changes.</summary>
/// <param name="Version">1, 2, 3 …</param>
/// <param name="Charter">What it says.</param>
/// <param name="Text">The same as the JSON whose bytes (UTF-8) were signed.</param>
/// <param name="Hash">SHA-256 of these bytes, 64 hexadecimal digits.</param>
/// <param name="ProposedAt">When, in milliseconds.</param>
/// <param name="Signatures">Who signed, one for each organisation, the latest.</param>
public sealed record Agreement(long Version, Charter Charter, string Text, string Hash, long ProposedAt, IReadOnlyList<AgreementSignature> Signatures)
{
    /// <summary>Whether somebody of an organisation signed it.</summary>
    public bool IsSignedBy(string organisation) => Signatures.Any(signature => signature.Organisation == organisation);
}

/// <summary>One organisation's signature. The responsible body's is the other side of everybody's.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="StaffId">Who of it.</param>
/// <param name="Name">Their name at that time.</param>
/// <param name="Role">Their role at that time.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Hash">The fingerprint of what they read.</param>
public sealed record AgreementSignature(string Organisation, string StaffId, string Name, string Role, long At, string Hash);

/// <summary>A member and how it stands.</summary>
/// <param name="Organisation">Which.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="ChangedAt">Since when, in milliseconds.</param>
/// <param name="Terms">What it gives and takes.</param>
public sealed record Member(string Organisation, Standing Standing, long ChangedAt, MemberTerms Terms);

/// <summary>How a member stands.</summary>
public enum Standing
{
    /// <summary>Named in the agreement; it has not signed a version that holds.</summary>
    Invited = 0,

    /// <summary>It takes part.</summary>
    Joined = 1,

    /// <summary>It takes part again when it says so. Nobody new goes to it or comes from it.</summary>
    Paused = 2,

    /// <summary>It has left. Signing anew brings it back.</summary>
    Left = 3,
}
