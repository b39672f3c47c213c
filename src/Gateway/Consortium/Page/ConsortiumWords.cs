using System.Text.Json;

namespace Gateway.Consortium.Page;

/// <summary>The words of the public page, in Japanese and English, from <c>Texts/</c>.</summary>
internal static class ConsortiumWords
{
    private static readonly Dictionary<string, Dictionary<string, string>> s_languages = Languages.ToDictionary(language => language, Read);

    /// <summary>The languages there are.</summary>
    public static IReadOnlyList<string> Languages => ["ja", "en"];

    /// <summary>The keys of a language.</summary>
    public static IReadOnlyCollection<string> Keys(string language) => s_languages[language].Keys;

    /// <summary>A text with its <c>{places}</c> filled.</summary>
    public static string Text(string language, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = s_languages[language][key];
        foreach (var (name, value) in values) text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }

    private static Dictionary<string, string> Read(string language)
    {
        using var stream = typeof(ConsortiumWords).Assembly.GetManifestResourceStream($"Gateway.Consortium.Page.Texts.consortium.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
