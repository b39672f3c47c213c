using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Gateway.SystemTests.WebChat;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Somebody answers the guide on the web chat by words alone, and the counsellor who takes them sees what they told, above the talk.</summary>
public sealed class GuideInTheBrowserTests
{
    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task What_was_told_to_the_guide_stands_above_the_talk(int width, ColorScheme scheme)
    {
        using var setup = new RunSetup(new SetupSize { Guide = "line-and-chat" });
        var settings = setup.Write(new Uri("http://localhost:9"));
        settings["Gateway:Records:TimeoutMs"] = "30000";
        await using var gateway = await GatewayProcess.StartAsync(settings);
        await using var browser = await Chromium.OpenAsync();
        await using var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ja-JP",
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);

        var person = await context.NewPageAsync();
        await person.GotoAsync(new Uri(gateway.Address, "/chat/" + setup.Chat[0]).ToString());
        await ChatWorld.WriteAsync(person, "家のことで、聞いてほしいことがあります");
        await Assertions.Expect(person.GetByText("診断はできません")).ToBeVisibleAsync();
        await SayAsync(person, "わかりました", "お返事の届けかた");
        await SayAsync(person, "人に見られるかも", "どなたのことですか");
        await SayAsync(person, "自分", "年代を、よければ");
        await SayAsync(person, "24歳", "ありがとうございます。相談員に伝えます");
        await SayAsync(person, "もう少し伝える", "近いものはありますか");
        await SayAsync(person, "DV・虐待", "どのあたりですか");
        await SayAsync(person, "大阪", "相談員の年代に");
        // What was put in order for the counsellor is not said back.
        await Assertions.Expect(person.Locator("#entries")).Not.ToContainTextAsync("人に見られるかもしれない");
        await BarrierFreeAsync(person);

        var desk = await context.NewPageAsync();
        await desk.GotoAsync(new Uri(gateway.Address, "/console/").ToString());
        await desk.GetByLabel("ユーザー名").FillAsync(setup.People[0].UserName);
        await desk.GetByLabel("パスワード").FillAsync(setup.People[0].Password);
        await desk.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "わかりました" }).ClickAsync();
        await desk.TakeNextAsync();
        var told = desk.GetByRole(AriaRole.Region, new() { Name = "本人が案内で伝えたこと" });
        foreach (var words in new[] { "人に見られるかもしれない", "自分のこと", "20代", "DV・虐待", "大阪府" }) await Assertions.Expect(told).ToContainTextAsync(words);
        await BarrierFreeAsync(desk);
    }

    private static async Task SayAsync(IPage person, string words, string answer)
    {
        await ChatWorld.WriteAsync(person, words);
        await Assertions.Expect(person.GetByText(answer).Last).ToBeVisibleAsync();
    }

    private static async Task BarrierFreeAsync(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa") });
        Assert.True(result.Violations.Length == 0, string.Join("; ", result.Violations.Select(found => $"{found.Id} at {string.Join(", ", found.Nodes.Select(node => node.Target))}")));
    }
}
