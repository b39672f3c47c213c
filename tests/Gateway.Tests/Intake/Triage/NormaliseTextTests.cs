using System.Diagnostics;
using Gateway.Intake.Triage;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>However a word is disguised, it is read as the same letters, and its place in the original is known.</summary>
public sealed class NormaliseTextTests
{
    [Theory]
    [InlineData("シニタイ", "しにたい")]
    [InlineData("ｼﾆﾀｲ", "しにたい")]
    [InlineData("しにたーーーい", "しにたい")]
    [InlineData("しにたぃぃぃ", "しにたい")]
    [InlineData("しにたあああああい", "しにたい")]
    [InlineData("し.に.た.い", "しにたい")]
    [InlineData("し\nに\nた\nい", "しにたい")]
    [InlineData("し\u200bに\u2060た\ufeffい", "しにたい")]
    [InlineData("\u202eしにたい", "しにたい")]
    [InlineData("死\u0334に\u0335た\u0336い", "死にたい")]
    [InlineData("し💀に💀た💀い", "しにたい")]
    [InlineData("タヒにたい", "死にたい")]
    [InlineData("ﾀﾋにたい", "死にたい")]
    [InlineData("タ匕にたい", "死にたい")]
    [InlineData("4にたい", "死にたい")]
    [InlineData("もう氏にたい", "もう死にたい")]
    [InlineData("シ二タイ", "しにたい")]
    [InlineData("〇にたい", "○にたい")]
    [InlineData("ＳＨＩＮＩ", "shini")]
    [InlineData("ⓢⓗⓘ", "shi")]
    [InlineData("ﾊﾟｷﾞ", "ぱぎ")]
    [InlineData("muốn CHẾT", "muonchet")]
    [InlineData("I'm   dyiiiing", "imdying")]
    [InlineData("60錠 1錠", "0錠1錠")]
    public void A_disguise_is_looked_through(string written, string letters) => Assert.Equal(letters, NormaliseText.Of(written).Letters.ToString());

    [Theory]
    [InlineData("彼氏にたいして", "彼氏にたいして")]
    [InlineData("14にち", "0にち")]
    [InlineData("日本二番", "日本二番")]
    public void What_is_no_disguise_stays(string written, string letters) => Assert.Equal(letters, NormaliseText.Of(written).Letters.ToString());

    [Fact]
    public void The_place_of_each_letter_in_the_original_is_known()
    {
        var plain = NormaliseText.Of("あ。し に\u200bタヒ");
        Assert.Equal("あしに死", plain.Letters.ToString());
        Assert.Equal([0, 2, 4, 6], Enumerable.Range(0, 4).Select(plain.At));
        Assert.Equal(Pause.Sentence, plain.PauseBefore(1));
        Assert.Equal(Pause.Space, plain.PauseBefore(2));
        Assert.Equal(1, plain.Sentence(3));
    }

    [Theory]
    [InlineData("\ud83d")]
    [InlineData("\udc00あ")]
    [InlineData("")]
    public void Half_an_emoji_and_nothing_do_no_harm(string written) => Assert.InRange(NormaliseText.Of(written).Length, 0, 1);

    [Theory]
    [InlineData('あ')]
    [InlineData('a')]
    [InlineData('\u0334')]
    [InlineData('タ')]
    [InlineData('4')]
    [InlineData('\u0e34')]
    [InlineData(' ')]
    public void The_longest_text_of_one_letter_takes_no_long_time(char letter)
    {
        var words = new GradeWords(Lexicon.Public);
        var began = Stopwatch.GetTimestamp();
        words.Of("死" + new string(letter, 100_000));
        words.Of(string.Concat(Enumerable.Repeat($"死にたい{letter}", 20_000)));
        Assert.InRange(Stopwatch.GetElapsedTime(began).TotalSeconds, 0, 10);
    }

    [Fact]
    public void No_more_than_the_limit_is_read()
    {
        var plain = NormaliseText.Of(new string('漢', NormaliseText.Longest + 5));
        Assert.True(plain.WasCut);
        Assert.Equal(NormaliseText.Longest, plain.Length);
    }
}
