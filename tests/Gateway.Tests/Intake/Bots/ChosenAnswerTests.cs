using Gateway.Intake.Bots;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

public sealed class ChosenAnswerTests
{
    private static readonly BotChoice[] Offered = [new("self", "自分のこと"), new("family", "家族のこと"), new("skip", "Skip")];

    [Theory]
    [InlineData("自分のこと", "self")]
    [InlineData(" 家族のこと。", "family")]
    [InlineData("skip", "skip")]
    [InlineData("SKIP!", "skip")]
    [InlineData("1", "self")]
    [InlineData("2", "family")]
    [InlineData("③", "skip")]
    [InlineData("3番", "skip")]
    [InlineData("2.", "family")]
    [InlineData("(1)", "self")]
    public void A_number_or_the_words_of_a_choice_are_that_choice(string said, string id) => Assert.Equal(id, ChosenAnswer.Of(said, Offered)?.Id);

    [Theory]
    [InlineData("0")]
    [InlineData("4")]
    [InlineData("-1")]
    [InlineData("99999999999999")]
    [InlineData("")]
    [InlineData("。")]
    [InlineData("自分のことかもしれない")]
    [InlineData("1人です")]
    [InlineData("119")]
    [InlineData("\ud800")]
    public void Anything_else_is_a_sentence(string said) => Assert.Null(ChosenAnswer.Of(said, Offered));

    [Fact]
    public void Without_an_offer_a_number_is_a_number() => Assert.Null(ChosenAnswer.Of("1", []));
}
