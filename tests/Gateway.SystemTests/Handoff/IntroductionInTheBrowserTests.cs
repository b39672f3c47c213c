using System.Globalization;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Handoff;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>The card, from the worker's form to the person's choice: on a phone and on a screen, by day and by night, without a script.</summary>
public sealed class IntroductionInTheBrowserTests
{
    [Fact]
    public async Task A_worker_writes_a_card_and_a_person_reads_it_and_lets_it_through_and_no_page_has_a_barrier()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        await using var chromium = await Chromium.OpenAsync();
        await using var desk = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP", BypassCSP = true });
        var link = await world.LinkAsync();
        var page = await desk.NewPageAsync();
        await page.GotoAsync(world.Gateway.Address + link.TrimStart('/'));
        await page.Locator("button.main").ClickAsync();
        await page.Locator("#code").FillAsync(await world.CodeAsync());
        await page.Locator("button.main").ClickAsync();
        await page.Locator(".way a").WaitForAsync();
        await LookAsync(page, "1-list");
        await page.Locator(".way a").ClickAsync();
        await page.Locator("#from").FillAsync("山田(リンクワーカー)");
        await page.Locator("#why").FillAsync(IntroductionWorld.Why);
        await page.Locator("#wish").FillAsync("夜に話を聞いてほしい");
        await page.Locator("#yes").FillAsync("面談で、口頭で");
        await page.Locator("input[name=agreed]").CheckAsync();
        await page.Locator("input[name=answer]").CheckAsync();
        await LookAsync(page, "2-form");
        await page.Locator("button.main").ClickAsync();
        var number = await page.Locator(".handcard .number").InnerTextAsync();
        foreach (var (language, place) in new[] { ("ja", 0), ("ja-simple", 1), ("en", 2) })
        {
            await page.Locator(".languages a").Nth(place).ClickAsync();
            await LookAsync(page, $"3-card-{language}");
        }

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await ShotAsync(page, "3-card-printed");

        await using var home = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP", BypassCSP = true, JavaScriptEnabled = true });
        var chat = await home.NewPageAsync();
        await chat.GotoAsync($"{world.Gateway.Address}chat/{world.Gateway.Setup.Chat[0]}");
        await chat.Locator(".to-card a").ClickAsync();
        await chat.Locator("#number").FillAsync("1111 2222 3333");
        await chat.Locator(".card-number button").ClickAsync();
        await chat.Locator("[role=alert]").WaitForAsync();
        await LookAsync(chat, "4-unknown");
        await chat.Locator("#number").FillAsync(number);
        await chat.Locator(".card-number button").ClickAsync();
        await chat.Locator(".items").WaitForAsync();
        await LookAsync(chat, "5-note");
        await chat.Locator(".ways a").ClickAsync();
        await chat.Locator(".agreements .agree a").WaitForAsync();
        await LookAsync(chat, "6-undecided");
        await chat.Locator(".agreements .agree a").ClickAsync();
        await chat.Locator("button[value=show]").ClickAsync();
        await chat.Locator("#text").FillAsync("こんばんは");
        await chat.Locator(".send").ClickAsync();
        await chat.GetByText("相談員に見せます").WaitForAsync();
        Assert.Contains(await world.TakenAsync(), entry => entry.Kind == "introduction");
    }

    private static async Task LookAsync(IPage page, string state)
    {
        foreach (var (width, height) in new[] { (390, 844), (1280, 800) })
        {
            foreach (var dark in new[] { false, true })
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
                await page.HasNoBarriersAsync(state);
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{state} is wider than {width}");
                await ShotAsync(page, string.Create(CultureInfo.InvariantCulture, $"{state}-{width}-{(dark ? "dark" : "light")}"));
            }
        }
    }

    private static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"introduction-{name}.png"), FullPage = true });
    }
}
