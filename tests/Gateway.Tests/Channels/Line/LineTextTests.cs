using Gateway.Channels.Line;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Channels.Line;

public sealed class LineTextTests
{
    private static readonly string s_four = string.Concat(Enumerable.Repeat("あ", 4000));
    private static readonly string s_rest = string.Concat(Enumerable.Repeat("い", 1500));

    /// <summary>What stands between 4,000 and 5,000, and where the first part ends.</summary>
    public static TheoryData<string, int> Pauses => new()
    {
        // Each better pause wins over the worse ones behind it.
        { "段落。\n\n行\n文。読点、語 ", 5 },
        { "行\n文。読点、語 ", 2 },
        { "文。読点、語 ", 2 },
        { "「文。」読点、語 ", 4 },
        { "なに！？読点、語 ", 4 },
        { "読点、語 ", 3 },
        { "語 かたまり", 2 },
        { "A sentence. One 3.14 word", 11 },
    };

    [Theory]
    [MemberData(nameof(Pauses))]
    public void A_long_text_is_cut_at_the_best_pause_of_its_last_stretch(string pauses, int at)
    {
        var parts = LineText.Split(s_four + pauses + s_rest);
        Assert.Equal(2, parts.Count);
        Assert.Equal((s_four + pauses[..at]).TrimEnd(), parts[0]);
        Assert.Equal((pauses[at..] + s_rest).Trim(), parts[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  はい \n")]
    public void A_text_that_fits_stays_as_it_is(string text) => Assert.Equal([text], LineText.Split(text));

    [Fact]
    public void Five_thousand_units_are_one_message_and_one_more_makes_two()
    {
        Assert.Single(LineText.Split(new string('a', 5000)));
        Assert.Equal([5000, 1], LineText.Split(new string('a', 5001)).Select(part => part.Length));
    }

    [Theory]
    [InlineData("😢")]
    [InlineData("👩‍👩‍👧‍👦")]
    [InlineData("か\u3099")]
    [InlineData("🇯🇵")]
    [InlineData("𠮷")]
    public void A_letter_is_never_cut_in_two(string letter)
    {
        for (var before = 0; before < letter.Length; before++)
        {
            var text = new string('x', before) + string.Concat(Enumerable.Repeat(letter, 12_000 / letter.Length));
            var parts = LineText.Split(text);
            Assert.Equal(text, string.Concat(parts));
            Assert.All(parts, part => Assert.Equal(0, part.TrimStart('x').Length % letter.Length));
        }
    }

    [Fact]
    public void One_letter_without_an_end_is_cut_all_the_same()
    {
        var parts = LineText.Split("か" + new string('\u3099', 12_000));
        Assert.Equal(12_001, parts.Sum(part => part.Length));
        Assert.All(parts, part => Assert.InRange(part.Length, 1, LineText.Longest));
    }

    [Fact]
    public void Whatever_may_be_said_fits_into_one_call()
    {
        var random = new Random(7);
        const string letters = "あい、。\n 「」！a.😢";
        for (var i = 0; i < 200; i++)
        {
            var text = string.Concat(Enumerable.Range(0, SpeakToPerson.LongestText(ChannelNames.Line)).Select(_ => letters[random.Next(letters.Length)]));
            var parts = LineText.Split(text);
            Assert.InRange(parts.Count, 1, 5);
            Assert.All(parts, part => Assert.InRange(part.Length, 1, LineText.Longest));
            // Nothing is left out but white space.
            Assert.Equal(Bare(text), Bare(string.Concat(parts)));
        }

        static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    }
}
