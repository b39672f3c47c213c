using System.Net.Http.Json;
using Gateway.SystemTests.WebChat;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>災害の列, and the bodies of a disaster, as those see them who answer and who supervise, on a wide screen and on a phone; with axe in every state.</summary>
public sealed class DisasterInTheBrowserTests
{
    private static readonly string[] s_osaka = ["27"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_counsellor_sees_who_is_of_the_disaster_and_chooses_them_first()
    {
        using var setup = new RunSetup(new SetupSize { Counsellors = 2, Supervisors = 2, Guide = "line-and-chat" });
        await using var gateway = await GatewayProcess.StartAsync(setup.Write(new Uri("http://localhost:9")));
        await using var browser = await Chromium.OpenAsync();
        await BeginAsync(gateway, setup);
        var first = await PageAsync(browser, 390, ColorScheme.Light);
        await first.GotoAsync(new Uri(gateway.Address, "/chat/" + setup.Chat[0]).ToString());
        await ChatWorld.WriteAsync(first, "今日は話を聞いてほしいです");
        await Assertions.Expect(first.GetByText("診断はできません")).ToBeVisibleAsync();
        await first.GetByRole(AriaRole.Button, new() { Name = "相談員の希望" }).ClickAsync();
        await Assertions.Expect(first.GetByText("相談員について希望はありますか")).ToBeInViewportAsync();
        await first.HasNoBarriersAsync("the menu of wishes");
        await SeenAsync(first, "wishes-390");
        await TellsOsakaAsync(await PageAsync(browser, 390, ColorScheme.Light), new Uri(gateway.Address, "/chat/" + setup.Chat[0]));

        var desk = await DeskAsync(browser, gateway, setup, 0, 1280, ColorScheme.Light, "ja");
        await Assertions.Expect(desk.GetByText("うち災害の地域の方 1人")).ToBeVisibleAsync();
        var choice = desk.GetByRole(AriaRole.Checkbox, new() { Name = "災害の地域の方を先に" });
        await choice.ClickAsync();
        await Assertions.Expect(choice).ToBeCheckedAsync();
        await desk.HasNoBarriersAsync("the line of a disaster");
        await SeenAsync(desk, "line-1280");

        var phone = await DeskAsync(browser, gateway, setup, 1, 390, ColorScheme.Dark, "en");
        await Assertions.Expect(phone.GetByText("Of the disaster area: 1")).ToBeVisibleAsync();
        await Assertions.Expect(phone.GetByRole(AriaRole.Checkbox, new() { Name = "People of the disaster area first" })).Not.ToBeCheckedAsync();
        await phone.HasNoBarriersAsync("the line of a disaster on a phone");
        await SeenAsync(phone, "line-390");

        await desk.TakeNextAsync();
        await Assertions.Expect(desk.GetByText("うち災害の地域の方")).ToHaveCountAsync(0);
        await Assertions.Expect(desk.GetByRole(AriaRole.Region, new() { Name = "本人が案内で伝えたこと" })).ToContainTextAsync("大阪府");
        await NamesABodyAsync(browser, gateway, setup);
    }

    private static async Task NamesABodyAsync(TestBrowser browser, GatewayProcess gateway, RunSetup setup)
    {
        await using (var first = await HubClient.SignInAsync(gateway.Address, setup.People[2].UserName, setup.People[2].Password))
        await using (var second = await HubClient.SignInAsync(gateway.Address, setup.People[3].UserName, setup.People[3].Password))
            await SheetCalls.ApprovedBodyAsync(first, second, """{"name":"避難所のくらし相談","kinds":["self_reliance"],"areas":[{"code":"270008"}],"handoffEmail":"desk@example.jp","liaison":{"name":"もりた"}}""");

        var keeper = await DeskAsync(browser, gateway, setup, 2, 1280, ColorScheme.Light, "ja");
        await keeper.GetByRole(AriaRole.Button, new() { Name = "設定" }).ClickAsync();
        await keeper.GetByRole(AriaRole.Button, new() { Name = "手当ての地図", Exact = true }).ClickAsync();
        await keeper.GetByText("先に出すつなぎ先 0か所").ClickAsync();
        await keeper.GetByRole(AriaRole.Button, new() { Name = "さがす" }).ClickAsync();
        await keeper.GetByRole(AriaRole.Button, new() { Name = "避難所のくらし相談 を先に出す" }).ClickAsync();
        await Assertions.Expect(keeper.GetByRole(AriaRole.Button, new() { Name = "避難所のくらし相談 を外す" })).ToBeVisibleAsync();
        await keeper.HasNoBarriersAsync("a body that is listed first");
        await SeenAsync(keeper, "bodies-1280");

        var phone = await DeskAsync(browser, gateway, setup, 3, 390, ColorScheme.Dark, "en");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Settings" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Support bodies" }).ClickAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "Write a new one" }).ClickAsync();
        var time = phone.GetByRole(AriaRole.Group, new() { Name = "There for a time alone" });
        await Assertions.Expect(time.GetByLabel("For a disaster alone")).ToBeVisibleAsync();
        await phone.HasNoBarriersAsync("a body for a time");
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder) await time.ScreenshotAsync(new() { Path = Path.Combine(folder, "disaster-time-390.png") });
    }

    private static async Task BeginAsync(GatewayProcess gateway, RunSetup setup)
    {
        await using var keeper = await HubClient.SignInAsync(gateway.Address, setup.People[2].UserName, setup.People[2].Password);
        using var begun = await keeper.Http.PostAsJsonAsync(
            "/api/disasters",
            new { name = "北部の地震", areas = s_osaka, words = new { ja = "地震で電話がつながりにくくなっています。" }, reason = "震度6", endsAt = TimeProvider.System.GetUtcNow().AddDays(1), factor = 2 }, Stop);
        Assert.True(begun.IsSuccessStatusCode, await begun.Content.ReadAsStringAsync(Stop));
    }

    private static async Task TellsOsakaAsync(IPage page, Uri chat)
    {
        await page.GotoAsync(chat.ToString());
        await ChatWorld.WriteAsync(page, "揺れがこわくて眠れません");
        await Assertions.Expect(page.GetByText("診断はできません")).ToBeVisibleAsync();
        foreach (var (says, hears) in new[]
        {
            ("わかりました", "お返事の届けかた"), ("人に見られるかも", "どなたのことですか"), ("自分", "年代を、よければ"), ("24歳", "ありがとうございます。相談員に伝えます"),
            ("もう少し伝える", "近いものはありますか"), ("DV・虐待", "どのあたりですか"), ("大阪", "地震で電話がつながりにくくなっています。"),
        })
        {
            await ChatWorld.WriteAsync(page, says);
            await Assertions.Expect(page.Locator("#entries").GetByText(hears).Last).ToBeVisibleAsync();
        }
    }

    private static async Task<IPage> DeskAsync(TestBrowser browser, GatewayProcess gateway, RunSetup setup, int place, int width, ColorScheme scheme, string language)
    {
        var (page, english) = (await PageAsync(browser, width, scheme), language == "en");
        await page.GotoAsync(new Uri(gateway.Address, "/console/").ToString());
        await page.GetByLabel("言語").SelectOptionAsync(language);
        await page.GetByLabel(english ? "User name" : "ユーザー名").FillAsync(setup.People[place].UserName);
        await page.GetByLabel(english ? "Password" : "パスワード").FillAsync(setup.People[place].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = english ? "Sign in" : "サインイン" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = english ? "I see" : "わかりました" }).ClickAsync();
        return page;
    }

    private static async Task<IPage> PageAsync(TestBrowser browser, int width, ColorScheme scheme)
    {
        var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 860 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ja-JP",
            // Only for axe, which must inject itself.
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"disaster-{name}.png"), FullPage = true });
    }
}
