using System.Text.Json;

namespace Gateway.Conversations;

/// <summary>The sentences that the gateway itself says to a person, one file for each language in <c>Texts/</c>.</summary>
/// <remarks>They promise nothing, blame nobody and always name a next step (WHO guidance on safe messaging; MHLW SNS guideline 2019).</remarks>
public sealed class PersonTexts
{
    private readonly Dictionary<string, Dictionary<string, string>> _languages = [];

    /// <summary>Reads every language that is built in.</summary>
    public PersonTexts()
    {
        var assembly = typeof(PersonTexts).Assembly;
        const string folder = "Gateway.Conversations.Texts.person.";
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            _languages[name[folder.Length..^".json".Length]] = JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
        }
    }

    /// <summary>The languages there are.</summary>
    public IReadOnlyCollection<string> Languages => _languages.Keys;

    /// <summary>The keys of a language.</summary>
    public IReadOnlyCollection<string> Keys(string language) => _languages[language].Keys;

    /// <summary>A sentence, with <c>{name}</c> places filled. Japanese where the language is not known.</summary>
    public string Text(string language, string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var text = _languages.GetValueOrDefault(language, _languages["ja"])[key];
        foreach (var (name, value) in values) text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>A sentence as an entry of the automatic guide.</summary>
    public NewEntry Say(string language, string key, params ReadOnlySpan<(string Name, string Value)> values) =>
        new(EntryKinds.Message, Authors.Bot, new EntryBody(Text: Text(language, key, values)));
}
