using Gateway.SupportBodies.Hours;

namespace Gateway.Rosters;

/// <summary>What somebody who takes shifts says of themselves. Without it nobody can be on the roster: the country must be known (APPI Art. 28).</summary>
public sealed record RosterPerson
{
    /// <summary>The clock by which they live, as an IANA name.</summary>
    public string TimeZone { get; init; } = OpeningHours.Japan;

    /// <summary>The country from which they answer, ISO 3166-1 alpha-2.</summary>
    public string Country { get; init; } = "";

    /// <summary>What they can do, in the organisation's own short words.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Languages in which they answer, as short codes.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["ja"];

    /// <summary>How many people they usually talk with at once, 1 to 5.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>How many minutes before a shift a letter reminds them; 0: none does. Up to three days.</summary>
    public int RemindMinutes { get; init; } = 60;

    /// <summary>Where letters go; nothing: none do. Sealed in the records, and shown to nobody else.</summary>
    public string? Mail { get; init; }

    /// <summary>What cannot be used, as the names of the fields.</summary>
    public IEnumerable<string> Faults()
    {
        if (Clock.Find(TimeZone) is null) yield return "timeZone";
        if (Country is not { Length: 2 } || !Country.All(char.IsAsciiLetterUpper)) yield return "country";
        if (!RosterWords.AreWords(Skills)) yield return "skills";
        if (Languages.Count == 0 || !RosterWords.AreWords(Languages)) yield return "languages";
        if (Capacity is < 1 or > 5) yield return "capacity";
        if (RemindMinutes is < 0 or > 3 * 24 * 60) yield return "remindMinutes";
        if (Mail is not null && (Mail.Length > 254 || !System.Net.Mail.MailAddress.TryCreate(Mail, out _))) yield return "mail";
    }

    /// <summary>Whether they can do what a shift asks for.</summary>
    public bool Fits(RosterShift shift) => !shift.Skills.Except(Skills).Any() && !shift.Languages.Except(Languages).Any();
}
