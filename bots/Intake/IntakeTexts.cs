using System.Text.Json;

namespace Gateway.Bots.Intake;

/// <summary>The guide's words: data, one file for each language in <c>Texts/</c>, checked by tests for completeness, length and what must not be said.</summary>
public sealed class IntakeTexts
{
    // What needs no translation: ages in figures, regions in Latin letters.
    private const string Anywhere = "any";
    private const string Unknown = "ja";

    private readonly Dictionary<string, Dictionary<string, string>> _texts = [];
    private readonly Dictionary<string, Dictionary<string, string[]>> _words = [];

    /// <summary>Reads every language that is built in.</summary>
    public IntakeTexts()
    {
        var assembly = typeof(IntakeTexts).Assembly;
        const string folder = "Gateway.Bots.Intake.Texts.";
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "intake.", StringComparison.Ordinal)))
            _texts[name[(folder + "intake.").Length..^".json".Length]] = Read<Dictionary<string, string>>(name);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder + "words.", StringComparison.Ordinal)))
            _words[name[(folder + "words.").Length..^".json".Length]] = Read<Dictionary<string, string[]>>(name);
        NoticeVersion = _texts[Anywhere]["notice.version"];
    }

    /// <summary>The version of the notice. It changes with its meaning, not with its spelling.</summary>
    public string NoticeVersion { get; }

    /// <summary>The languages there are, as in BCP 47; <c>ja-simple</c> is やさしい日本語, <c>ja-child</c> is for children.</summary>
    public IReadOnlyCollection<string> Languages => [.. _texts.Keys.Where(language => language != Anywhere)];

    /// <summary>The keys that a language's own file has.</summary>
    public IReadOnlyCollection<string> Keys(string language) => _texts[language].Keys;

    /// <summary>The words for a key. Japanese where the language is not known.</summary>
    public string Text(string language, string key) =>
        _texts.GetValueOrDefault(language, _texts[Unknown]).GetValueOrDefault(key) ?? (IsJapanese(language) ? _texts[Unknown].GetValueOrDefault(key) : null) ?? _texts[Anywhere][key];

    /// <summary>The answer that a further word stands for, beside its label.</summary>
    internal string? Meant(string language, string question, string word, Func<string, string> plain)
    {
        var words = _words.GetValueOrDefault(IsJapanese(language) ? Unknown : language) ?? _words.GetValueOrDefault("en")!;
        foreach (var (key, meant) in words)
        {
            if (key != IntakeValues.Skip && !key.StartsWith(question + ".", StringComparison.Ordinal)) continue;
            if (meant.Any(one => plain(one) == word)) return key == IntakeValues.Skip ? key : key[(question.Length + 1)..];
        }

        return null;
    }

    private static bool IsJapanese(string language) => language == Unknown || language.StartsWith("ja-", StringComparison.Ordinal);

    private static T Read<T>(string name)
    {
        using var stream = typeof(IntakeTexts).Assembly.GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(stream)!;
    }
}
