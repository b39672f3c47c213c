using Gateway.Conversations;
using Gateway.PartnerGateways.Stays;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>What becomes a word of a stay, and in how many parts it reaches the person.</summary>
public sealed class StayWordsTests
{
    [Fact]
    public void What_was_said_in_an_earlier_stay_at_the_same_partner_is_shown_there_and_what_it_said_in_this_one_is_not_sent_back()
    {
        Entry[] log = [SaidBy("desk", "before/1", "まえの返事", 1), SaidBy("desk", "now/1", "いまの返事", 2)];
        var words = StayWords.FromHome(log, "now");
        Assert.Equal([(1L, StayAuthors.Counsellor, "まえの返事"), (2L, StayAuthors.Withheld, "")], words.Select(word => (word.Number, word.Author, word.Text)));
    }

    [Theory]
    [InlineData("みじかい", "みじかい")]
    [InlineData("いちにさんしごろく", "いちにさん|しごろく")]
    [InlineData("いちに\nさんしごろく", "いちに|さんしごろ|く")]
    [InlineData("いちにさ😀しごろ", "いちにさ|😀しごろ")]
    [InlineData("     \n     いちに", "いちに")]
    public void What_is_too_long_for_a_channel_goes_in_parts_and_nothing_is_left_out(string text, string parts) =>
        Assert.Equal(parts.Split('|'), StayWords.InParts(text, 5).Select(part => part.Trim()));

    [Theory]
    [InlineData(0, 100, 1, 60)]
    [InlineData(59, 100, 1, 1)]
    [InlineData(60, 100, 1, 0)]
    [InlineData(0, 100, 660, 60)]
    [InlineData(0, 100, 661, 30)]
    [InlineData(0, 13, 20_000, 1)]
    [InlineData(29, 13, 20_000, 1)]
    [InlineData(30, 13, 20_000, 0)]
    public void What_is_sent_in_a_minute_is_counted_in_messages_of_the_channel(int said, int words, int letters, int told) =>
        Assert.Equal(told, StayWords.AtMost([.. Enumerable.Range(1, words).Select(n => Of(n, new string('あ', letters)))], 0, said, 660).Count);

    [Fact]
    public void Where_nothing_was_said_lately_one_word_is_said_however_many_parts_it_has()
    {
        Assert.Single(StayWords.AtMost([Of(1, string.Concat(Enumerable.Repeat("あ\n", 400))), Of(2, "い")], 0, 0, 4));
        Assert.Empty(StayWords.AtMost([Of(1, string.Concat(Enumerable.Repeat("あ\n", 400)))], 0, 1, 4));
        Assert.Equal(2, StayWords.AtMost([Of(1, new string('あ', 20_000)), Of(2, "い")], heard: 1, 59, 660).Count);
    }

    private static StayWord Of(long number, string text) => new(number, DateTimeOffset.UnixEpoch, StayAuthors.Counsellor, text);

    private static Entry SaidBy(string author, string clientId, string text, long number) =>
        new(number, 0, EntryKinds.Message, Authors.Counsellor, author, clientId, null, null, new EntryBody(Text: text, Name: "あき"));
}
