using Gateway.Consent;
using Gateway.Handoff.Sheets;

namespace Gateway.Handoff;

/// <summary>Why something must be known without consent; sealed.</summary>
/// <param name="Why">What has happened, or is about to.</param>
/// <param name="WhyNoConsent">Why consent was hard to get (APPI Art. 27 (1) 2 to 4), or why the law does not ask for it. It stands on the sheet.</param>
/// <param name="Items">What must be known, and no more.</param>
/// <param name="DecidedBy">Both names, the proposer's first; one while the second is missing.</param>
/// <param name="PersonKnows">Whether the person knows of it. It stands on the sheet: whoever gets it may be the next to speak with them.</param>
public sealed record GroundReason(string Why, string WhyNoConsent, IReadOnlyList<ConsentItem> Items, IReadOnlyList<string> DecidedBy, bool PersonKnows = false)
{
    /// <summary>The longest account of what has happened, in UTF-16 units.</summary>
    public const int Longest = 500;

    /// <summary>The longest <see cref="WhyNoConsent"/>: with <see cref="OnSheet"/> it must fit into the sheet's field 16.</summary>
    public const int LongestOnSheet = 120;

    /// <summary>What the sheet says: the reason, and whether the person knows.</summary>
    public string OnSheet => WhyNoConsent + (PersonKnows ? " 本人には伝えてあります。" : " 本人には伝えていません。");

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>
/// The other door: two people have decided that something must be known to a body on a ground in law, without the person's consent. Made by reading the
/// records alone; it opens the gate once, for this body and this revision of the sheet, within hours.
/// </summary>
public sealed class GroundDecision
{
    private GroundDecision(GroundRow row, GroundReason reason) => (Row, Reason) = (row, reason);

    /// <summary>On which ground; never consent.</summary>
    public LegalBasis Ground => (LegalBasis)Row.Ground;

    /// <summary>Why.</summary>
    public GroundReason Reason { get; }

    internal GroundRow Row { get; }

    /// <summary>The decision, if it holds at this moment for this body and this sheet; otherwise nothing.</summary>
    internal static GroundDecision? Of(GroundRow row, GroundReason? reason, string body, string documentHash, long now) =>
        reason is not null && row is { ConfirmedBy: { } second, ConfirmedAt: not null, UsedAt: null } && second != row.ProposedBy && row.Body == body
        && row.DocumentHash == documentHash && row.UntilAt > now && (LegalBasis)row.Ground is not LegalBasis.Consent
            ? new GroundDecision(row, reason)
            : null;
}

/// <summary>A decision as the records hold it.</summary>
internal sealed record GroundRow(
    string Id, string Organisation, string ConversationId, string Body, long Ground, string DocumentHash, byte[] ReasonSealed, string ProposedBy, long ProposedAt, long UntilAt,
    string? ConfirmedBy, long? ConfirmedAt, long? UsedAt, long Quiet, byte[]? WrappedKey);
