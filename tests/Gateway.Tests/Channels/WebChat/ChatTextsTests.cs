using System.Text.RegularExpressions;
using Gateway.Channels.WebChat;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The words of the page in every language.</summary>
public sealed partial class ChatTextsTests
{
    // Said only to those for whom it is meant.
    private static readonly string[] JapaneseAlone = ["furigana.on", "furigana.off"];
    private static readonly string[] NotJapanese = ["welcome.language"];

    private static readonly ChatTexts Texts = new();

    public static TheoryData<string> Languages => [.. PersonLanguages.All.Select(language => language.Code)];

    [Fact]
    public void There_is_a_file_for_every_language_and_for_no_other() =>
        Assert.Equal(PersonLanguages.All.Select(language => language.Code).Order(StringComparer.Ordinal), Texts.Languages.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_is_complete_and_calm(string language)
    {
        var (words, english) = (Texts.All(language), Texts.All("en"));
        var keys = english.Keys.Except(NotJapanese).Concat(PersonLanguages.IsJapanese(language) ? JapaneseAlone : NotJapanese);
        Assert.Equal(keys.Order(StringComparer.Ordinal), words.Keys.Order(StringComparer.Ordinal));
        Assert.All(words, word =>
        {
            Assert.Equal(word.Value.Trim(), word.Value);
            Assert.NotEmpty(word.Value);
            if (english.TryGetValue(word.Key, out var other)) Assert.Equal((word.Key, Places(other)), (word.Key, Places(word.Value)));
            // Calm: nothing is shouted at anybody.
            Assert.DoesNotMatch("[!！¡]", word.Value);
            Assert.DoesNotMatch("[\ufff9-\ufffb]", word.Value);
        });
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_language_is_written_in_its_own_letters(string language)
    {
        // A file that was copied and not translated would pass every other test.
        var own = language switch
        {
            "ja" or "ja-simple" => "[ぁ-ん]",
            "zh-Hans" => "[这们谢会]",
            "zh-Hant" => "[這們謝會]",
            "ne" => "[\u0900-\u097f]",
            "th" => "[\u0e00-\u0e7f]",
            "ko" => "[가-힣]",
            "vi" => "[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]",
            "pt" => "[ãçõ]",
            "es" => "[ñóúí]",
            _ => "[A-Za-z]",
        };
        Assert.Matches(own, Texts.All(language)["exit.does"]);
        if (language != "en") Assert.NotEqual(Texts.All("en")["exit.does"], Texts.All(language)["exit.does"]);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("ja-simple")]
    public void Every_character_of_the_japanese_words_has_its_reading(string language)
    {
        var (readings, guide, lines) = (new Readings(), new PersonTexts(), new Gateway.Intake.Hotlines().ForVoice(language));
        var all = Texts.All(language).Values.Concat(guide.Keys(language).Select(key => guide.Text(language, key))).Append(lines.Hours);
        var asked = new Gateway.Bots.Intake.IntakeTexts();
        all = all.Concat(asked.Keys(language).Select(key => asked.Text(language, key)));
        Assert.All(all, text => Assert.DoesNotMatch("[一-龯々]", Marked().Replace(readings.Mark(text), "")));
    }

    [Theory]
    [InlineData("相談員が書いています", "[相談員:そうだんいん]が[書:か]いています")]
    [InlineData("だいたい25〜40分です", "だいたい25〜40[分:ぷん]です")]
    [InlineData("お話は消えていません。消せます", "お[話:はなし]は[消:き]えていません。[消:け]せます")]
    [InlineData("話したいときは", "[話:はな]したいときは")]
    [InlineData("水戸相談室です。水を", "水戸相談室です。[水:みず]を")]
    public void Words_are_marked_with_their_readings(string text, string marked) => Assert.Equal(
        marked, new Readings().Mark(text, "水戸相談室").Replace(Readings.Base, '[').Replace(Readings.Reading, ':').Replace(Readings.End, ']'));

    [Theory]
    [InlineData(null, "ja")]
    [InlineData("", "ja")]
    [InlineData("ja,en-US;q=0.9", "ja")]
    [InlineData("en-US,en;q=0.9,ja;q=0.8", "en")]
    [InlineData("zh-CN,zh;q=0.9", "zh-Hans")]
    [InlineData("zh-TW", "zh-Hant")]
    [InlineData("zh-HK;q=0.9, en;q=0.1", "zh-Hant")]
    [InlineData("pt-BR", "pt")]
    [InlineData("fil-PH", "tl")]
    [InlineData("in-ID", "id")]
    [InlineData("fr-FR, vi;q=0.5", "vi")]
    [InlineData("fr-FR", "en")]
    [InlineData("*", "ja")]
    [InlineData("ko;q=0, th;q=0.1", "th")]
    [InlineData("<script>;q=x", "ja")]
    public void The_browser_is_answered_in_the_language_it_asks_for(string? accept, string language) =>
        Assert.Equal(language, PersonLanguages.Choose(accept));

    private static string Places(string text) => string.Join(' ', Place().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Place();

    [GeneratedRegex("\ufff9[^\ufffb]*\ufffb")]
    private static partial Regex Marked();
}
