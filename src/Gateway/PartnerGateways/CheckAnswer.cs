namespace Gateway.PartnerGateways;

/// <summary>Whether what a partner says of itself can be so. Its signature says who speaks, and nothing about sense: a number that nobody can have is not reckoned with. Pure.</summary>
internal static class CheckAnswer
{
    /// <summary>The most counsellors or hands that are believed of one organisation.</summary>
    public const int Most = 10_000;

    /// <summary>The most people who wait that are believed. In a disaster they are many, and those who are there must not be cut off for it.</summary>
    public const int MostWaiting = 1_000_000;

    private const int LongestWord = 64;

    /// <summary>Whether an answer can be used; what it says of stays is looked at one by one.</summary>
    public static bool IsUsable(ExchangeAnswer answer) =>
        answer.Version == ExchangeJson.Version && (answer.Availability is not { } there || IsUsable(there)) && (answer.Takes is not { } takes || IsUsable(takes));

    private static bool IsUsable(Availability there) =>
        there is { OnShift: >= 0 and <= Most, Hands: >= 0 and <= Most, FreeHands: >= 0, Waiting: >= 0 and <= MostWaiting } && there.FreeHands <= there.Hands;

    // What stands in a list may be nothing at all, whatever its type says.
    private static bool IsUsable(ExchangeTakes takes) =>
        takes is { Agreement.Length: <= LongestWord, AtOnce: >= 0 and <= Most, PerDay: null or (>= 0 and <= Most), Languages.Count: <= 50 } && takes.Languages.All(language => language is { Length: > 0 and <= LongestWord });
}
