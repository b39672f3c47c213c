using System.Net;
using System.Text.Json;
using Gateway.Channels.WebChat;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Intake;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The live page: each number once, in order, without a gap, wherever it begins.</summary>
public sealed class StreamTests
{
    [Fact]
    public async Task Before_the_first_words_there_is_nothing_to_listen_to()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/stream")).StatusCode);
        browser.Cookies.Add(house.Page, new Cookie("chat", new string('a', 32), "/chat/komorebi"));
        Assert.Equal(HttpStatusCode.NoContent, (await browser.GetAsync("/stream")).StatusCode);
    }

    [Fact]
    public async Task A_reply_arrives_while_the_page_is_open()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("はじめまして");
        var talk = await TakeAsync(house);
        await using var stream = await ChatStream.OpenAsync(browser, "?after=100");
        await SayAsync(house, talk, "こんばんは");
        await using var whole = await ChatStream.OpenAsync(browser);
        var numbers = new List<string?>();
        JsonElement entry;
        do
        {
            var (id, data) = await whole.NextAsync("entry");
            numbers.Add(id);
            entry = JsonSerializer.Deserialize<JsonElement>(data);
        }
        while (entry.GetProperty("kind").GetString() != "message" || entry.GetProperty("author").GetString() != "counsellor");
        Assert.Equal(numbers.Select((_, index) => $"{index + 1}"), numbers);
        Assert.Equal("こんばんは", entry.GetProperty("text").GetString());
        Assert.Equal("相談員 あおい", entry.GetProperty("who").GetString());
    }

    [Fact]
    public async Task What_is_kept_for_the_counsellor_reaches_neither_the_page_nor_its_stream()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("もう死にたい。遺書も書いた");
        await browser.PostAsync("/turn", new Dictionary<string, string>());
        var talk = await TakeAsync(house);
        var entries = Assert.Single(await house.ConversationsAsync()).Entries;
        var kept = entries.Where(entry => entry.Kind is "grade" or "facts" or "delivery" || entry.Body.Stage == "turn_asked").ToList();
        Assert.Contains(kept, entry => entry.Kind == "grade");
        await SayAsync(house, talk, "読みました");
        var shown = new HashSet<string?>();
        await using var stream = await ChatStream.OpenAsync(browser);
        string data;
        do
        {
            (var id, data) = await stream.NextAsync("entry");
            shown.Add(id);
            Assert.DoesNotContain("high", data, StringComparison.Ordinal);
            Assert.DoesNotContain("triage", data, StringComparison.Ordinal);
        }
        while (!data.Contains("counsellor", StringComparison.Ordinal));
        var page = await browser.ReadAsync();
        Assert.All(kept, entry =>
        {
            Assert.DoesNotContain($"{entry.Number}", shown);
            Assert.DoesNotContain($"data-number=\"{entry.Number}\"", page, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("?after=4", null)]
    [InlineData("?after=1", "4")]
    public async Task A_page_that_comes_back_gets_what_it_has_missed_and_nothing_twice(string query, string? lastEventId)
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        for (var i = 1; i <= 20; i++) await browser.WriteAsync($"言葉 {i}");
        var (conversation, entries) = Assert.Single(await house.ConversationsAsync());
        await using var stream = await ChatStream.OpenAsync(browser, query, lastEventId);
        await browser.WriteAsync("いま");
        for (var number = 5; number <= conversation.LastNumber + 1; number++)
            Assert.Equal($"{number}", (await stream.NextAsync("entry")).Id);
        Assert.Equal(conversation.LastNumber, entries.Count);
    }

    [Fact]
    public async Task A_page_that_holds_more_than_the_restored_records_begins_anew()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("はじめまして");
        var (conversation, _) = Assert.Single(await house.ConversationsAsync());
        await using var stream = await ChatStream.OpenAsync(browser, $"?talk={conversation.Id}&after=1000");
        Assert.Contains(conversation.Id, (await stream.NextAsync("begin")).Data, StringComparison.Ordinal);
        Assert.Equal("1", (await stream.NextAsync("entry")).Id);
    }

    [Fact]
    public async Task While_much_is_said_at_once_every_page_shows_each_number_once_and_in_order()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Channels:WebChat:MessagesPerMinute=600");
        using var browser = house.Browser();
        await browser.WriteAsync("0");
        var talk = await TakeAsync(house);
        var writing = Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < 60; i++) await browser.WriteAsync($"person {i}");
            }, TestContext.Current.CancellationToken),
            Task.Run(async () =>
            {
                for (var i = 0; i < 60; i++) await SayAsync(house, talk, $"counsellor {i}");
            }, TestContext.Current.CancellationToken));
        var pages = Enumerable.Range(0, 6).Select(async page =>
        {
            await Task.Delay(page * 20, TestContext.Current.CancellationToken);
            await using var stream = await ChatStream.OpenAsync(browser);
            var numbers = new List<string?>();
            var words = 0;
            while (words < 121)
            {
                var (id, data) = await stream.NextAsync("entry");
                numbers.Add(id);
                if (!data.Contains("\"author\":\"bot\"", StringComparison.Ordinal) && data.Contains("\"kind\":\"message\"", StringComparison.Ordinal)) words++;
            }

            Assert.Equal(numbers.Select((_, index) => $"{index + 1}"), numbers);
        }).ToList();
        await writing;
        await Task.WhenAll(pages);
    }

    [Fact]
    public async Task Who_waits_is_told_their_place()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var first = house.Browser();
        using var second = house.Browser();
        await first.WriteAsync("先に来た人");
        await second.WriteAsync("次に来た人");
        await using var stream = await ChatStream.OpenAsync(second);
        string place;
        do
        {
            place = JsonSerializer.Deserialize<JsonElement>((await stream.NextAsync("waiting")).Data).GetProperty("place").GetString()!;
        }
        while (place == "順番は取ってあります");
        Assert.Equal("いま2番目です", place);
    }

    [Fact]
    public async Task Typing_is_shown_and_an_ended_talk_ends_its_stream()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("はじめまして");
        var talk = await TakeAsync(house);
        await using var stream = await ChatStream.OpenAsync(browser, "?after=6");
        await stream.NextAsync("entry");
        house.App.Services.GetRequiredService<IFeed>().Publish(new CounsellorTyping(talk.Id));
        await stream.NextAsync("typing");
        await house.App.Services.GetRequiredService<MoveConversation>().CloseAsync(
            talk.Id, _ => true, new Ending("closed", "talked", "aoi", "closed"), TestContext.Current.CancellationToken);
        await stream.NextAsync("end");
        await Assert.ThrowsAsync<EndOfStreamException>(stream.NextAsync);

        await browser.WriteAsync("また来ました");
        await using var again = await ChatStream.OpenAsync(browser, $"?after=9&talk={talk.Id}");
        var newest = (await house.ConversationsAsync())[^1].Conversation;
        Assert.Equal(newest.Id, JsonSerializer.Deserialize<string>((await again.NextAsync("begin")).Data));
        Assert.Equal("1", (await again.NextAsync("entry")).Id);
    }

    [Fact]
    public async Task That_the_person_types_is_told_while_a_counsellor_is_there_and_never_what()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var heard = new List<string>();
        house.App.Services.GetRequiredService<IFeed>().Subscribe<PersonTyping>(signal => heard.Add(signal.ConversationId));
        await browser.PostAsync("/typing", new Dictionary<string, string>());
        await browser.WriteAsync("はじめまして");
        var talk = await TakeAsync(house);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.NoContent, (await browser.PostAsync("/typing", new Dictionary<string, string>())).StatusCode);
        Assert.Equal([talk.Id], heard);
    }

    [Theory]
    [InlineData(null, 1, 2, 4, "順番は取ってあります", "待ち時間は、まだ分かりません", false)]
    [InlineData(1L, 1, 2, 4, "つぎの順番です", "まもなくおつなぎできそうです", false)]
    [InlineData(5L, 2, 0, 4, "いま5番目です", "だいたい25〜75分です(前後します)", false)]
    [InlineData(5L, 0, 0, 0, "いま5番目です", "待ち時間は、まだ分かりません", true)]
    public void The_waiting_card_says_no_more_than_is_known(long? position, int present, int free, int all, string place, string wait, bool nobody)
    {
        var waiting = WaitingNews.Of(position, new ShiftNow(present, free, all), new ChatTexts().In("ja"));
        Assert.Equal(new Waiting(position, nobody, place, wait), waiting);
        Assert.False(WaitingNews.Of(position, null, new ChatTexts().In("ja")).Nobody);
    }

    internal static async Task<Conversation> TakeAsync(ChatHouse house)
    {
        var talk = (await house.ConversationsAsync())[^1].Conversation;
        var staff = await house.Records.ReadAsync(session => session.FindAsync<string>("SELECT id FROM staff"));
        return (await house.App.Services.GetRequiredService<MoveConversation>().TakeAsync(talk.Id, staff!, "あおい", 1, TestContext.Current.CancellationToken))!;
    }

    private static Task<SpeakResult> SayAsync(ChatHouse house, Conversation talk, string text) =>
        house.App.Services.GetRequiredService<SpeakToPerson>().SayAsync(
            talk.Id, talk.AssignedTo!, "あおい", Guid.CreateVersion7().ToString(), Primitives.Redacted.Of(text), TestContext.Current.CancellationToken);
}
