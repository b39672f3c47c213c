using System.Globalization;
using System.Text;

namespace Gateway.PartnerGateways.Stays;

/// <summary>
/// Names of counsellors between two gateways. They stand before what somebody reads: in one line, and nothing in them that turns the line round. Each side tidies what it sends and what it is told; a name that is odd
/// is no reason to hear nothing of whoever bears it. Pure.
/// </summary>
internal static class StayNames
{
    /// <summary>The longest name, in UTF-16 units. What is behind is left out.</summary>
    public const int Longest = 200;

    /// <summary>A name as it may travel and be shown.</summary>
    /// <returns>Nothing when nothing of it can be seen.</returns>
    public static string? Tidy(string? name)
    {
        if (name is null) return null;
        var tidy = new StringBuilder(Math.Min(name.Length, Longest));
        var seen = false;
        foreach (var letter in name.EnumerateRunes())
        {
            if (tidy.Length + letter.Utf16SequenceLength > Longest) break;
            if (IsSpace(letter))
            {
                if (tidy.Length > 0 && tidy[^1] != ' ') tidy.Append(' ');
            }
            else if (Rune.GetUnicodeCategory(letter) != UnicodeCategory.Format || Joins(letter))
            {
                tidy.Append(letter.ToString());
                seen |= !Joins(letter);
            }
        }

        return seen ? tidy.ToString().TrimEnd() : null;
    }

    /// <summary>An answer with the names in it as they may be shown.</summary>
    /// <param name="answer">What the partner said.</param>
    /// <param name="desk">What home calls the partner: in the place of a name of which nothing can be seen.</param>
    public static StayAnswer Tidy(StayAnswer answer, string desk) =>
        answer with { TakenBy = answer.TakenBy is null ? null : Tidy(answer.TakenBy) ?? desk, Words = Tidy(answer.Words) };

    /// <summary>Words with the names of who said them as they may be shown.</summary>
    public static IReadOnlyList<StayWord> Tidy(IReadOnlyList<StayWord> words) => [.. words.Select(word => word is null ? null! : word with { Name = Tidy(word.Name) })];

    private static bool IsSpace(Rune letter) => Rune.GetUnicodeCategory(letter) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator;

    // Names of some scripts are written with them, and so are faces.
    private static bool Joins(Rune letter) => letter.Value is 0x200C or 0x200D;
}
