using Gateway.Channels.Sms;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

public sealed class StopWordsTests
{
    [Theory]
    [InlineData("停止")]
    [InlineData(" 停止 ")]
    [InlineData("「停止」")]
    [InlineData("停止。")]
    [InlineData("停止！")]
    [InlineData("停止\n")]
    [InlineData("配信停止")]
    [InlineData("配信停止希望")]
    [InlineData("受信拒否")]
    [InlineData("ストップ")]
    [InlineData("ｽﾄｯﾌﾟ")]
    [InlineData("やめる")]
    [InlineData("退会")]
    [InlineData("STOP")]
    [InlineData("stop")]
    [InlineData("Stop.")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("stop all")]
    [InlineData("StopAll")]
    [InlineData("unsubscribe")]
    [InlineData("CANCEL")]
    [InlineData("END")]
    [InlineData("QUIT")]
    [InlineData("opt out")]
    [InlineData("opt-out")]
    [InlineData("arrêt")]
    public void The_word_alone_means_it(string text) => Assert.True(StopWords.Means(text));

    [Theory]
    [InlineData("")]
    [InlineData("　")]
    [InlineData("停")]
    [InlineData("停止したい")]
    [InlineData("停止 停止")]
    [InlineData("心肺停止")]
    [InlineData("もうやめたい")]
    [InlineData("やめて")]
    [InlineData("やめてください")]
    [InlineData("学校やめる")]
    [InlineData("終わり")]
    [InlineData("終わりにしたい")]
    [InlineData("もう終わり")]
    [InlineData("STOP IT")]
    [InlineData("please stop")]
    [InlineData("THE END")]
    [InlineData("ending")]
    [InlineData("S T O P")]
    [InlineData("START")]
    [InlineData("UNSTOP")]
    [InlineData("HELP")]
    [InlineData("\uD800停止")]
    [InlineData("停止\uFFFE")]
    public void Anything_else_is_read_as_it_is(string text) => Assert.False(StopWords.Means(text));

    [Fact]
    public void A_long_text_is_not_even_looked_at() => Assert.False(StopWords.Means(new string(' ', 100_000) + "停止"));
}
