using System.Globalization;
using Gateway.Handoff.Referrals;
using Gateway.Simulators;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Handoff;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>The desk of a support body, as somebody there sees it: on a phone and on a screen, by day and by night, without a script.</summary>
public sealed class DeskInTheBrowserTests
{
    [Fact]
    public async Task From_the_mail_to_the_yes_it_is_a_code_and_two_taps_and_every_page_is_free_of_barriers()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        var link = DeskWorld.LinkIn(await world.MailAsync("desk@example.jp", 1));
        await using var chromium = await Chromium.OpenAsync();
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = true, Locale = "ja-JP", BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync(world.Gateway.Address + link.TrimStart('/'));
        await LookAsync(page, "1-go");
        await page.Locator("button.main").ClickAsync();
        await page.Locator("#code").FillAsync(DeskWorld.CodeIn(await world.MailAsync("desk@example.jp", 2)));
        await LookAsync(page, "2-code");

        var start = TimeProvider.System.GetTimestamp();
        await page.Locator("button.main").ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        await page.Locator(".answers > form .main").ClickAsync();
        await page.Locator(".said").WaitForAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"two taps in {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s"));
        Assert.Equal(ReferralState.Accepted, (await world.FindAsync(referral)).State);
        await LookAsync(page, "4-accepted");

        await page.GotoAsync($"{world.Gateway.Address}desk/referrals/{referral.Id}?lang=en");
        foreach (var folded in await page.Locator("summary").AllAsync()) await folded.ClickAsync();
        await LookAsync(page, "5-english");
        await page.GotoAsync(world.Gateway.Address + "desk?lang=ja");
        await LookAsync(page, "6-list");
        await page.Locator("footer button").ClickAsync();
        await page.Locator("h1").WaitForAsync();
        await LookAsync(page, "7-closed");
    }

    [Fact]
    public async Task Everything_is_there_before_the_answer_also_at_320_pixels()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        await using var chromium = await Chromium.OpenAsync();
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP", BypassCSP = true });
        var page = await context.NewPageAsync();
        await page.GotoAsync(world.Gateway.Address + DeskWorld.LinkIn(await world.MailAsync("desk@example.jp", 1)).TrimStart('/'));
        await page.Locator("button.main").ClickAsync();
        await page.Locator("#code").FillAsync(DeskWorld.CodeIn(await world.MailAsync("desk@example.jp", 2)));
        await page.Locator("button.main").ClickAsync();
        await page.Locator(".sheet").WaitForAsync();
        await LookAsync(page, "3-letter");
        foreach (var folded in await page.Locator("summary").AllAsync()) await folded.ClickAsync();
        await LookAsync(page, "3-unfolded");
        await page.Locator("form[action*=decline] input").First.CheckAsync();
        await page.Locator("form[action*=decline] button").ClickAsync();
        await page.Locator(".gone").WaitForAsync();
        Assert.Equal(ReferralState.Returned, (await world.FindAsync(referral)).State);
        await LookAsync(page, "8-gone");
    }

    [Fact]
    public async Task A_counsellor_reads_the_question_of_a_body_answers_it_and_stops_the_hand_off()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        using var body = world.Browser();
        await world.EnterAsync(body, "desk@example.jp");
        using (await DeskWorld.PostAsync(body, $"/desk/referrals/{referral.Id}/question", ("text", "いつ来られますか"), ("name", "たなか"))) { }

        await using var chromium = await Chromium.OpenAsync();
        await using var context = await chromium.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP", BypassCSP = true, ReducedMotion = ReducedMotion.Reduce });
        var page = await context.NewPageAsync();
        var person = world.Gateway.Setup.People[world.PlaceOf(world.Counsellor)];
        await page.GotoAsync(world.Gateway.Address + "console/");
        await page.Locator("input[autocomplete=username]").FillAsync(person.UserName);
        await page.Locator("input[type=password]").FillAsync(person.Password);
        await page.Locator("button[type=submit]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "メニュー" }).Or(page.Locator(".settings > button")).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "つないでいる方" }).ClickAsync();
        await page.Locator("dialog .blocks li button").First.ClickAsync();
        await page.Locator(".referral-steps >> text=いつ来られますか").WaitForAsync();
        await LookAsync(page, "9-console");
        await page.Locator(".referral-answers button").Nth(2).ClickAsync();
        await page.Locator("dialog >> text=返事を待っています").WaitForAsync();
        Assert.Equal(ReferralState.Seen, (await world.FindAsync(referral)).State);
    }

    // No page is wider than a small phone, and none has a barrier, by day and by night.
    private static async Task LookAsync(IPage page, string name)
    {
        var shots = Environment.GetEnvironmentVariable("GATEWAY_SHOTS");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var width in new[] { 320, 400, 1280 })
            {
                await page.SetViewportSizeAsync(width, 800);
                Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{name} is wider than {width} pixels");
                if (shots is { Length: > 0 } && width != 320)
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(shots, $"{name}-{width}-{scheme}.png"), FullPage = true });
            }

            await page.HasNoBarriersAsync($"{name}, {scheme}");
        }
    }
}
