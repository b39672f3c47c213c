namespace Gateway.Rosters;

/// <summary>What holds for every list of short words on a roster.</summary>
internal static class RosterWords
{
    /// <summary>At most twenty words of at most forty letters.</summary>
    public static bool AreWords(IReadOnlyList<string> words) => words.Count <= 20 && words.All(word => word is { Length: > 0 and <= 40 });
}
