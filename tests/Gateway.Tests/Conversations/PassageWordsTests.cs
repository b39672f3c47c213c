using Gateway.Conversations.Passages;
using Xunit;

namespace Gateway.Tests.Conversations;

/// <summary>The words that speak of the page are only words of their own.</summary>
public sealed class PassageWordsTests
{
    [Theory]
    [InlineData("ウェブ")]
    [InlineData("「ウェブ」")]
    [InlineData(" ｳｪﾌﾞ ")]
    [InlineData("WEB")]
    [InlineData("ｗｅｂ")]
    [InlineData("ウエブ。")]
    [InlineData("“web”")]
    public void They_ask(string text) => Assert.True(PassageWords.Asks(text));

    [Theory]
    [InlineData("止める")]
    [InlineData("「閉じる」")]
    [InlineData("閉じる")]
    [InlineData("とめて。")]
    [InlineData("Close")]
    public void They_stop(string text) => Assert.True(PassageWords.Stops(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ウェブの仕事をやめたい")]
    [InlineData("もう止めるしかない")]
    [InlineData("webカメラ")]
    [InlineData("\ud83d")]
    public void Other_words_are_words(string? text) => Assert.False(PassageWords.Asks(text) || PassageWords.Stops(text));

    [Theory]
    [InlineData("https://chat.example.jp", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("", true)]
    [InlineData("http://chat.example.jp", false)]
    [InlineData("chat.example.jp", false)]
    [InlineData("https://chat.example.jp/?a=b", false)]
    public void The_address_is_one_to_which_secrets_may_lead(string address, bool good) =>
        Assert.Equal(good, !new PassageSettings { Address = address }.Problems().Any());
}
