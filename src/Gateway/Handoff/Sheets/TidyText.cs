using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Handoff.Sheets;

/// <summary>Text as a sheet keeps it: one kind of line end, no letters that cannot be seen and change what others read.</summary>
public static class TidyText
{
    /// <summary>The text, trimmed, with <c>\n</c> between lines, without control letters and without marks that turn the direction of writing.</summary>
    public static string Of(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").Replace('\t', ' ').EnumerateRunes())
            if (rune.Value == '\n' || !IsUnseen(rune)) tidy.Append(rune.ToString());
        return tidy.ToString().Trim();
    }

    /// <summary>Whether a text is as it should be.</summary>
    public static bool IsTidy(string text) => text.EnumerateRunes().All(rune => rune.Value == '\n' || !IsUnseen(rune)) && text == text.Trim();

    /// <summary>How many letters a text has, as people count them: an emoji outside the first plane is one.</summary>
    public static int Letters(string text) => text.EnumerateRunes().Count();

    internal static JsonNode In(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : In(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(entry => entry is null ? null : In(entry))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => JsonValue.Create(Of(value.GetValue<string>())),
        _ => node.DeepClone(),
    };

    // A zero-width joiner stays: emoji are put together with it.
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value != 0x200D,
        _ => false,
    };
}
