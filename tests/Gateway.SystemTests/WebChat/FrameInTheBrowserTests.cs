using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>The chat within a page of another site, as a municipality would show it.</summary>
public sealed class FrameInTheBrowserTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_talks_and_comes_back_within_a_page_of_another_site(bool scripts)
    {
        await using var context = await world.ContextAsync(scripts: scripts);
        var (page, chat) = await EmbedAsync(context, world.City);
        var words = $"市のページから {scripts}";
        await chat.Locator("#text").FillAsync(words);
        await chat.Locator(".send").ClickAsync();
        if (scripts) await chat.Locator(".entry.bot").First.WaitForAsync();
        else await AnsweredAsync(chat);
        await page.CloseAsync();
        Assert.Equal(words, await ReadAsync(context, scripts));
        var cookie = Assert.Single(await context.CookiesAsync(), cookie => cookie.Name == "chat-framed");
        Assert.True(cookie is { HttpOnly: true, Secure: true, SameSite: SameSiteAttribute.None });
        // Seen by itself, the same browser is somebody else.
        var own = await world.OpenAsync(context);
        await ChatWorld.StageAsync(own, "none");
    }

    // As below: the driver may have lost the frame. What is asked next shows whether the words came in.
    private static async Task AnsweredAsync(IFrameLocator chat)
    {
        try
        {
            await chat.FrameLocator("iframe").Locator(".entry.bot").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 10_000 });
        }
        catch (TimeoutException)
        {
            // Long enough for the words to have come in.
        }
    }

    // A log without script renews itself, and the driver may lose its frame over that for good: whoever comes back then opens the page anew.
    private async Task<string?> ReadAsync(IBrowserContext context, bool scripts)
    {
        for (var looks = 1; ; looks++)
        {
            var (_, chat) = await EmbedAsync(context, world.City);
            try
            {
                return await (scripts ? chat : chat.FrameLocator("iframe")).Locator(".entry.person .text").TextContentAsync(new LocatorTextContentOptions { Timeout = 10_000 });
            }
            catch (TimeoutException) when (looks < 4)
            {
                // The next look has a frame of its own.
            }
        }
    }

    [Fact]
    public async Task The_way_out_leaves_the_page_around_it_too()
    {
        await using var context = await world.ContextAsync();
        var (page, chat) = await EmbedAsync(context, world.City);
        await chat.Locator("#text").FillAsync("見られたくない言葉");
        await chat.Locator(".send").ClickAsync();
        await chat.Locator(".entry.bot").First.WaitForAsync();
        await chat.Locator(".exit").ClickAsync();
        await ChatWorld.GoneAsync(page);
        while ((await context.CookiesAsync()).Any(cookie => cookie.Name.StartsWith("chat-framed", StringComparison.Ordinal)))
            await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Without_a_script_the_way_out_empties_the_frame_and_takes_the_cookie()
    {
        await using var context = await world.ContextAsync(scripts: false);
        var (page, chat) = await EmbedAsync(context, world.City);
        await chat.Locator("#text").FillAsync("見られたくない言葉");
        await chat.Locator(".send").ClickAsync();
        await AnsweredAsync(chat);
        await chat.Locator(".exit").ClickAsync();
        await chat.Locator("body:empty").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        Assert.Equal(world.City.Address.ToString(), page.Url);
        Assert.Empty(await context.CookiesAsync());
    }

    [Fact]
    public async Task A_site_that_is_not_listed_cannot_show_it()
    {
        await using var context = await world.ContextAsync();
        var (page, chat) = await EmbedAsync(context, world.Stranger);
        while (!page.Frames.Any(frame => frame.Url.StartsWith("chrome-error:", StringComparison.Ordinal))) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(0, await chat.Locator("#text").CountAsync());
    }

    private async Task<(IPage Page, IFrameLocator Chat)> EmbedAsync(IBrowserContext context, OtherSite site)
    {
        // The snippet of docs/channels/web-chat.md.
        site.Html = $"""<iframe src="{world.Page}?framed=1&amp;lang=ja" title="チャット" width="100%" height="640" style="border:0" referrerpolicy="no-referrer"></iframe>""";
        var page = await context.NewPageAsync();
        await page.GotoAsync(site.Address.ToString());
        return (page, page.FrameLocator("iframe"));
    }
}
