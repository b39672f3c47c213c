namespace Gateway.SupportBodies;

/// <summary>What a body asks of the sheets that are made for it. It says what the person is asked for, and never what they agree to.</summary>
/// <param name="Needs">Items of the sheet without which it cannot begin, by their codes.</param>
/// <param name="Never">Items that it never wants: nobody is asked for them on its behalf.</param>
/// <param name="Use">What a sheet for it is made for as a rule, by its code; nothing: a hand-off.</param>
public sealed record BodyPreset(IReadOnlyList<string>? Needs = null, IReadOnlyList<string>? Never = null, string? Use = null)
{
    /// <summary>The codes of the sheet's items. The sheet is made further up and says the same; a test holds them together.</summary>
    public static readonly IReadOnlyList<string> Items =
    [
        "name", "age", "gender", "address", "contact", "accommodation", "family", "story", "health", "work_school", "economy", "housing", "supports", "connections", "safety", "wishes", "course",
        "transcript",
    ];

    /// <summary>The codes of what a sheet is made for, without the emergency: that is no body's rule. Held together in the same way.</summary>
    public static readonly IReadOnlyList<string> Uses = ["handoff", "joint_support", "support_conference", "multilayer_conference", "regional_council"];

    /// <summary>Whether two ask the same, whatever the order.</summary>
    public static bool Same(BodyPreset? one, BodyPreset? other) =>
        IsSame(one?.Needs, other?.Needs) && IsSame(one?.Never, other?.Never) && (one?.Use ?? "") == (other?.Use ?? "");

    /// <summary>What is wrong with it: the field and the fault, as <see cref="CheckEntry"/> says them.</summary>
    public IEnumerable<EntryFault> Faults()
    {
        if (IsWrong(Needs)) yield return new EntryFault("preset.needs", "unknown");
        if (IsWrong(Never) || (Needs ?? []).Intersect(Never ?? []).Any()) yield return new EntryFault("preset.never", "unknown");
        if (Use is not null && !Uses.Contains(Use)) yield return new EntryFault("preset.use", "unknown");
    }

    private static bool IsSame(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => (one ?? []).ToHashSet().SetEquals(other ?? []);

    private static bool IsWrong(IReadOnlyList<string>? codes) => codes is not null && (codes.Distinct().Count() != codes.Count || codes.Except(Items).Any());
}
