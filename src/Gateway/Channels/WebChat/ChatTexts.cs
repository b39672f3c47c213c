using System.Text.Json;

namespace Gateway.Channels.WebChat;

/// <summary>The words of the person's page, one file for each language in <c>Texts/</c>.</summary>
public sealed class ChatTexts
{
    private readonly Dictionary<string, Dictionary<string, string>> _languages = [];

    /// <summary>Reads every language that is built in.</summary>
    public ChatTexts()
    {
        var assembly = typeof(ChatTexts).Assembly;
        const string folder = "Gateway.Channels.WebChat.Texts.chat.";
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            _languages[name[folder.Length..^".json".Length]] = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        }
    }

    /// <summary>The languages there are.</summary>
    public IReadOnlyCollection<string> Languages => _languages.Keys;

    /// <summary>The words of a language, by key.</summary>
    public IReadOnlyDictionary<string, string> All(string language) => _languages[language];

    /// <summary>The words in one language.</summary>
    public ChatWords In(string language) => new(_languages[language], language);
}

/// <summary>The words of the page in one language.</summary>
public sealed class ChatWords(IReadOnlyDictionary<string, string> words, string language)
{
    /// <summary><c>ja</c> or <c>en</c>.</summary>
    public string Language => language;

    /// <summary>The words for <paramref name="key"/>.</summary>
    public string this[string key] => words[key];

    /// <summary>The words for <paramref name="key"/> with their one place filled.</summary>
    public string With(string key, string place, string value) => words[key].Replace("{" + place + "}", value, StringComparison.Ordinal);
}
