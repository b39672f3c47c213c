using Gateway.Channels.WebChat;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Intake;

/// <summary>The words by which a wish is said.</summary>
public sealed class WishWordsTests
{
    private static readonly string[] s_keys = ["wish.ask", "wish.woman", "wish.man", "wish.same", "wish.language", "wish.any"];

    /// <summary>"No hope" is what somebody in despair writes: it must never be read as "any counsellor will do".</summary>
    [Theory]
    [InlineData("希望")]
    [InlineData("希望なし")]
    [InlineData("希望はない")]
    [InlineData("希望がない")]
    [InlineData("没有希望")]
    [InlineData("沒有希望")]
    [InlineData("희망 없음")]
    [InlineData("no hope")]
    [InlineData("इच्छा छैन")]
    [InlineData("không có hy vọng")]
    [InlineData("sem esperança")]
    public void No_word_of_despair_is_one_of_them(string despair)
    {
        var texts = new PersonTexts();
        Assert.All(texts.Languages, language => Assert.All(s_keys, key => Assert.False(despair.Equals(texts.Text(language, key), StringComparison.OrdinalIgnoreCase))));
    }

    [Fact]
    public void The_button_of_the_page_says_the_word_that_is_understood()
    {
        var texts = new PersonTexts();
        Assert.All(texts.Languages, language => Assert.Equal(texts.Text(language, "wish.ask"), new ChatTexts().In(language)["wish.ask"]));
    }

    [Fact]
    public void No_two_wishes_of_a_language_are_said_alike()
    {
        var texts = new PersonTexts();
        Assert.All(texts.Languages, language => Assert.Equal(s_keys.Length, s_keys.Select(key => texts.Text(language, key)).Distinct().Count()));
    }
}
