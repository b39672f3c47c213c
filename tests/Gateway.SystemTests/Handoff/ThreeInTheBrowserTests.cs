using System.Text.RegularExpressions;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Handoff;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>Three browsers in one talk: the person on the web chat, the counsellor in the console, the body's worker at the desk.</summary>
public sealed class ThreeInTheBrowserTests
{
    [Fact]
    public async Task The_worker_is_asked_for_comes_speaks_and_is_sent_away_with_one_tap()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        await using var chromium = await Chromium.OpenAsync();
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP", BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });

        var phone = await context.NewPageAsync();
        await phone.SetViewportSizeAsync(400, 800);
        await phone.GotoAsync($"{world.Gateway.Address}chat/{world.Gateway.Setup.Chat[0]}");
        await phone.Locator("#text").FillAsync("住むところがない");
        await phone.Locator(".send").ClickAsync();
        await phone.Locator(".entry.person[data-number]").WaitForAsync();
        // Signed in before they take anybody: whoever is not there is taken for gone.
        var console = await context.NewPageAsync();
        var (talk, _) = await world.OfferAsync(async () =>
        {
            await SignInAsync(console, world);
            return await NewestAsync(world);
        });
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(world.Gateway.Address + DeskWorld.LinkIn(await world.MailAsync("desk@example.jp", 1)).TrimStart('/'));
        await desk.Locator("button.main").ClickAsync();
        await desk.Locator("#code").FillAsync(DeskWorld.CodeIn(await world.MailAsync("desk@example.jp", 2)));
        await desk.Locator("button.main").ClickAsync();
        await desk.Locator(".answers > form .main").ClickAsync();
        await desk.Locator(".said").WaitForAsync();

        // The counsellor asks, the person says yes with one tap.
        await console.GetByText(talk.Label).First.ClickAsync();
        await console.GetByRole(AriaRole.Button, new() { Name = "担当の方を会話に招く" }).ClickAsync();
        await phone.Locator(".company .come").WaitForAsync();
        await LookAsync(phone, "three-asked");
        await phone.Locator(".company .come").ClickAsync();
        await Assertions.Expect(console.Locator(".company-bar")).ToContainTextAsync("来るのを待っています");

        await desk.ReloadAsync();
        await LookAsync(desk, "three-join");
        await desk.Locator("#seat-name").FillAsync("たなか");
        await desk.Locator("#seat-role").FillAsync("相談支援員");
        await desk.Locator(".join button").ClickAsync();
        await desk.Locator("iframe.talk").WaitForAsync();

        // The counsellor introduces them in words that can be changed, and they speak.
        await console.GetByRole(AriaRole.Button, new() { Name = "紹介の文を入れる" }).ClickAsync();
        await Assertions.Expect(console.Locator(".composer textarea")).ToHaveValueAsync(new Regex("ご紹介します"));
        await console.Locator(".composer button[type=submit]").ClickAsync();
        await Assertions.Expect(phone.Locator(".entry.counsellor").Last).ToContainTextAsync("ご紹介します");
        await desk.Locator("#text").FillAsync("はじめまして。一緒に考えます。");
        await desk.Locator(".say button").ClickAsync();
        await Assertions.Expect(phone.Locator(".entry.supportBody")).ToContainTextAsync("たなか・相談支援員");
        await Assertions.Expect(console.Locator(".by-supportBody")).ToContainTextAsync("はじめまして");
        await phone.Locator("#text").FillAsync("よろしくお願いします");
        await phone.Locator(".send").ClickAsync();
        await Assertions.Expect(desk.FrameLocator("iframe.talk").Locator(".lines")).ToContainTextAsync("よろしくお願いします");
        await LookAsync(phone, "three-phone");
        await LookAsync(desk, "three-desk");
        await LookAsync(console, "three-console", 1280);

        // One tap, and they are gone.
        await phone.SetViewportSizeAsync(400, 800);
        await phone.Locator(".company .go").ClickAsync();
        await Assertions.Expect(phone.Locator(".company")).ToBeHiddenAsync();
        await Assertions.Expect(console.Locator(".company-bar")).ToContainTextAsync("担当の方を会話に招く");
        await Assertions.Expect(desk.FrameLocator("iframe.talk").Locator("h1")).ToContainTextAsync("会話には入っていません");
    }

    private static async Task SignInAsync(IPage console, DeskWorld world)
    {
        var counsellor = world.Gateway.Setup.People[world.PlaceOf(world.Counsellor)];
        await console.GotoAsync(world.Gateway.Address + "console/");
        await console.Locator("input[autocomplete=username]").FillAsync(counsellor.UserName);
        await console.Locator("input[type=password]").FillAsync(counsellor.Password);
        await console.Locator("button[type=submit]").ClickAsync();
        await console.Locator(".place").First.WaitForAsync();
    }

    private static Task<Conversation> NewestAsync(DeskWorld world) => world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(async session =>
        (await ConversationRows.FindAsync(session, (await session.FindAsync<string>("SELECT MAX(id) FROM conversation"))!))!, world.Cancel);

    // None is wider than a phone, and none has a barrier, by day and by night.
    private static async Task LookAsync(IPage page, string name, params int[] widths)
    {
        var shots = Environment.GetEnvironmentVariable("GATEWAY_SHOTS");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var width in widths.Length > 0 ? widths : [400, 1280])
            {
                await page.SetViewportSizeAsync(width, 800);
                Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{name} is wider than {width} pixels");
                if (shots is { Length: > 0 }) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(shots, $"{name}-{width}-{scheme}.png") });
            }

            await page.HasNoBarriersAsync($"{name}, {scheme}");
        }
    }
}
