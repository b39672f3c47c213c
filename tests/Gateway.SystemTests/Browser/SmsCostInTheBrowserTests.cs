using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>What an SMS will cost is told before it is sent, in a real browser.</summary>
public sealed class SmsCostInTheBrowserTests
{
    [Theory]
    [InlineData(1280, ColorScheme.Light, "ja")]
    [InlineData(400, ColorScheme.Dark, "en")]
    public async Task A_counsellor_sees_the_parts_and_their_price_while_writing(int width, ColorScheme scheme, string language)
    {
        var ja = language == "ja";
        using var setup = new RunSetup(new SetupSize { Counsellors = 1, SmsNumbers = 1 });
        await using var simulators = await SimulatorHost.StartAsync(setup.Line, setup.Sms);
        var settings = setup.Write(simulators.Address);
        var file = settings["Gateway:Setup:File"];
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("        number: ", "        partPrice: \"8.8 JPY\"\n        number: ", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        await using var gateway = await GatewayProcess.StartAsync(settings);
        simulators.Providers.PointAt(gateway.Address);
        await using var browser = await Chromium.OpenAsync();
        await using var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ja-JP",
            TimezoneId = "Asia/Tokyo",
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(gateway.Address, "/console/").ToString());
        await page.GetByLabel("言語").SelectOptionAsync(language);
        await page.GetByLabel(ja ? "ユーザー名" : "User name").FillAsync(setup.People[0].UserName);
        await page.GetByLabel(ja ? "パスワード" : "Password", new() { Exact = true }).FillAsync(setup.People[0].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = ja ? "サインイン" : "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = ja ? "わかりました" : "I see" }).ClickAsync();
        await simulators.Sms(setup.Sms[0].Account).Phone("+819012345678").SayAsync("電波が弱いので、SMSで書きます");
        await page.TakeNextAsync();
        var field = page.Locator(".composer textarea");
        await field.FillAsync("");
        var cost = page.Locator(".composer-cost");
        await Assertions.Expect(cost).ToContainTextAsync("660");
        await SeenAsync(page, $"empty-{width}-{scheme}-{language}");
        await field.FillAsync(new string('あ', 150));
        await Assertions.Expect(cost).ToContainTextAsync(ja ? "3通分" : "3");
        await Assertions.Expect(cost).ToContainTextAsync("26.4");
        await page.HasNoBarriersAsync("the cost of an SMS that is being written");
        await SeenAsync(page, $"three-{width}-{scheme}-{language}");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    // Kept for eyes where somebody asks for it.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"sms-{name}.png") });
    }
}
