using Gateway.Conversations;

namespace Gateway.Consortium.Overflow;

/// <summary>Everything that a decision is made from. Whoever has it can make the decision again.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Rules">What the members agreed to.</param>
/// <param name="Person">Who waits.</param>
/// <param name="Home">Where they wait.</param>
/// <param name="Partners">The other members, in any order.</param>
public sealed record OverflowFacts(DateTimeOffset Now, OverflowRules Rules, WaitingPerson Person, MemberNow Home, IReadOnlyList<MemberNow> Partners);

/// <summary>Who waits, as far as it matters. What is not known is left open, and then only a partner that does not ask for it is offered.</summary>
public sealed record WaitingPerson
{
    /// <summary>How urgent.</summary>
    public Grade Grade { get; init; }

    /// <summary>For how many whole minutes they have waited.</summary>
    public int WaitedMinutes { get; init; }

    /// <summary>How many at home come before them.</summary>
    public int Ahead { get; init; }

    /// <summary>The language that they read, as a short code.</summary>
    public string Language { get; init; } = "ja";

    /// <summary>How old they say they are, in years; where they named a band, the youngest that they can be.</summary>
    public int? Age { get; init; }

    /// <summary>The oldest that they can be, where they named a band; nothing: as <see cref="Age"/>.</summary>
    public int? AgeTo { get; init; }

    /// <summary>Where they live, 全国地方公共団体コード.</summary>
    public string? Area { get; init; }

    /// <summary>What it is about, by the consortium's own short words.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>What they said about being answered by another organisation.</summary>
    public WishToMove Wish { get; init; }

    /// <summary>Partners that they were asked about or have come back from, by id: not a second time.</summary>
    public IReadOnlyList<string> Been { get; init; } = [];
}

/// <summary>What somebody said about being answered by another organisation.</summary>
public enum WishToMove
{
    /// <summary>Nobody has asked.</summary>
    NotAsked,

    /// <summary>They were asked, and have not answered.</summary>
    Asked,

    /// <summary>They stay.</summary>
    Stays,

    /// <summary>They said beforehand that any member may answer.</summary>
    Agreed,
}

/// <summary>A member at this moment.</summary>
public sealed record MemberNow
{
    /// <summary>Which organisation.</summary>
    public string Id { get; init; } = "";

    /// <summary>Why it takes no part; nothing when it does.</summary>
    public NotSharing? Hindrance { get; init; }

    /// <summary>What it gives and takes.</summary>
    public MemberTerms Terms { get; init; } = new();

    /// <summary>Counsellors who are available and present.</summary>
    public int OnShift { get; init; }

    /// <summary>How many people these can have at once, in all.</summary>
    public int Hands { get; init; }

    /// <summary>How many more they can take now.</summary>
    public int FreeHands { get; init; }

    /// <summary>Countries from which those who are there answer, as far as the roster knows them; besides what the member's terms say.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>How many wait there.</summary>
    public int Waiting { get; init; }

    /// <summary>People of partners that it took today.</summary>
    public int TakenToday { get; init; }

    /// <summary>People of partners who wait or talk there now.</summary>
    public int TakenNow { get; init; }

    /// <summary>Its people whom partners took, within <see cref="OverflowRules.CreditDays"/>.</summary>
    public int Given { get; init; }

    /// <summary>People of partners that it took, within the same days.</summary>
    public int Taken { get; init; }

    /// <summary>When it last took somebody, in milliseconds; nothing: not within these days.</summary>
    public long? LastTookAt { get; init; }
}
