using System.Text.Json;
using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The words of the person's page, one file for each language in <c>Texts/</c>.</summary>
public sealed class ChatTexts
{
    private readonly Dictionary<string, Dictionary<string, string>> _languages = [];
    private readonly Readings _readings = new();

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

    /// <summary>The words as this person wants to read them.</summary>
    internal ChatWords For(ChatVisit visit) =>
        new(_languages[visit.Language], visit.Language, visit.Look.Furigana && PersonLanguages.IsJapanese(visit.Language) ? _readings : null, visit.Organisation.ContactNameIn(visit.Language));
}

/// <summary>The words of the page in one language, with their readings where somebody wants them.</summary>
/// <param name="words">The words by key.</param>
/// <param name="language">See <see cref="PersonLanguages"/>.</param>
/// <param name="readings">How they are read; nothing to show them plainly.</param>
/// <param name="unread">The organisation's name, of which nobody knows how it is read.</param>
public sealed class ChatWords(IReadOnlyDictionary<string, string> words, string language, Readings? readings = null, string? unread = null)
{
    /// <summary>See <see cref="PersonLanguages"/>.</summary>
    public string Language => language;

    /// <summary>The words for <paramref name="key"/>, plain.</summary>
    public string this[string key] => words[key];

    /// <summary>The words for <paramref name="key"/> with their one place filled, plain.</summary>
    public string With(string key, string place, string value) => words[key].Replace("{" + place + "}", value, StringComparison.Ordinal);

    /// <summary>Whether the words stand in this language.</summary>
    internal bool Has(string key) => words.ContainsKey(key);

    /// <summary>The words for <paramref name="key"/> as they are shown.</summary>
    internal Html Shown(string key) => Html.Ruby(Marked(words[key]));

    /// <summary>The same with its places filled; what fills them is left as it is.</summary>
    internal Html Shown(string key, string place, string value) => Html.Ruby(MarkedWith(key, place, value));

    /// <summary>A fixed text with its readings marked, or as it is.</summary>
    internal string Marked(string text) => readings?.Mark(text, unread) ?? text;

    /// <summary>The words for <paramref name="key"/> with their readings marked and one place filled.</summary>
    internal string MarkedWith(string key, string place, string value) => Marked(words[key]).Replace("{" + place + "}", value, StringComparison.Ordinal);
}
