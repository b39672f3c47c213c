using System.Text.Json;

namespace Gateway.Handoff.Sheets;

/// <summary>The labels of a sheet, its codes and its problems, in Japanese and English, from <c>Texts/</c>.</summary>
public static class SheetTexts
{
    private static readonly Dictionary<string, Dictionary<string, string>> s_languages = Languages.ToDictionary(language => language, Read);

    /// <summary>The languages in which a sheet is printed and explained.</summary>
    public static IReadOnlyList<string> Languages => ["ja", "en"];

    /// <summary>All keys of a language.</summary>
    public static IReadOnlyCollection<string> Keys(string language) => s_languages[language].Keys;

    /// <summary>A text; Japanese where the language is another.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that key.</exception>
    public static string Of(string language, string key) => s_languages.GetValueOrDefault(language, s_languages["ja"])[key];

    /// <summary>The label of a code, for example 「住まいについて」.</summary>
    public static string Code(string language, Enum code) => Of(language, $"{Camel(code.GetType().Name)}.{SheetJson.CodeOf(code)}");

    /// <summary>A text with its <c>{places}</c> filled.</summary>
    public static string With(string language, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = Of(language, key);
        foreach (var (name, value) in values) text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static Dictionary<string, string> Read(string language)
    {
        using var stream = typeof(SheetTexts).Assembly.GetManifestResourceStream($"Gateway.Handoff.Sheets.Texts.sheet.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
