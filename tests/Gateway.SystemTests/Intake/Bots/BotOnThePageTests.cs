using Gateway.SystemTests.Browser;
using Gateway.SystemTests.WebChat;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Intake.Bots;

/// <summary>The example bot on the person's page in a real browser, over the connector: with the page's script and without it.</summary>
public sealed class BotOnThePageTests
{
    [Fact]
    public async Task Its_questions_are_answered_with_a_tap_and_end_when_a_counsellor_comes()
    {
        await using var bot = await ExampleBot.StartAsync();
        await using var wire = await ConnectorWire.StartAsync();
        await using var night = await StartAsync(bot, wire);
        await using var browser = await Chromium.OpenAsync();
        var page = await OpenAsync(browser, night, scripts: true);
        await ChatWorld.WriteAsync(page, "眠れません");
        await page.Locator(".options button >> text=その他").WaitForAsync();
        await ChatWorld.HasNoBarriersAsync(page, "a question with buttons");
        // What was being written is not lost by a tap.
        await page.Locator("#text").FillAsync("書きかけ");
        await page.Locator(".options button >> text=家族").ClickAsync();
        await page.Locator(".entry.person >> text=家族").WaitForAsync();
        Assert.Equal("書きかけ", await page.Locator("#text").InputValueAsync());
        await page.Locator(".options button:visible >> text=30代以上").WaitForAsync();
        Assert.Equal(4, await page.Locator(".options button:visible").CountAsync());
        await page.ReloadAsync();
        Assert.Equal(4, await page.Locator(".options button:visible").CountAsync());

        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: false, capacity: 1);
        Assert.NotNull(await aoi.TakeNextAsync());
        await ChatWorld.StageAsync(page, "talking");
        Assert.Equal(0, await page.Locator(".options button:visible").CountAsync());
    }

    [Fact]
    public async Task Without_script_a_tap_says_it_as_well()
    {
        await using var bot = await ExampleBot.StartAsync();
        await using var wire = await ConnectorWire.StartAsync();
        await using var night = await StartAsync(bot, wire);
        await using var browser = await Chromium.OpenAsync();
        var page = await OpenAsync(browser, night, scripts: false);
        await page.Locator("#text").FillAsync("眠れません");
        await page.Locator(".send").ClickAsync();
        await ReloadUntilAsync(page, "学校");
        await page.FrameLocator("iframe").Locator(".options button:visible >> text=学校").ClickAsync();
        await ReloadUntilAsync(page, "10代");
        Assert.Equal(1, await page.FrameLocator("iframe").Locator(".entry.person >> text=学校").CountAsync());
    }

    private static async Task ReloadUntilAsync(IPage page, string button)
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                if (await page.FrameLocator("iframe").Locator($".options button:visible >> text={button}").CountAsync() > 0) return;
                await Task.Delay(100, TestContext.Current.CancellationToken);
                await page.ReloadAsync();
                await page.Frames[^1].WaitForLoadStateAsync();
            }
            catch (PlaywrightException)
            {
                // The frame has just renewed itself: looked at again.
            }
        }

        throw new TimeoutException($"The bot does not offer: {button}");
    }

    private static async Task<TestGateway> StartAsync(ExampleBot bot, ConnectorWire wire)
    {
        var night = await TestGateway.StartAsync(
            new SetupSize { IntakeBot = $"{{ mode: connector, url: '{bot.Url}', local: true }}" }, settings: ("Gateway:Bots:Address", wire.Address));
        wire.Target = night.Address;
        return night;
    }

    private static async Task<IPage> OpenAsync(TestBrowser browser, TestGateway night, bool scripts)
    {
        // Axe must inject itself; where there is no axe the page's own policy holds.
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 400, Height = 800 },
            JavaScriptEnabled = scripts,
            Locale = "ja-JP",
            BypassCSP = scripts,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}").ToString());
        return page;
    }
}
