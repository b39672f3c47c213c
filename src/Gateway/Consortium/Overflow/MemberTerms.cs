using Gateway.Conversations;
using Gateway.SupportBodies;
using Gateway.SupportBodies.Hours;

namespace Gateway.Consortium.Overflow;

/// <summary>What one member gives and takes. It is the member's own word: it may change it at any time, and the public page shows it. At first it does neither.</summary>
public sealed record MemberTerms
{
    /// <summary>Its people who wait may be offered to partners. The member's own switch.</summary>
    public bool Gives { get; init; }

    /// <summary>It answers people of partners.</summary>
    public bool Takes { get; init; }

    /// <summary>When it is open, for its own people and for others'; without any rule whenever somebody is there.</summary>
    public OpeningHours Hours { get; init; } = new() { Holidays = HolidayUse.AsUsual };

    /// <summary>The topics that it takes, by the consortium's own short words; none: every topic.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Topics that it does not take.</summary>
    public IReadOnlyList<string> NotTopics { get; init; } = [];

    /// <summary>Languages in which it answers, as short codes.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["ja"];

    /// <summary>From which age; nothing: from any.</summary>
    public int? AgeFrom { get; init; }

    /// <summary>Up to and with which age; nothing: up to any.</summary>
    public int? AgeTo { get; init; }

    /// <summary>The places it is there for, 全国地方公共団体コード; none: the whole country.</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>The most urgent grade that it takes.</summary>
    public Grade UpTo { get; init; } = Grade.Urgent;

    /// <summary>How many people of partners it takes in a day of Japan; 0 to 10,000.</summary>
    public int PerDay { get; init; } = 20;

    /// <summary>How many of them at once, waiting or talking; 0 to 1,000.</summary>
    public int AtOnce { get; init; } = 3;

    /// <summary>Countries from which its counsellors answer, ISO 3166-1 alpha-2.</summary>
    public IReadOnlyList<string> Countries { get; init; } = ["JP"];

    /// <summary>How large its fair share is against the others'; 1 to 100.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What cannot be used. What contradicts itself can be kept, and takes nobody.</summary>
    public IEnumerable<ConsortiumFault> Faults()
    {
        if (Hours.Rules.Any(rule => rule is null) || Hours.Exceptions.Any(day => day is null)) yield return new ConsortiumFault("hours", "unknown");
        else if (Hours.Fault() is { } fault) yield return new ConsortiumFault("hours." + fault, "unknown");
        if (!AreWords(Topics)) yield return new ConsortiumFault("topics", "unknown");
        if (!AreWords(NotTopics)) yield return new ConsortiumFault("notTopics", "unknown");
        if (Languages.Count is 0 or > 50 || !AreWords(Languages)) yield return new ConsortiumFault("languages", "unknown");
        if (Areas.Count > 2000 || Areas.Any(code => AreaCode.Find(code) is null)) yield return new ConsortiumFault("areas", "unknown");
        if (AgeFrom is < 0 or > 120) yield return new ConsortiumFault("ageFrom", "out_of_range");
        if (AgeTo is < 0 or > 120) yield return new ConsortiumFault("ageTo", "out_of_range");
        if (!Enum.IsDefined(UpTo)) yield return new ConsortiumFault("upTo", "unknown");
        if (PerDay is < 0 or > 10_000) yield return new ConsortiumFault("perDay", "out_of_range");
        if (AtOnce is < 0 or > 1_000) yield return new ConsortiumFault("atOnce", "out_of_range");
        if (Countries.Count is 0 or > 50 || !Countries.All(IsCountry)) yield return new ConsortiumFault("countries", "unknown");
        if (Weight is < 1 or > 100) yield return new ConsortiumFault("weight", "out_of_range");
    }

    internal static bool IsCountry(string code) => code is { Length: 2 } && code.All(char.IsAsciiLetterUpper);

    private static bool AreWords(IReadOnlyList<string> words) => words.Count <= 50 && words.All(word => word is { Length: > 0 and <= 40 });
}
