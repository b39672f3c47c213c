using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Bots.Intake;
using Gateway.Consortium.Overflow;

namespace Gateway.Consortium.Entrance;

/// <summary>The menu of one person at a common entrance: what they were offered last, and what they have told. Sealed with their conversation's key.</summary>
/// <param name="Script">The state of the guide's script, as JSON; nothing where nothing is asked.</param>
/// <param name="Offered">What they can answer with its words or its number.</param>
internal sealed record EntranceMenu(string? Script, IReadOnlyList<EntranceOption> Offered)
{
    /// <summary>Where it is sealed.</summary>
    public const string Place = "entrance|menu";

    /// <summary>The option by which a person chooses a member themselves.</summary>
    public const string Choose = "choose";

    private const string Member = "member:";
    private static readonly char[] s_around = [' ', '\t', '\r', '\n', '.', '。', '、', ',', ':', ')', '(', '「', '」', '"', '“', '”'];

    /// <summary>The option of a member.</summary>
    public static EntranceOption Of(string member, string name) => new(Member + member, name);

    /// <summary>The member of an option; nothing for another one.</summary>
    public static string? MemberOf(string option) => option.StartsWith(Member, StringComparison.Ordinal) ? option[Member.Length..] : null;

    /// <summary>Which questions decide anything: only what some member's own terms ask for, and at most three.</summary>
    public static IReadOnlyList<string> Questions(IEnumerable<MemberTerms> terms)
    {
        var all = terms.Where(one => one.Takes).ToList();
        return
        [
            .. all.Any(one => one.Topics.Count + one.NotTopics.Count > 0) ? [IntakeQuestions.Topic] : Array.Empty<string>(),
            .. all.Any(one => one.AgeFrom is not null || one.AgeTo is not null) ? [IntakeQuestions.Age] : Array.Empty<string>(),
            .. all.Any(one => one.Areas.Count > 0) ? [IntakeQuestions.Area] : Array.Empty<string>(),
        ];
    }

    /// <summary>What somebody means who taps, or types the words or the number of an option alone; nothing for a word of their own.</summary>
    public EntranceOption? Meant(string said)
    {
        var bare = Bare(said);
        if (bare.Length is 0 or > 100) return null;
        if (Offered.FirstOrDefault(option => Bare(option.Label) == bare) is { } named) return named;
        return int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Offered.Count ? Offered[number - 1] : null;
    }

    /// <summary>Words as they are compared: width, capitals and marks around them do not matter.</summary>
    public static string Bare(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).Trim(s_around).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a character is no word.
            return "";
        }
    }

    /// <summary>As it is sealed.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>Something that can be tapped.</summary>
/// <param name="Id">What it means.</param>
/// <param name="Label">Its words.</param>
internal sealed record EntranceOption(string Id, string Label);
