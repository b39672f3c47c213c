using Gateway.Conversations;

namespace Gateway.Consortium.Overflow;

/// <summary>When somebody who waits may be offered to a partner. Part of what all members sign; anybody can read it.</summary>
public sealed record OverflowRules
{
    /// <summary>The formula's number: it stands in <c>docs/consortium.md</c>, and changes with the formula.</summary>
    public const int Version = 1;

    /// <summary>How long somebody of each grade waits, in minutes, before a partner is looked for.</summary>
    public WaitLimits WaitMinutes { get; init; } = new();

    /// <summary>At once, when nobody of the own organisation is on shift though it is open.</summary>
    public bool WhenNobodyIsThere { get; init; } = true;

    /// <summary>At once, when the own organisation is closed.</summary>
    public bool WhenClosed { get; init; } = true;

    /// <summary>At once, when this many or more wait for each counsellor on shift; 0: a surge changes nothing.</summary>
    public int SurgePerCounsellor { get; init; } = 6;

    /// <summary>How many minutes sooner than at home a partner must be able to answer; 1 to 240.</summary>
    public int WorthMinutes { get; init; } = 10;

    /// <summary>How long a partner has to answer, in minutes, until the person comes back; 1 to 120.</summary>
    public int ReturnMinutes { get; init; } = 15;

    /// <summary>How long a talk is reckoned to keep a counsellor, in minutes; 5 to 240.</summary>
    public int TalkMinutes { get; init; } = 45;

    /// <summary>Countries from which partners' counsellors may answer, ISO 3166-1 alpha-2. Abroad needs more than this list (APPI Art. 28).</summary>
    public IReadOnlyList<string> Countries { get; init; } = ["JP"];

    /// <summary>For how many days what was given and taken counts; 1 to 366.</summary>
    public int CreditDays { get; init; } = 28;

    /// <summary>What cannot be used.</summary>
    public IEnumerable<ConsortiumFault> Faults()
    {
        if (WaitMinutes.All.Any(minutes => minutes is < 0 or > 1440)) yield return new ConsortiumFault("waitMinutes", "out_of_range");
        if (SurgePerCounsellor is < 0 or > 1000) yield return new ConsortiumFault("surgePerCounsellor", "out_of_range");
        if (WorthMinutes is < 1 or > 240) yield return new ConsortiumFault("worthMinutes", "out_of_range");
        if (ReturnMinutes is < 1 or > 120) yield return new ConsortiumFault("returnMinutes", "out_of_range");
        if (TalkMinutes is < 5 or > 240) yield return new ConsortiumFault("talkMinutes", "out_of_range");
        if (CreditDays is < 1 or > 366) yield return new ConsortiumFault("creditDays", "out_of_range");
        if (Countries.Count is 0 or > 50 || !Countries.All(MemberTerms.IsCountry)) yield return new ConsortiumFault("countries", "unknown");
    }
}

/// <summary>Minutes for each grade.</summary>
/// <param name="Urgent">緊急.</param>
/// <param name="High">高.</param>
/// <param name="Middle">中.</param>
/// <param name="Unknown">不明.</param>
/// <param name="Low">低.</param>
public sealed record WaitLimits(int Urgent = 1, int High = 3, int Middle = 15, int Unknown = 15, int Low = 45)
{
    internal IEnumerable<int> All => [Urgent, High, Middle, Unknown, Low];

    /// <summary>
    /// What holds for a grade. Where the rules let somebody in more danger wait longer than somebody in less, the shorter time holds for both; 不明 counts as 中.
    /// </summary>
    /// <returns>The minutes, and whether they are another grade's.</returns>
    public (int Minutes, bool Borrowed) For(Grade grade)
    {
        var (own, safe) = grade switch
        {
            Grade.Urgent => (Urgent, All.Min()),
            Grade.High => (High, new[] { High, Middle, Unknown, Low }.Min()),
            Grade.Middle => (Middle, new[] { Middle, Unknown, Low }.Min()),
            Grade.Unknown => (Unknown, new[] { Middle, Unknown, Low }.Min()),
            Grade.Low => (Low, Low),
        };
        return (safe, safe < own);
    }
}
