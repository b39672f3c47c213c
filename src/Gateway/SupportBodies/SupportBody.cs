namespace Gateway.SupportBodies;

/// <summary>One body (つなぎ先) in an organisation's directory.</summary>
/// <param name="Organisation">Whose directory.</param>
/// <param name="Id">Its id: a UUID in lower case.</param>
/// <param name="Version">Grows with every change; whoever changes or approves says which one they saw.</param>
/// <param name="Entry">What holds. As long as nobody approved the body: what was proposed.</param>
/// <param name="Approval">Who proposed and who approved it; nothing: it waits for a second person.</param>
/// <param name="Proposal">A change that waits for a second person; nothing: none.</param>
/// <param name="Disabled">It receives nothing, by the word of one person; nothing: it was not disabled.</param>
/// <param name="Taken">How many of its places are taken, as far as is known here.</param>
/// <param name="ChangedAt">When it last changed, in milliseconds.</param>
public sealed record SupportBody(
    string Organisation, string Id, long Version, BodyEntry Entry, BodyApproval? Approval, BodyProposal? Proposal, BodyDisabling? Disabled, int Taken, long ChangedAt)
{
    /// <summary>Whether its kinds allow it to receive particulars at all. A place never does.</summary>
    public bool IsInformationOnly => !BodyKinds.MayReceive(Entry.Kinds);

    /// <summary>Whether its entry may be told to people: approved by two, and not disabled.</summary>
    public bool IsEnabled => Approval is not null && Disabled is null;

    /// <summary>How many places are free; nothing when nobody counts them.</summary>
    public int? Room => Entry.Capacity is { } capacity ? Math.Max(0, capacity.Maximum - Taken) : null;

    /// <summary>The body as one to which particulars may go; nothing when it is none, or not at this moment of its life.</summary>
    public Recipient? AsRecipient() => Recipient.Of(this);
}

/// <summary>Two people answer for an entry.</summary>
/// <param name="ProposedBy">A staff id.</param>
/// <param name="ApprovedBy">Another staff id.</param>
/// <param name="At">When, in milliseconds.</param>
public sealed record BodyApproval(string ProposedBy, string ApprovedBy, long At);

/// <summary>A change that waits.</summary>
/// <param name="Entry">As it would then be.</param>
/// <param name="By">Who proposed it: a staff id.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Origin"><c>edit</c>, <c>import</c> or <c>enable</c>.</param>
public sealed record BodyProposal(BodyEntry Entry, string By, long At, string Origin);

/// <summary>A body was taken out at once.</summary>
/// <param name="By">A staff id.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Reason">Why.</param>
public sealed record BodyDisabling(string By, long At, string Reason);

/// <summary>
/// A body to which particulars may go. Only a body that two people approved, that is not disabled, works, and is no mere place can be made one:
/// whatever sends takes this and nothing else.
/// </summary>
public sealed class Recipient
{
    private Recipient(SupportBody body) => Body = body;

    /// <summary>The body as it was when this was made. Ask again before sending.</summary>
    public SupportBody Body { get; }

    /// <summary>Where its notices go.</summary>
    public string Email => Body.Entry.HandoffEmail!;

    /// <summary>Whether it is outside Japan, for which a consent must say so.</summary>
    public bool IsAbroad => Body.Entry.Country != "JP";

    internal static Recipient? Of(SupportBody body) =>
        body is { IsEnabled: true, IsInformationOnly: false, Entry: { Status: BodyStatus.Active, HandoffEmail: not null } } ? new Recipient(body) : null;
}
