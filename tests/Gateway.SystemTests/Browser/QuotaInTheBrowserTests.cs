using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>The month's pushes of a LINE account, as an administrator sees them in a real browser.</summary>
public sealed class QuotaInTheBrowserTests : IAsyncLifetime
{
    private readonly RunSetup _setup = new(new SetupSize { Counsellors = 1, Administrators = 1, LineMonthlyQuota = 200 });
    private SimulatorHost? _simulators;
    private GatewayProcess? _gateway;
    private TestBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _simulators = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        _gateway = await GatewayProcess.StartAsync(_setup.Write(_simulators.Address));
        await CountedAsync();
        _browser = await Chromium.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
        if (_simulators is not null) await _simulators.DisposeAsync();
        _setup.Dispose();
    }

    // The gateway asks LINE beside its start, and the page asks the gateway once.
    private async Task CountedAsync()
    {
        await using var admin = await HubClient.SignInAsync(_gateway!.Address, _setup.People[^1].UserName, _setup.People[^1].Password);
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1);)
        {
            var accounts = await admin.Http.GetStringAsync(new Uri("/api/line/quota", UriKind.Relative), TestContext.Current.CancellationToken);
            if (accounts.Contains("\"left\":200", StringComparison.Ordinal)) return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("The gateway does not know what is left.");
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light, "ja")]
    [InlineData(400, ColorScheme.Dark, "ja")]
    [InlineData(400, ColorScheme.Light, "en")]
    [InlineData(1280, ColorScheme.Dark, "en")]
    public async Task An_administrator_sees_what_is_left_and_how_far_it_will_last(int width, ColorScheme scheme, string language)
    {
        var ja = language == "ja";
        await using var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = ja ? "ja-JP" : "en-GB",
            TimezoneId = "Asia/Tokyo",
            BypassCSP = true,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_gateway!.Address, "/console/").ToString());
        await page.GetByLabel("言語").SelectOptionAsync(language);
        await page.GetByLabel(ja ? "ユーザー名" : "User name").FillAsync(_setup.People[^1].UserName);
        await page.GetByLabel(ja ? "パスワード" : "Password", new() { Exact = true }).FillAsync(_setup.People[^1].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = ja ? "サインイン" : "Sign in" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = ja ? "LINEの通数" : "LINE messages" }).ClickAsync();
        await Assertions.Expect(page.GetByText(ja ? "あと 200 通" : "200 left")).ToBeVisibleAsync();
        await SeenAsync(page, $"{width}-{scheme}-{language}");
        await page.HasNoBarriersAsync("the month of an account");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        // As it is after a busy week, and when nothing is left.
        await page.RouteAsync("**/api/line/quota", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "application/json",
            Body = """
            [{"account":"komorebi","limit":200,"used":171,"left":29,"spent":false,"asOf":"2026-11-16T12:30:00.000Z","alarmAbove":160,"renewsOn":"2026-12-01","lastsUntil":"2026-11-18"},
             {"account":"komorebi-yoru","limit":5000,"used":5000,"left":0,"spent":true,"asOf":"2026-11-16T12:30:00.000Z","alarmAbove":4000,"renewsOn":"2026-12-01"},
             {"account":"komorebi-shi","used":12480,"spent":false,"asOf":"2026-11-16T12:30:00.000Z","renewsOn":"2026-12-01"},
             {"account":"komorebi-new","spent":false}]
            """,
        }));
        await page.GetByRole(AriaRole.Button, new() { Name = ja ? "つなぎ先" : "Support bodies", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = ja ? "LINEの通数" : "LINE messages" }).ClickAsync();
        await Assertions.Expect(page.GetByText(ja ? "11月18日ごろに使い切ります" : "the last one is used about")).ToBeVisibleAsync();
        await SeenAsync(page, $"low-{width}-{scheme}-{language}");
        await page.HasNoBarriersAsync("accounts with little and with nothing left");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    // Kept for eyes where somebody asks for it.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"quota-{name}.png"), FullPage = true });
    }
}
