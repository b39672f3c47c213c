using System.Text.RegularExpressions;
using Gateway.Consent;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Consent;

public sealed partial class TypedAnswerTests
{
    [Theory]
    [InlineData("27 はい", TypedKind.Yes)]
    [InlineData("27はい", TypedKind.Yes)]
    [InlineData("２７　はい。", TypedKind.Yes)]
    [InlineData("27 Yes", TypedKind.Yes)]
    [InlineData("「27 はい」", null)]
    [InlineData("27 いいえ", TypedKind.No)]
    [InlineData("27 no!", TypedKind.No)]
    [InlineData("27 とりけし", TypedKind.Back)]
    [InlineData("27 ﾊｲ", TypedKind.Yes)]
    [InlineData("27 1 2", TypedKind.Some)]
    [InlineData("27、1、2", TypedKind.Some)]
    [InlineData("27 1", TypedKind.Some)]
    [InlineData("27", null)]
    [InlineData("271", null)]
    [InlineData("27:30", null)]
    [InlineData("はい 27", null)]
    [InlineData("はい", null)]
    [InlineData("1", null)]
    [InlineData("27 はい、でもこわい", null)]
    [InlineData("27日の夜", null)]
    [InlineData("090-0000-0000", null)]
    [InlineData("   ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Only_the_digits_and_an_answer_are_one(string? text, TypedKind? kind) => Assert.Equal(kind, TypedAnswer.Of(text)?.Kind);

    [Fact]
    public void Numbers_count_once_and_in_order() => Assert.Equal([1, 3, 12], TypedAnswer.Of("27 12 3、1 3")!.Numbers);

    [Fact]
    public void What_the_question_offers_in_each_language_is_understood()
    {
        var texts = new PersonTexts();
        foreach (var language in texts.Languages)
        {
            var offered = Quoted().Matches(texts.Text(language, "consent.ask.how", ("code", "27")) + texts.Text(language, "consent.given.back", ("code", "27"), ("days", "30")))
                .Select(match => (language, TypedAnswer.Of(match.Groups[1].Value)?.Kind)).ToList();
            Assert.Equal([(language, TypedKind.Yes), (language, TypedKind.Some), (language, TypedKind.No), (language, TypedKind.Back)], offered);
        }
    }

    [GeneratedRegex("[「“]([^」”]+)[」”]")]
    private static partial Regex Quoted();
}
