using System.Globalization;
using System.Text;

namespace Gateway.Intake.Bots;

/// <summary>Finds which of the choices offered somebody means who types instead of tapping. Pure.</summary>
/// <remarks>Only the number or the words of a choice, alone, count. A sentence that has one of them in it is a sentence.</remarks>
public static class ChosenAnswer
{
    private static readonly char[] Around = [' ', '\t', '\r', '\n', '.', '。', '、', ',', ':', ')', '(', '!', '「', '」', '"'];

    /// <summary>The choice that these words are; nothing when they are something else.</summary>
    /// <param name="said">What was written.</param>
    /// <param name="offered">What was offered, as numbered from 1.</param>
    public static BotChoice? Of(string said, IReadOnlyList<BotChoice> offered)
    {
        if (offered.Count == 0 || said.Length > 200) return null;
        var bare = Bare(said);
        if (bare.Length == 0) return null;
        foreach (var choice in offered)
        {
            if (Bare(choice.Label) == bare) return choice;
        }

        var digits = bare.EndsWith('番') ? bare[..^1].TrimEnd() : bare;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= offered.Count ? offered[number - 1] : null;
    }

    // Width, capitals and marks around it do not matter; a circled digit is that digit.
    private static string Bare(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormKC).Trim(Around).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair, or a code that is no character.
            return "";
        }
    }
}
