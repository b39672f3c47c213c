using Gateway.Consortium.Overflow;
using Gateway.Conversations;

namespace Gateway.Consortium.Entrance;

/// <summary>Everything that routing at a common entrance is decided from. Whoever has it can decide it again.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Rules">What the members agreed to.</param>
/// <param name="Responsible">The body that runs the entrance.</param>
/// <param name="Person">Who came.</param>
/// <param name="Members">The members, the responsible body among them, in any order. What they took at the entrance counts as taken.</param>
public sealed record EntranceFacts(DateTimeOffset Now, OverflowRules Rules, string Responsible, EntrancePerson Person, IReadOnlyList<MemberNow> Members);

/// <summary>Who came, as far as it matters. What is not known is left open.</summary>
public sealed record EntrancePerson
{
    /// <summary>How urgent.</summary>
    public Grade Grade { get; init; }

    /// <summary>An emergency is open: its alarm rings where they are.</summary>
    public bool Emergency { get; init; }

    /// <summary>Whose they are now; nothing: the responsible body's, at the door.</summary>
    public string? Current { get; init; }

    /// <summary>They wait there, and it answers them: only a choice of their own moves them.</summary>
    public bool Waits { get; init; }

    /// <summary>The language that they read, as a short code.</summary>
    public string Language { get; init; } = "ja";

    /// <summary>How old they say they are, in years; where they named a band, the youngest that they can be.</summary>
    public int? Age { get; init; }

    /// <summary>The oldest that they can be, where they named a band.</summary>
    public int? AgeTo { get; init; }

    /// <summary>Where they live, 全国地方公共団体コード.</summary>
    public string? Area { get; init; }

    /// <summary>What it is about, by the codes of the intake.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The member that they chose themselves; nothing when they did not.</summary>
    public string? Wish { get; init; }

    /// <summary>The member that last talked with them; nothing for whoever comes for the first time.</summary>
    public string? HadLast { get; init; }

    /// <summary>Members at which they are not to be again: they left them, were let down there, or are kept at the door there.</summary>
    public IReadOnlyList<string> NotAgain { get; init; } = [];
}

/// <summary>To whom somebody is routed, and why. The codes stand in <c>docs/entrance.md</c> and never change their meaning.</summary>
/// <param name="Member">To whom.</param>
/// <param name="Reasons">Why.</param>
/// <param name="Members">Every member: first those that fit, in their order, then the others by id.</param>
public sealed record EntranceDecision(string Member, IReadOnlyList<string> Reasons, IReadOnlyList<PartnerFit> Members);
