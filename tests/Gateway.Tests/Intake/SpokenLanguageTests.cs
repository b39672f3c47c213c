using Gateway.Intake;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class SpokenLanguageTests
{
    [Theory]
    [InlineData("こんばんは", null)]
    [InlineData("死にたい", null)]
    [InlineData("相談", null)]
    [InlineData("大丈夫？", null)]
    [InlineData("過呼吸", null)]
    [InlineData("難病、感謝、愛情、知識", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("😭😭", null)]
    [InlineData("help", null)]
    [InlineData("OK", null)]
    [InlineData("LINEでI am tiredって言われた", null)]
    [InlineData("I want to talk to somebody", "en")]
    [InlineData("Can you help me?", "en")]
    [InlineData("我很难过,你们在吗", "zh-Hans")]
    [InlineData("我很難過,你們在嗎", "zh-Hant")]
    [InlineData("您好", null)]
    [InlineData("Tôi rất buồn", "vi")]
    [InlineData("xin chao, toi can noi chuyen", "vi")]
    [InlineData("Olá, estou muito triste", "pt")]
    [InlineData("Hola, necesito ayuda", "es")]
    [InlineData("म धेरै दुःखी छु", "ne")]
    [InlineData("Kumusta po, kailangan ko ng tulong", "tl")]
    [InlineData("너무 힘들어요", "ko")]
    [InlineData("Saya ingin bicara", "id")]
    [InlineData("ฉันอยากคุย", "th")]
    [InlineData("English", "en")]
    [InlineData("「やさしい日本語」", "ja-simple")]
    public void First_words_show_a_language_where_it_is_plain(string? text, string? language) => Assert.Equal(language, SpokenLanguage.Of(text));

    [Theory]
    [InlineData("english", "en")]
    [InlineData(" 中文。", "zh-Hans")]
    [InlineData("繁體中文", "zh-Hant")]
    [InlineData("ベトナム語", "vi")]
    [InlineData("日本語", "ja")]
    [InlineData("नेपाली", "ne")]
    [InlineData("ไทย", "th")]
    [InlineData("英語の先生がこわい", null)]
    [InlineData("I speak English", null)]
    [InlineData("", null)]
    public void A_language_that_is_named_and_nothing_else_is_chosen(string text, string? language) => Assert.Equal(language, SpokenLanguage.Named(text));
}
