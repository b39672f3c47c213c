using Gateway.SystemTests.Browser;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>What stays behind in a browser that was left at once.</summary>
public sealed class WayOutTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const string Words = "見られたくない言葉";

    [Fact]
    public async Task Left_while_the_gateway_is_out_of_reach_the_talk_cannot_be_opened_again()
    {
        await using var context = await world.ContextAsync();
        var page = await BeginAsync(context);
        await context.RouteAsync(world.Page + "/**", route => route.AbortAsync());
        await page.Locator(".exit").ClickAsync();
        await ChatWorld.GoneAsync(page);
        Assert.Contains(await context.CookiesAsync(), cookie => cookie.Name == "chat");
        await context.UnrouteAsync(world.Page + "/**");
        await page.GotoAsync(world.Page.ToString());
        await ChatWorld.StageAsync(page, "none");
        Assert.DoesNotContain(Words, await page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task Whatever_was_switched_before_no_way_back_leads_to_the_chat()
    {
        await using var context = await world.ContextAsync();
        var page = await BeginAsync(context);
        await page.Locator(".languages summary").ClickAsync();
        await page.Locator(".languages a[lang=en]").ClickAsync();
        await page.WaitForURLAsync("**?lang=en");
        await page.Locator(".switches a").First.ClickAsync();
        await page.WaitForURLAsync("**?lang=en&large=1");

        Assert.Equal(2, await page.EvaluateAsync<int>("history.length"));
        for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("Escape");
        await ChatWorld.GoneAsync(page);
        await page.GoBackAsync();
        Assert.Equal("about:blank", page.Url);
    }

    [Fact]
    public async Task A_page_in_the_browsers_memory_lies_there_empty_and_is_read_anew()
    {
        await using var context = await world.ContextAsync();
        var page = await BeginAsync(context);
        await page.EvaluateAsync("window.old = 1; dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
        Assert.False(await page.Locator("#entries").IsVisibleAsync());
        await page.EvaluateAsync("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await page.BecomesAsync("window.old === undefined");
        await page.Locator("#entries").WaitForAsync();
    }

    [Fact]
    public async Task With_the_browsers_own_memory_of_pages_nothing_comes_back_either()
    {
        await using var browser = await Chromium.OpenKeepingPagesAsync();
        await using var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP" });
        await context.RouteAsync(ChatWorld.Elsewhere, route => route.FulfillAsync(new RouteFulfillOptions { Body = "<h1>weather</h1>", ContentType = "text/html" }));
        var page = await BeginAsync(context);
        // A second entry of the chat in the history, as an old link would make it.
        await page.GotoAsync(world.Page + "?lang=en");
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator(".exit").ClickAsync();
        await ChatWorld.GoneAsync(page);
        await page.GoBackAsync(new PageGoBackOptions { WaitUntil = WaitUntilState.Commit });
        await ChatWorld.StageAsync(page, "none");
        Assert.DoesNotContain(Words, await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_device_keeps_no_words_and_the_tab_tells_nothing()
    {
        await using var context = await world.ContextAsync();
        var page = await BeginAsync(context);
        await page.Locator("#text").FillAsync("書きかけの言葉");
        Assert.Equal(0, await page.EvaluateAsync<int>(
            "async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (window.caches ? (await caches.keys()).length : 0)"));
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));
        Assert.Equal("チャット", await page.TitleAsync());
        Assert.Equal("", await page.EvaluateAsync<string>("window.name"));
        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
        Assert.True(await page.Locator(".exit").IsVisibleAsync());
        var (top, height) = (await page.EvaluateAsync<double>("document.querySelector('.exit').getBoundingClientRect().top"), 740);
        Assert.InRange(top, 0, height);
    }

    private async Task<IPage> BeginAsync(IBrowserContext context)
    {
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, Words);
        await ChatWorld.StageAsync(page, "waiting");
        return page;
    }
}
