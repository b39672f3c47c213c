using Gateway.SupportBodies.Hours;

namespace Gateway.Rosters;

/// <summary>What an organisation asks of its roster. What is missing is named hour by hour, and nothing is forbidden by it.</summary>
/// <remarks>The usual figures are public ones: two people at least (厚生労働省 guideline), one supervisor for five counsellors, talks of 50 minutes.</remarks>
public sealed record RosterDemands
{
    /// <summary>When the organisation means to be there; without any rule no hour counts as closed.</summary>
    public OpeningHours Hours { get; init; } = new() { Holidays = HolidayUse.AsUsual };

    /// <summary>At least so many counsellors at once, 0 to 100.</summary>
    public int People { get; init; } = 2;

    /// <summary>One supervisor for so many counsellors, 0 to 100; 0: none is asked for.</summary>
    public int PerSupervisor { get; init; } = 5;

    /// <summary>How long a talk is reckoned to keep a hand, in minutes, 5 to 240.</summary>
    public int TalkMinutes { get; init; } = 50;

    /// <summary>From how many weeks it is reckoned who comes when, 4 to 52.</summary>
    public int Weeks { get; init; } = 8;

    /// <summary>What cannot be used, as the names of the fields.</summary>
    public IEnumerable<string> Faults()
    {
        if (Hours.Rules.Any(rule => rule is null) || Hours.Exceptions.Any(day => day is null)) yield return "hours";
        else if (Hours.Fault() is { } fault) yield return "hours." + fault;
        if (People is < 0 or > 100) yield return "people";
        if (PerSupervisor is < 0 or > 100) yield return "perSupervisor";
        if (TalkMinutes is < 5 or > 240) yield return "talkMinutes";
        if (Weeks is < 4 or > 52) yield return "weeks";
    }
}
