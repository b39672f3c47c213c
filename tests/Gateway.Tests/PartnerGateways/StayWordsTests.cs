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

    private static Entry SaidBy(string author, string clientId, string text, long number) =>
        new(number, 0, EntryKinds.Message, Authors.Counsellor, author, clientId, null, null, new EntryBody(Text: text, Name: "あき"));
}
