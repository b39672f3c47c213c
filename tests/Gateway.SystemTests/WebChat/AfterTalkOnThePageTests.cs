using Gateway.SystemTests.Browser;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>What can be answered after a talk: with and without scripts, once, and never twice.</summary>
public sealed class AfterTalkOnThePageTests
{
    [Theory]
    [InlineData(true, 400, ColorScheme.Light)]
    [InlineData(false, 320, ColorScheme.Dark)]
    public async Task Somebody_answers_what_they_like_after_their_talk_and_is_thanked(bool scripts, int width, ColorScheme scheme)
    {
        using var setup = new RunSetup(new SetupSize { After = ["mood", "feedback", "ucla3"] });
        var settings = setup.Write(new Uri("http://localhost:9"));
        settings["Gateway:Records:TimeoutMs"] = "30000";
        await using var gateway = await GatewayProcess.StartAsync(settings);
        await using var hub = await HubClient.ConnectAsync(gateway.Address, setup.People[0].UserName, setup.People[0].Password);
        await hub.ResumeAsync();
        await using var browser = await Chromium.OpenAsync();
        await using var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 760 },
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ja-JP",
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(gateway.Address, "/chat/" + setup.Chat[0]).ToString());
        await ChatWorld.WriteAsync(page, "だれとも話していません");
        await ChatWorld.StageAsync(page, "waiting");
        if (scripts)
        {
            await page.GetByText("声で話せる窓口").ClickAsync();
            await Assertions.Expect(page.Locator(".hotlines")).ToContainTextAsync("0120-279-338");
            await ChatWorld.HasNoBarriersAsync(page, "waiting, with the hotlines");
            await ShotAsync(page, $"waiting-{width}");
        }

        var talk = await ChatWorld.NextAsync(hub);
        await hub.CloseAsync(talk.Id);
        if (!scripts) await page.ReloadAsync();
        await ChatWorld.StageAsync(page, "closed");
        await page.GetByText("よければ、聞かせてください").ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "いまの気持ちは、どれに近いですか。" }).GetByLabel("少しよい").CheckAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "話してよかった" }).GetByLabel("とてもそう思う").CheckAsync();
        if (scripts) await ChatWorld.HasNoBarriersAsync(page, "after the talk");
        await ShotAsync(page, $"after-{width}");
        await page.Locator(".after button").ClickAsync();
        await Assertions.Expect(page.GetByText("お答えを受け取りました")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".after form")).ToHaveCountAsync(0);
    }

    private static Task ShotAsync(IPage page, string name) => Environment.GetEnvironmentVariable("SHOTS") is { } folder
        ? page.ScreenshotAsync(new() { Path = $"{folder}/{name}.png", FullPage = true })
        : Task.CompletedTask;
}
