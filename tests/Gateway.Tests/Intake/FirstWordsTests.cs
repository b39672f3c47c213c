using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Xunit;

namespace Gateway.Tests.Intake;

public sealed class FirstWordsTests
{
    private static readonly PersonTexts Texts = new();
    private static readonly FirstWords Words = new(Texts, new Hotlines());
    private static readonly Organisation Komorebi = new(
        "komorebi", "NPO法人 こもれび相談室", "Komorebi Counselling", "こもれび相談室", "毎日 20時から翌5時", "8 pm to 5 am", Closed: false);

    private static readonly ShiftNow Busy = new(Present: 2, FreeHands: 0, AllHands: 6);

    [Theory]
    [InlineData(ChannelNames.Line, "ja")]
    [InlineData(ChannelNames.Line, "en")]
    [InlineData(ChannelNames.Chat, "ja")]
    [InlineData(ChannelNames.Chat, "en")]
    public void The_first_words_fit_into_one_call_and_say_who_what_where_and_how_long(string channel, string language)
    {
        var said = Said(channel, language, Busy, position: 7);
        Assert.InRange(said.Count, 1, 5);
        var all = string.Join('\n', said);
        Assert.Contains(language == "en" ? "Komorebi Counselling" : "こもれび相談室", all, StringComparison.Ordinal);
        Assert.Contains(Texts.Text(language, "notice"), said);
        Assert.Contains("7", all, StringComparison.Ordinal);
        Assert.Contains("119", all, StringComparison.Ordinal);
        Assert.Contains("110", all, StringComparison.Ordinal);
        Assert.DoesNotContain("{", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja")]
    [InlineData("en")]
    public void Whoever_was_greeted_before_is_not_greeted_again(string language)
    {
        var greeted = Said(ChannelNames.Line, language, Busy, greet: false);
        Assert.Equal(Said(ChannelNames.Line, language, Busy).Count - 2, greeted.Count);
        Assert.DoesNotContain(Texts.Text(language, "notice"), greeted);
    }

    [Fact]
    public void A_greeting_asks_for_nothing_and_promises_no_place() =>
        Assert.Equal([Texts.Text("ja", "hello", ("organisation", "こもれび相談室")), Texts.Text("ja", "notice")], Words.Hello("ja", Komorebi).Select(e => e.Body.Text!));

    [Theory]
    [InlineData("ja", "毎日 20時から翌5時")]
    [InlineData("en", "8 pm to 5 am")]
    public void When_nobody_is_on_shift_the_person_is_told_so_with_the_hours(string language, string hours)
    {
        var said = Said(ChannelNames.Line, language, new ShiftNow(0, 0, 0));
        Assert.Contains(said, text => text.StartsWith(Texts.Text(language, "afterHours"), StringComparison.Ordinal) && text.EndsWith(hours, StringComparison.Ordinal));
        Assert.Contains(said, text => text.Contains("119", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ja", "次の相談員の予定: 11/24 7:00 ごろ(日本の時間)")]
    [InlineData("en", "A counsellor is planned to be here from about 11/24 7:00 (time in Japan).")]
    public void When_somebody_is_planned_to_be_back_that_is_told_as_a_plan(string language, string planned)
    {
        var said = Said(ChannelNames.Line, language, new ShiftNow(0, 0, 0, Next: new DateTimeOffset(2026, 11, 23, 22, 0, 0, TimeSpan.Zero)));
        Assert.Contains(said, text => text.StartsWith(Texts.Text(language, "afterHours"), StringComparison.Ordinal) && text.EndsWith(planned, StringComparison.Ordinal));
        Assert.DoesNotContain(Said(ChannelNames.Line, language, Busy with { Next = DateTimeOffset.UnixEpoch }), text => text.Contains(planned[..6], StringComparison.Ordinal));
    }

    [Fact]
    public void Without_opening_hours_no_hours_are_claimed()
    {
        var said = Words.Waiting(ChannelNames.Line, "ja", Komorebi with { OpeningHours = null }, true, new ShiftNow(0, 0, 0), 1).Select(e => e.Body.Text!);
        Assert.Contains(Texts.Text("ja", "afterHours"), said);
    }

    [Theory]
    [InlineData(ChannelNames.Line, true)]
    [InlineData(ChannelNames.Chat, false)]
    public void Keeping_the_place_is_promised_only_where_it_is_kept(string channel, bool keeps) =>
        Assert.Equal(keeps, Said(channel, "ja", Busy).Any(text => text.Contains(Texts.Text("ja", "waiting.keeps"), StringComparison.Ordinal)));

    [Fact]
    public void A_wait_that_nobody_can_know_is_not_guessed()
    {
        Assert.Contains(Said(ChannelNames.Line, "ja", null), text => text.Contains(Texts.Text("ja", "wait.unknown"), StringComparison.Ordinal));
        Assert.Contains(Said(ChannelNames.Line, "ja", Busy with { FreeHands = 3 }), text => text.Contains(Texts.Text("ja", "wait.soon"), StringComparison.Ordinal));
        Assert.Contains(Said(ChannelNames.Line, "ja", Busy, position: 3), text => text.Contains("10〜30分", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ja", false)]
    [InlineData("ja", true)]
    [InlineData("en", false)]
    [InlineData("en", true)]
    public void An_sms_gets_one_short_text(string language, bool nobody)
    {
        var text = Assert.Single(Said(ChannelNames.Sms, language, nobody ? new ShiftNow(0, 0, 0) : Busy, position: 12));
        Assert.InRange(text.Length, 1, language == "ja" ? 3 * 67 : 3 * 153);
        Assert.Contains("119", text, StringComparison.Ordinal);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        if (!nobody) Assert.Contains("12", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guide_speaks_as_the_guide() => Assert.All(
        Words.Waiting(ChannelNames.Line, "ja", Komorebi, true, Busy, 1),
        entry => Assert.Equal((EntryKinds.Message, Authors.Bot, (string?)null), (entry.Kind, entry.Author, entry.AuthorId)));

    private static List<string> Said(string channel, string language, ShiftNow? shift, bool greet = true, long position = 1) =>
        [.. Words.Waiting(channel, language, Komorebi, greet, shift, position).Select(entry => entry.Body.Text!)];

    [Theory]
    [InlineData("まだですか", true)]
    [InlineData("「順番」", true)]
    [InlineData("Wait", true)]
    [InlineData("まだ生きていたくない", false)]
    [InlineData("順番に話します", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_word_alone_asks_for_the_place(string? text, bool asks) => Assert.Equal(asks, WaitingWords.Asks(text));

    [Fact]
    public void The_word_that_each_language_names_is_understood() => Assert.All(PersonLanguages.All, language =>
        Assert.Contains(Texts.Text(language.Code, "waiting.ask").Split('「', '」', '“', '”'), WaitingWords.Asks));

    [Fact]
    public void Whoever_asks_hears_the_place_or_that_it_is_kept_or_that_nobody_is_there()
    {
        Assert.Contains("いま7番目", Words.Now("ja", Komorebi, Busy, 7).Body.Text, StringComparison.Ordinal);
        Assert.Equal(Texts.Text("ja", "waiting.kept"), Words.Now("ja", Komorebi, Busy, null).Body.Text);
        Assert.StartsWith(Texts.Text("ja", "afterHours"), Words.Now("ja", Komorebi, new ShiftNow(0, 0, 0), 7).Body.Text, StringComparison.Ordinal);
    }
}
