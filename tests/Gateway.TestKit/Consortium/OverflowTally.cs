namespace Gateway.TestKit.Consortium;

/// <summary>What came of many races for one person each. The first five count what happened; everything else must be zero.</summary>
/// <param name="Races">How many.</param>
/// <param name="AtHome">How often a counsellor at home had them.</param>
/// <param name="AtPartner">How often a partner's counsellor had them.</param>
/// <param name="Waiting">How often they waited in the end: at home or at the partner.</param>
/// <param name="Left">How often they had left.</param>
/// <param name="Twice">Two counsellors were told that they have them.</param>
/// <param name="WrongOrganisation">Somebody has them whose organisation does not answer them, or could write to them without having them.</param>
/// <param name="InTwoQueues">They stood in both queues, or in the one that is not theirs, when both keepers had looked once.</param>
/// <param name="InNoQueue">They waited, or were being talked with, and the queue of whoever answers did not know.</param>
/// <param name="PlaceLost">Their time of arrival or their grade had changed.</param>
public sealed record OverflowTally(
    int Races, int AtHome, int AtPartner, int Waiting, int Left, int Twice, int WrongOrganisation, int InTwoQueues, int InNoQueue, int PlaceLost)
{
    /// <summary>None yet.</summary>
    public static OverflowTally None { get; } = new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => this is { Twice: 0, WrongOrganisation: 0, InTwoQueues: 0, InNoQueue: 0, PlaceLost: 0 };

    /// <summary>Both together.</summary>
    public OverflowTally And(OverflowTally other) => new(
        Races + other.Races, AtHome + other.AtHome, AtPartner + other.AtPartner, Waiting + other.Waiting, Left + other.Left, Twice + other.Twice,
        WrongOrganisation + other.WrongOrganisation, InTwoQueues + other.InTwoQueues, InNoQueue + other.InNoQueue, PlaceLost + other.PlaceLost);
}
