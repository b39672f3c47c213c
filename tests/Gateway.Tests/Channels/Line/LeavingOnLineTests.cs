using Gateway.Channels.Line;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>Leaving on LINE: one tap or its words at any time, answered kindly and at no cost. Nothing else ends a talk.</summary>
public sealed class LeavingOnLineTests
{
    private static readonly PersonTexts s_texts = new();

    private static string Leave => s_texts.Text("ja", "choice.leaveQueue");

    private static string End => s_texts.Text("ja", "choice.endTalk");

    public static TheoryData<string, bool> Words => new()
    {
        { Leave, true },
        { End, true },
        { "  " + End + "。\n", true },
        { "stop waiting", true },
        { "End this talk.", true },
        // What people say who need us most.
        { "もうやめる", false },
        { "やめたい", false },
        { "終わりにする", false },
        { "もう終わりにしたい", false },
        { "人生を終わりにする", false },
        { "お話を終わりにするのが怖い", false },
        { "「" + End + "」って何ですか", false },
        { "stop", false },
        { "quit", false },
        { "End", false },
        { "", false },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Only_the_very_words_of_the_button_end_anything(string text, bool leaves)
    {
        var said = new Inbound("org-1", "line", "line/komorebi", Redacted.Of("U1"), "event-1", InboundKind.Message, Redacted.Of(text));
        var words = new LeavingWords(s_texts);
        Assert.Equal(leaves ? InboundKind.Leave : InboundKind.Message, Assert.Single(words.Understand([said])).Kind);
        // Somebody else holds the chat: the word is theirs.
        Assert.Equal(InboundKind.Message, Assert.Single(words.Understand([said with { Standby = true }])).Kind);
        Assert.Equal(InboundKind.Unknown, Assert.Single(words.Understand([said with { Kind = InboundKind.Unknown }])).Kind);
    }

    [Fact]
    public void A_button_fits_on_a_phone() => Assert.All(
        s_texts.Languages.SelectMany(language => Choices.All.Select(choice => s_texts.Text(language, Choices.TextOf(choice)))), label => Assert.InRange(label.Length, 1, 20));

    [Fact]
    public async Task Whoever_waits_leaves_with_one_tap_and_is_answered_at_no_cost()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal));
        await girl.TapAsync(Leave);
        var farewell = await girl.ReceivesAsync(text => text == s_texts.Text("ja", "left"));
        Assert.Equal("reply", farewell.Kind);
        Assert.Null(await aoi.TakeNextAsync());

        // And is welcome again at any time.
        await girl.SayAsync("やっぱり話したい");
        await night.EventuallyAsync(async () => await aoi.TakeNextAsync() is not null, "waiting again");
    }

    [Fact]
    public async Task Whoever_talks_ends_it_with_its_words_and_the_counsellor_is_told()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        var talk = await night.TakenByAsync(aoi);
        await girl.SayAsync(End);
        await girl.ReceivesAsync(text => text == s_texts.Text("ja", "left"));
        var left = await aoi.WaitForAsync(message => message.Target == "ConversationLeft");
        Assert.Equal("ended_by_person", left.Arguments[1].GetString());
        Assert.Equal(talk.Id, left.Arguments[0].GetString());
    }

    [Fact]
    public async Task A_button_of_an_earlier_talk_ends_nothing()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        await girl.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal));
        var old = girl.Received[^1].Taps[^1].Data;
        await girl.PostbackAsync(old);
        await girl.ReceivesAsync(text => text == s_texts.Text("ja", "left"));
        await girl.SayAsync("もう一度");
        await girl.PostbackAsync(old);
        await girl.PostbackAsync("v=1&a=leave&c=");
        await girl.PostbackAsync("v=1&a=leave&c=" + new string('x', 200));
        await night.EventuallyAsync(async () => await aoi.TakeNextAsync() is not null, "still waiting");
    }

    [Fact]
    public async Task A_phone_shows_that_the_counsellor_is_writing_and_LINE_is_not_asked_more_often_than_needed()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        var talk = await night.TakenByAsync(aoi);
        var line = night.Simulators.Line(night.Setup.Line[0].Account);
        for (var i = 0; i < 5; i++) await aoi.InvokeAsync<object?>("Typing", talk.Id);
        await night.EventuallyAsync(() => Task.FromResult(girl.ShowsWriting), "shown");
        await aoi.SendAsync(talk.Id, "読みました");
        await girl.ReceivesAsync(text => text == "読みました");
        Assert.False(girl.ShowsWriting);
        Assert.Equal(1, line.LoadingAsked);
    }

    [Fact]
    public async Task Where_it_is_not_wanted_no_phone_is_told_of_writing()
    {
        await using var night = await TestGateway.StartAsync(null, null, null, ("Gateway:Channels:Line:ShowTyping", "false"));
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("こんばんは");
        var talk = await night.TakenByAsync(aoi);
        await aoi.InvokeAsync<object?>("Typing", talk.Id);
        await aoi.SendAsync(talk.Id, "読みました");
        await girl.ReceivesAsync(text => text == "読みました");
        Assert.Equal(0, night.Simulators.Line(night.Setup.Line[0].Account).LoadingAsked);
    }
}
