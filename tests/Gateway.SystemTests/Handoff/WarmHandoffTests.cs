using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>
/// The whole of it in the demo, on each channel: Taka writes, a counsellor writes the sheet and asks, Taka agrees where they are, the body reads its mail, takes it
/// on and tells what came of it, and Taka hears of each step.
/// </summary>
public sealed partial class WarmHandoffTests(DemoWorld demo) : IClassFixture<DemoWorld>
{
    private const string Body = "みなと野くらしの自立相談センター";

    [Theory]
    [InlineData("line")]
    [InlineData("sms")]
    [InlineData("chat")]
    public async Task Taka_is_handed_over_and_hears_of_every_step_where_they_wrote(string channel)
    {
        var before = (await demo.LettersAsync()).Count;
        var page = await demo.PageAsync(1280, channel == "sms" ? ColorScheme.Dark : ColorScheme.Light, channel == "chat" ? (string)demo.Description["chat"]![0]!["page"]! : null);
        TakasPhone taka = channel == "chat" ? new OnThePage(page) : new OnThePhone(page, channel);
        await taka.SayAsync(TakasSheet.FirstWords);
        var talk = await demo.TakeAsync();
        var sheet = new TakasSheet(demo.Counsellor, talk.Id);
        await sheet.AskAsync(await sheet.WriteAsync(await sheet.BodyAsync(Body)));
        await taka.AgreeAsync();
        await DemoWorld.BecomesAsync(async () => (string?)(await sheet.QuestionAsync())["state"] == "given", "Taka's yes is there");
        Assert.DoesNotContain("health", (await sheet.QuestionAsync())["agreed"]!.AsArray().Select(item => (string)item!));
        await sheet.SendAsync();
        await taka.HearsAsync("同意いただいた内容を届けました");

        var desk = await AtTheDeskAsync(before, channel);
        await taka.HearsAsync("お手伝いします");
        await desk.Locator("form[action*='/connect'] input[value=chat]").CheckAsync();
        await desk.Locator("form[action*='/connect'] button").ClickAsync();
        await taka.HearsAsync("連絡がとれた");
        await desk.Locator("details", new() { Has = desk.Locator("form[action*='/finish']") }).Locator("summary").ClickAsync();
        await desk.Locator("form[action*='/finish'] input").First.CheckAsync();
        await desk.Locator("form[action*='/finish'] button").ClickAsync();
        await taka.HearsAsync("これまでのことの報告がありました");
        await SeenAsync(page, $"{channel}-heard");
        await demo.Counsellor.CloseAsync(talk.Id);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task The_room_with_its_mailbox_is_free_of_barriers(int width, ColorScheme scheme)
    {
        var page = await demo.PageAsync(width, scheme);
        await page.Locator("#line .log .note").First.WaitForAsync();
        if (await page.Locator(".mail-row").CountAsync() > 0) await page.Locator(".mail-row").Last.ClickAsync();
        await page.HasNoBarriersAsync("the demo's room");
        await SeenAsync(page, $"room-{width}");
        await page.Locator("#language").ClickAsync();
        await page.HasNoBarriersAsync("the demo's room in English");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await SeenAsync(page, $"room-{width}-en");
    }

    // As somebody at the body does it: from the letter to the yes, with every tap counted.
    private async Task<IPage> AtTheDeskAsync(int before, string name)
    {
        var mailbox = await demo.PageAsync(1280, ColorScheme.Light);
        await Assertions.Expect(mailbox.Locator(".mail-row")).ToHaveCountAsync(before + 1);
        var (taps, start) = (0, TimeProvider.System.GetTimestamp());
        await TapAsync(mailbox.Locator(".mail-row").First);
        Assert.DoesNotContain("タカ", await mailbox.Locator(".mail-letter").InnerTextAsync(), StringComparison.Ordinal);
        var desk = await mailbox.Context.RunAndWaitForPageAsync(() => TapAsync(mailbox.Locator(".mail-letter a").First));
        await TapAsync(desk.Locator("button.main"));
        await Assertions.Expect(mailbox.Locator(".mail-row")).ToHaveCountAsync(before + 2);
        await TapAsync(mailbox.Locator(".mail-row").First);
        await SeenAsync(mailbox, $"{name}-mailbox");
        await desk.Locator("#code").FillAsync(await mailbox.Locator(".mail-letter .copy").InnerTextAsync());
        await TapAsync(desk.Locator("button.main"));
        await desk.Locator(".sheet").WaitForAsync();
        var read = await desk.Locator(".sheet").InnerTextAsync();
        Assert.Contains("タカ", read, StringComparison.Ordinal);
        Assert.DoesNotContain(TakasSheet.Withheld, read, StringComparison.Ordinal);
        await TapAsync(desk.Locator("form[action*='/accept'] .main"));
        await desk.Locator(".said").WaitForAsync();
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {taps} taps and six digits from the letter to the yes, {took:0.0} s of waiting"));
        Assert.Equal(6, taps);
        return desk;

        Task TapAsync(ILocator what)
        {
            taps++;
            return what.ClickAsync();
        }
    }

    // Pictures for whoever looks at the pages: only where a folder is named.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"demo-{name}.png"), FullPage = true });
    }

    // Switches everything on but their health.
    private static async Task AgreeOnPageAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("input[name=item]")).ToHaveCountAsync(TakasSheet.Asked.Count);
        await Assertions.Expect(page.Locator("input[name=item]:checked")).ToHaveCountAsync(0);
        foreach (var item in TakasSheet.Asked.Where(item => item != "health")) await page.Locator($"input[name=item][value={item}]").CheckAsync();
        await page.Locator("button[name=act][value=agree]").ClickAsync();
        await Assertions.Expect(page.GetByText("伝えていいと答えました。")).ToBeVisibleAsync();
    }

    /// <summary>Where Taka writes.</summary>
    private abstract class TakasPhone
    {
        public abstract Task SayAsync(string text);

        public abstract Task AgreeAsync();

        public abstract Task HearsAsync(string text);
    }

    private sealed class OnThePage(IPage page) : TakasPhone
    {
        public override async Task SayAsync(string text)
        {
            await page.Locator("#text").FillAsync(text);
            await page.Locator(".send").ClickAsync();
        }

        public override async Task AgreeAsync()
        {
            var talk = page.Url;
            await page.GetByRole(AriaRole.Link, new() { Name = "内容を見る" }).First.ClickAsync();
            await AgreeOnPageAsync(page);
            await page.GotoAsync(talk);
        }

        public override Task HearsAsync(string text) => page.Locator("#entries", new() { HasText = text }).WaitForAsync();
    }

    // On LINE by the link and the page; by SMS in words.
    private sealed partial class OnThePhone(IPage page, string channel) : TakasPhone
    {
        public override async Task SayAsync(string text)
        {
            // Before that nobody's phone is there, and nothing is sent.
            await Assertions.Expect(page.Locator($"#{channel} .whose")).Not.ToBeEmptyAsync();
            await page.Locator($"#{channel} textarea").FillAsync(text);
            await page.Locator($"#{channel} .composer button").ClickAsync();
        }

        public override async Task AgreeAsync()
        {
            var log = page.Locator($"#{channel} .log");
            await log.Locator("a[href*='/go/']").Last.WaitForAsync();
            if (channel == "sms")
            {
                var code = Code().Match(await log.InnerTextAsync()).Groups[1].Value;
                await SayAsync($"{code} {string.Join(' ', TakasSheet.Asked.Select((item, place) => (item, place)).Where(one => one.item != "health").Select(one => one.place + 1))}");
                return;
            }

            var browser = await page.Context.RunAndWaitForPageAsync(() => log.Locator("a[href*='/go/']").Last.ClickAsync());
            await browser.Locator("button.go").ClickAsync();
            await browser.Locator("section.agreements .agree a").ClickAsync();
            await AgreeOnPageAsync(browser);
            await browser.GotoAsync(browser.Url[..browser.Url.IndexOf("/agree", StringComparison.Ordinal)]);
            await browser.Locator("section.passage button").ClickAsync();
            await browser.Locator("h1").WaitForAsync();
        }

        public override Task HearsAsync(string text) => page.Locator($"#{channel} .log", new() { HasText = text }).WaitForAsync();

        [GeneratedRegex("「([0-9]{2}) はい」")]
        private static partial Regex Code();
    }
}
