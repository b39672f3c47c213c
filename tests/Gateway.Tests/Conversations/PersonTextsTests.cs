using System.Text.RegularExpressions;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Conversations;

public sealed partial class PersonTextsTests
{
    private static readonly PersonTexts Texts = new();

    [Fact]
    public void Every_language_has_every_text_with_the_same_places()
    {
        Assert.Equal(PersonLanguages.All.Select(language => language.Code).Order(StringComparer.Ordinal), Texts.Languages.Order(StringComparer.Ordinal));
        foreach (var language in Texts.Languages)
        {
            Assert.Equal(Texts.Keys("ja").Order(), Texts.Keys(language).Order());
            foreach (var key in Texts.Keys("ja"))
                Assert.Equal((key, Places("ja", key)), (key, Places(language, key)));
        }
    }

    [Fact]
    public void No_text_is_empty_or_shouts()
    {
        foreach (var language in Texts.Languages)
        {
            Assert.All(Texts.Keys(language), key =>
            {
                var text = Texts.Text(language, key);
                Assert.Equal(text.Trim(), text);
                Assert.NotEmpty(text);
                Assert.DoesNotMatch("[!！¡]", text);
            });
        }
    }

    [Fact]
    public void No_line_of_a_japanese_text_is_longer_than_eighty_letters()
    {
        var longest = Texts.Keys("ja").SelectMany(key => Texts.Text("ja", key).Split('\n').Select(line => (key, Letters: Place().Replace(line, "なまえなまえなまえ").Length)));
        Assert.DoesNotContain(longest, line => line.Letters > 80);
    }

    [Fact]
    public void A_text_for_sms_fits_into_four_parts() => Assert.All(Texts.Languages, language => Assert.All(
        Texts.Keys(language).Where(key => key.StartsWith("sms.", StringComparison.Ordinal)),
        key => Assert.InRange(Texts.Text(language, key).Length, 1, language == "en" ? 4 * 153 : 4 * 67)));

    [Fact]
    public void A_language_that_nobody_knows_is_answered_in_japanese() => Assert.Equal(Texts.Text("ja", "closed"), Texts.Text("xx", "closed"));

    [Fact]
    public void A_place_is_filled_with_what_was_given_and_nothing_else()
    {
        var text = Texts.Text("ja", "hello", ("organisation", "{position}<b>相談室</b>"));
        Assert.Contains("{position}<b>相談室</b>", text, StringComparison.Ordinal);
        Assert.Equal(text, Texts.Say("ja", "hello", ("organisation", "{position}<b>相談室</b>")).Body.Text);
    }

    private static string Places(string language, string key) =>
        string.Join(' ', Place().Matches(Texts.Text(language, key)).Select(match => match.Value).Order());

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Place();
}
