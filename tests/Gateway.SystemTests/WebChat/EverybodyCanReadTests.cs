using Gateway.Conversations;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>The page in every language, for every pair of eyes and hands.</summary>
public sealed class EverybodyCanReadTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Fact]
    public async Task Every_language_fits_the_smallest_phone_and_is_free_of_barriers()
    {
        await using var context = await world.ContextAsync(width: 320, forAxe: true);
        var page = await world.OpenAsync(context);
        foreach (var language in PersonLanguages.All.Select(language => language.Code))
        {
            await page.GotoAsync($"{world.Page}?lang={language}&large=1&furigana=1");
            await page.Locator(".languages summary").ClickAsync();
            Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
            Assert.Equal(PersonLanguages.All.Count, await page.Locator(".languages a").CountAsync());
            await ChatWorld.HasNoBarriersAsync(page, language);
            Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{language} is wider than the screen");
            Assert.True(await page.EvaluateAsync<bool>("document.querySelector('header').offsetHeight < 120"), $"{language}: the header takes the screen");
        }
    }

    [Fact]
    public async Task One_tap_changes_the_language_and_the_guide_follows()
    {
        await using var context = await world.ContextAsync(locale: "vi-VN");
        var page = await world.OpenAsync(context);
        Assert.Equal("vi", await page.Locator("html").GetAttributeAsync("lang"));
        await page.Locator(".languages summary").ClickAsync();
        await page.Locator(".languages a[lang=ne]").ClickAsync();
        await page.Locator("html[lang=ne]").WaitForAsync();
        await ChatWorld.WriteAsync(page, "नमस्ते");
        await page.Locator(".entry.bot >> text=लेख्नुभएकोमा धन्यवाद").WaitForAsync();
    }

    [Fact]
    public async Task Readings_stand_above_the_fixed_words_live_and_after_a_reload_and_never_above_a_persons_own()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context, "?furigana=1");
        await ChatWorld.WriteAsync(page, "相談したいことがあります");
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator(".entry.bot").Last.WaitForAsync();
        for (var i = 0; i < 2; i++)
        {
            Assert.NotEqual(0, await page.Locator(".entry.bot ruby").CountAsync());
            Assert.NotEqual(0, await page.Locator("#place ruby, #wait ruby, .waiting ruby").CountAsync());
            Assert.Equal(0, await page.Locator(".entry.person .text ruby").CountAsync());
            Assert.Equal("そうだんいん", await page.Locator(".waiting .somebody rt, .waiting .nobody rt").Filter(new() { HasText = "そうだんいん" }).First.TextContentAsync());
            Assert.DoesNotMatch("[\ufff9-\ufffb]", await page.Locator("body").InnerTextAsync());
            await page.ReloadAsync();
        }
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await using var context = await world.ContextAsync(width: 1280);
        var page = await world.OpenAsync(context);
        var order = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            order.Add(await page.EvaluateAsync<string>("(document.activeElement.className || document.activeElement.closest('[class]').className).split(' ')[0] + ' ' + document.activeElement.tagName"));
        }

        Assert.Equal(["skip A", "exit BUTTON", "languages SUMMARY", "switches A", "switches A"], order.Take(5));
        await page.Locator(".skip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("キーボードで");
        Assert.Equal("キーボードで", await page.Locator("#text").InputValueAsync());
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator(".exit").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await ChatWorld.GoneAsync(page);
    }

    [Fact]
    public async Task With_forced_colours_everything_has_its_edge_and_twice_the_size_still_fits()
    {
        await using var context = await world.ContextAsync(width: 640, forcedColours: true);
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, "色を決めている人");
        await ChatWorld.StageAsync(page, "waiting");
        // What zooming to 200 % does: half the width for the same letters.
        await page.SetViewportSizeAsync(320, 370);
        await page.Locator(".entry.bot").Last.WaitForAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"));
        Assert.True(await page.Locator(".exit").IsVisibleAsync());
        foreach (var selector in new[] { ".exit", ".send", ".text >> nth=0", ".waiting" })
            Assert.NotEqual("0px", await page.Locator(selector).EvaluateAsync<string>("element => getComputedStyle(element).borderTopWidth"));
    }
}
