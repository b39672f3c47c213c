using Gateway.Primitives;

namespace Gateway.Handoff.Introductions;

/// <summary>Cards by which a support body sends somebody to the line.</summary>
internal sealed class IntroductionSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Introductions";

    /// <summary>Days for which a card can be used.</summary>
    public int CardDays { get; init; } = 14;

    /// <summary>How many cards one body may write in a day.</summary>
    public int CardsPerDay { get; init; } = 30;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (CardDays is < 1 or > 60) yield return "CardDays: must be 1 to 60";
        if (CardsPerDay is < 1 or > 100) yield return "CardsPerDay: must be 1 to 100";
    }
}
