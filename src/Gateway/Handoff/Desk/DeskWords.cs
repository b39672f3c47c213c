using System.Globalization;
using System.Text.Json;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Mail;
using Gateway.Organisations;

namespace Gateway.Handoff.Desk;

/// <summary>The words of the desk and of its letters, in Japanese and English, from <c>Texts/</c>.</summary>
internal sealed class DeskWords(OrganisationDirectory organisations)
{
    /// <summary>There is something to read.</summary>
    public const string Offered = "offered";

    /// <summary>Nobody has answered yet.</summary>
    public const string Reminder = "reminder";

    /// <summary>A question was answered.</summary>
    public const string Answered = "answered";

    /// <summary>How does it go on?</summary>
    public const string Course = "course";

    /// <summary>The person said yes: the worker may join the talk.</summary>
    public const string Come = "come";

    /// <summary>It was taken back: it can be read no more.</summary>
    public const string Over = "over";

    /// <summary>It was offered to several, and another body took it on: it can be read no more.</summary>
    public const string Taken = "taken";

    private static readonly Dictionary<string, Dictionary<string, string>> s_languages = Languages.ToDictionary(language => language, language => Read("Desk.Texts.desk", language));

    private static readonly Dictionary<string, Dictionary<string, string>> s_cards = new[] { "ja", "ja-simple", "en" }.ToDictionary(language => language, language => Read("Introductions.Texts.card", language));

    /// <summary>The languages there are.</summary>
    public static IReadOnlyList<string> Languages => ["ja", "en"];

    /// <summary>The keys of a language.</summary>
    public static IReadOnlyCollection<string> Keys(string language) => s_languages[language].Keys;

    /// <summary>A text with its <c>{places}</c> filled.</summary>
    public static string Text(string language, string key, params ReadOnlySpan<(string Name, string Value)> values) =>
        Fill(s_languages.GetValueOrDefault(language, s_languages["ja"])[key], values);

    private static string Fill(string text, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values) text = text.Replace("{" + name + "}", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>A text of the card that is handed to a person, with its <c>{places}</c> filled.</summary>
    public static string CardText(string language, string key, params ReadOnlySpan<(string Name, string Value)> values) => Fill(s_cards[language][key], values);

    /// <summary>The keys of the card in a language.</summary>
    public static IReadOnlyCollection<string> CardKeys(string language) => s_cards[language].Keys;

    /// <summary>A letter by which a body is let in that may introduce people.</summary>
    public Letter WayIn(string to, string organisation, string link)
    {
        var name = organisations.FindOrganisation(organisation)?.Name ?? organisation;
        string In(string language) => string.Join("\n\n", Text(language, "letter.wayIn", ("organisation", name)), link, Text(language, "letter.wayIn.how"));
        return new Letter(to, Text("ja", "subject.wayIn", ("organisation", name)), In("ja") + "\n\n----\n" + In("en") + "\n");
    }

    /// <summary>A letter by which somebody of a body is invited to an account: from whom, and the link. Nothing of any person.</summary>
    public Letter Invitation(string to, string organisation, string link)
    {
        var name = organisations.FindOrganisation(organisation)?.Name ?? organisation;
        string In(string language) => string.Join("\n\n", Text(language, "letter.invited", ("organisation", name)), link, Text(language, "letter.invited.how"));
        return new Letter(to, Text("ja", "subject.invited", ("organisation", name)), In("ja") + "\n\n----\n" + In("en") + "\n");
    }

    /// <summary>A letter that says that there is something, with the way to it. In both languages, the first one first.</summary>
    public Letter Notice(string to, string kind, Referral referral, string link)
    {
        var organisation = organisations.FindOrganisation(referral.Organisation)?.Name ?? referral.Organisation;
        var soon = referral.Priority switch { Priority.Pressing or Priority.Immediate => "letter.pressing", Priority.Soon => "letter.soon", _ => "letter.normal" };
        string In(string language)
        {
            string[] hurry = kind is Offered or Reminder ? [Text(language, soon)] : [];
            return string.Join("\n\n", [Text(language, $"letter.{kind}", ("organisation", organisation)), .. hurry, link, Text(language, "letter.how")]);
        }

        return new Letter(to, Text("ja", $"subject.{kind}", ("organisation", organisation)), In("ja") + "\n\n----\n" + In("en") + "\n");
    }

    /// <summary>A letter with a code.</summary>
    public static Letter Code(string to, string code, int minutes)
    {
        var spoken = minutes.ToString(CultureInfo.InvariantCulture);
        return new Letter(
            to, Text("ja", "subject.code"),
            Text("ja", "letter.code", ("code", code), ("minutes", spoken)) + "\n\n----\n" + Text("en", "letter.code", ("code", code), ("minutes", spoken)) + "\n");
    }

    private static Dictionary<string, string> Read(string file, string language)
    {
        using var stream = typeof(DeskWords).Assembly.GetManifestResourceStream($"Gateway.Handoff.{file}.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
