namespace Gateway.Consortium.Overflow;

/// <summary>What becomes of somebody who waits, and why. The codes stand in <c>docs/consortium.md</c> and never change their meaning.</summary>
/// <param name="Verdict">What.</param>
/// <param name="Partner">With <see cref="Verdict.Ask"/> and <see cref="Verdict.Move"/>: to whom.</param>
/// <param name="Reasons">Why a partner was looked for, or why not.</param>
/// <param name="Conflicts">Where two rules, or a rule and what is so, contradicted each other; what is safer for the person holds.</param>
/// <param name="HomeMinutes">In how many minutes they are reckoned to be answered at home; nothing: nobody knows.</param>
/// <param name="Partners">Every partner: first those that fit, in their order, then the others by id.</param>
public sealed record OverflowDecision(
    Verdict Verdict, string? Partner, IReadOnlyList<string> Reasons, IReadOnlyList<string> Conflicts, int? HomeMinutes, IReadOnlyList<PartnerFit> Partners);

/// <summary>How a partner fits.</summary>
/// <param name="Id">Which.</param>
/// <param name="Minutes">In how many minutes it is reckoned to answer, behind everybody who waits there; nothing: nobody knows.</param>
/// <param name="Against">Everything that speaks against it; empty when it fits.</param>
public sealed record PartnerFit(string Id, int? Minutes, IReadOnlyList<string> Against);

/// <summary>What becomes of somebody who waits.</summary>
public enum Verdict
{
    /// <summary>They wait on where they are.</summary>
    Stay,

    /// <summary>They are asked whether this partner may answer.</summary>
    Ask,

    /// <summary>They said so beforehand: they are told, and wait at this partner.</summary>
    Move,
}
