using System.Net;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The ways out.</summary>
public sealed class LeavingTests
{
    [Fact]
    public async Task Closing_at_once_leads_elsewhere_and_leaves_nothing_in_the_browser()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Channels:WebChat:ExitTo=https://weather.example/tokyo");
        using var browser = house.Browser();
        await browser.WriteAsync("だれかに見られるかもしれない");
        var answer = await browser.PostAsync("/exit", new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("https://weather.example/tokyo", answer.Headers.Location!.ToString());
        Assert.Empty(browser.Cookies.GetAllCookies());
        Assert.Equal("\"cache\"", answer.Headers.GetValues("Clear-Site-Data").Single());
        Assert.Contains("form-action 'self' https://weather.example;", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = await browser.ReadAsync();
        Assert.DoesNotContain("だれかに見られるかもしれない", page, StringComparison.Ordinal);
        Assert.Contains("data-stage=\"none\"", page, StringComparison.Ordinal);

        // The talk goes on, and the counsellor learns what happened.
        IReadOnlyList<Entry> entries;
        Conversation talk;
        do
        {
            (talk, entries) = Assert.Single(await house.ConversationsAsync());
        }
        while (entries[^1].Body.Stage != "page_closed");
        Assert.Equal(Stage.Waiting, talk.Stage);
    }

    [Fact]
    public async Task Once_the_page_has_marked_the_leaving_the_old_cookie_counts_no_more()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("だれかに見られるかもしれない");
        browser.Cookies.Add(house.Page, new Cookie("chat-left", "1", "/chat/komorebi"));
        using var copy = house.Browser();
        foreach (Cookie cookie in browser.Cookies.GetAllCookies()) copy.Cookies.Add(cookie);
        Assert.Equal(HttpStatusCode.NoContent, (await copy.GetAsync("/stream?talk=x")).StatusCode);
        Assert.Empty(copy.Cookies.GetAllCookies());
        Assert.DoesNotContain("だれかに見られるかもしれない", await browser.ReadAsync(), StringComparison.Ordinal);
        Assert.Empty(browser.Cookies.GetAllCookies());

        await browser.WriteAsync("あたらしい話");
        Assert.Equal(2, (await house.ConversationsAsync()).Count);
        Assert.Contains("あたらしい話", await browser.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_counsellor_learns_of_a_leaving_that_the_page_has_marked()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("だれかに見られるかもしれない");
        browser.Cookies.Add(house.Page, new Cookie("chat-left", "1", "/chat/komorebi"));
        await browser.PostAsync("/exit", new Dictionary<string, string>());
        Assert.Empty(browser.Cookies.GetAllCookies());
        IReadOnlyList<Entry> entries;
        do
            (_, entries) = Assert.Single(await house.ConversationsAsync());
        while (entries[^1].Body.Stage != "page_closed");
    }

    [Fact]
    public async Task Closing_at_once_without_a_word_opens_nothing()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/exit", new Dictionary<string, string>())).StatusCode);
        Assert.Empty(await house.ConversationsAsync());
    }

    [Fact]
    public async Task Ending_the_talk_is_one_form_and_writing_again_begins_anew()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("やっぱりやめます");
        var form = await browser.FormAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/leave", form)).StatusCode);
        var (talk, _) = Assert.Single(await house.ConversationsAsync());
        Assert.Equal((Stage.Closed, "left"), (talk.Stage, talk.Outcome));
        var page = await browser.ReadAsync();
        Assert.Contains("相談を終えました", page, StringComparison.Ordinal);
        Assert.Contains("また書く", page, StringComparison.Ordinal);

        await browser.WriteAsync("また書きます");
        // The old page is still open in another tab: it must not end the new talk.
        await browser.PostAsync("/leave", form);
        var talks = await house.ConversationsAsync();
        Assert.Equal([Stage.Closed, Stage.Waiting], talks.Select(one => one.Conversation.Stage));
        Assert.DoesNotContain("やっぱりやめます", await browser.ReadAsync(), StringComparison.Ordinal);
    }
}
