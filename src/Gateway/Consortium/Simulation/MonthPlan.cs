using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.SupportBodies.Hours;

namespace Gateway.Consortium.Simulation;

/// <summary>What a month is simulated from: the rules, the members with their shifts, and how many people write. Invented people only, or a log without anything of anybody.</summary>
public sealed record MonthPlan
{
    /// <summary>The first day.</summary>
    public DateOnly From { get; init; }

    /// <summary>How many days; 1 to 92.</summary>
    public int Days { get; init; } = 30;

    /// <summary>The same seed gives the same people.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Of a hundred people who are asked, how many say yes.</summary>
    public int AgreePercent { get; init; } = 80;

    /// <summary>How long people wait on average before they give up, in minutes.</summary>
    public int PatienceMinutes { get; init; } = 45;

    /// <summary>What the members agreed to.</summary>
    public OverflowRules Rules { get; init; } = new();

    /// <summary>The members.</summary>
    public IReadOnlyList<PlannedMember> Members { get; init; } = [];

    /// <summary>What cannot be used, in words; nothing when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Days is < 1 or > 92) yield return "days: must be 1 to 92";
        if (From.Year is < 2000 or > 2100) yield return "from: must be a day of 2000 to 2100";
        if (AgreePercent is < 0 or > 100) yield return "agreePercent: must be 0 to 100";
        if (PatienceMinutes is < 1 or > 1440) yield return "patienceMinutes: must be 1 to 1440";
        if (Members.Count is < 1 or > 100 || Members.Select(member => member.Id).Distinct().Count() < Members.Count) yield return "members: 1 to 100, each once";
        foreach (var fault in Rules.Faults()) yield return $"rules.{fault.Field}: {fault.Code}";
        foreach (var member in Members)
        {
            foreach (var fault in member.Terms.Faults()) yield return $"{member.Id}.terms.{fault.Field}: {fault.Code}";
            if (member.Shifts.Any(shift => shift.When.Fault() is not null || shift.People is < 1 or > 500 || shift.Capacity is < 1 or > 5)) yield return $"{member.Id}.shifts: a rule, 1 to 500 people, 1 to 5 talks each";
            if (member.PerHour.Count is not (0 or 24) || member.PerHour.Any(count => count is < 0 or > 1000)) yield return $"{member.Id}.perHour: 24 numbers, 0 to 1000";
            if (member.AgeFrom < 6 || member.AgeTo > 100 || member.AgeFrom > member.AgeTo) yield return $"{member.Id}: ageFrom and ageTo must be 6 to 100, in this order";
        }
    }
}

/// <summary>A member in a plan.</summary>
public sealed record PlannedMember
{
    /// <summary>Its short name.</summary>
    public string Id { get; init; } = "";

    /// <summary>What it gives and takes, and when it is open.</summary>
    public MemberTerms Terms { get; init; } = new();

    /// <summary>Who is there when.</summary>
    public IReadOnlyList<PlannedShift> Shifts { get; init; } = [];

    /// <summary>How many people write in each hour of a day of Japan, on average; none where a log is given.</summary>
    public IReadOnlyList<double> PerHour { get; init; } = [];

    /// <summary>How old the youngest are.</summary>
    public int AgeFrom { get; init; } = 12;

    /// <summary>How old the oldest are.</summary>
    public int AgeTo { get; init; } = 60;
}

/// <summary>Counsellors who are there at the same times.</summary>
/// <param name="When">When, by the clock of Japan.</param>
/// <param name="People">How many.</param>
/// <param name="Capacity">How many talks each has at once.</param>
public sealed record PlannedShift(HoursRule When, int People, int Capacity = 2);

/// <summary>Somebody of a simulated month, or of a log.</summary>
/// <param name="At">Minutes after the beginning of the first day.</param>
/// <param name="Home">Where they write.</param>
/// <param name="Grade">How urgent.</param>
/// <param name="Age">How old they said they are.</param>
/// <param name="TalkMinutes">How long their talk takes.</param>
/// <param name="LeavesAfter">After how many minutes of waiting they give up.</param>
/// <param name="Agrees">What they answer when they are asked.</param>
public sealed record PlannedPerson(int At, string Home, Grade Grade, int? Age, int TalkMinutes, int LeavesAfter, bool Agrees);
