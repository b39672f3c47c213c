using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Two gateways on PostgreSQL and Redis as real processes, simulated providers, and a real browser.</summary>
public sealed class TwoNodeWorld : IAsyncLifetime
{
    private readonly RunSetup _setup = new(new SetupSize { SmsNumbers = 1, Counsellors = 3, Supervisors = 1, Attachments = "all", LargestAttachmentMb = 1 });
    private RedisServer? _redis;
    private SimulatorHost? _simulators;
    private TestBrowser? _browser;

    /// <summary>The node that people reach.</summary>
    public GatewayProcess Door { get; private set; } = null!;

    /// <summary>The node that counsellors reach.</summary>
    public GatewayProcess Desk { get; private set; } = null!;

    public RunSetup Setup => _setup;

    public SimulatorHost Simulators => _simulators!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync();
        _simulators = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        var settings = _setup.Write(_simulators.Address);
        settings["Gateway:Records:Engine"] = "Postgres";
        settings["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync();
        settings["Gateway:Records:TimeoutMs"] = "30000";
        settings["Gateway:Queue:Engine"] = "Redis";
        settings["Gateway:Redis:Endpoints"] = _redis.Endpoint;
        settings["Gateway:Redis:TimeoutMs"] = "10000";
        // A node that is killed and starts again on a busy machine does not make its counsellors vanish.
        settings["Gateway:Queue:PresenceSeconds"] = "60";
        settings.Remove("Gateway:Records:Sqlite:File");
        Door = await GatewayProcess.StartAsync(settings);
        Desk = await GatewayProcess.StartAsync(settings);
        _simulators.Providers.PointAt(Door.Address);
        _browser = await Chromium.OpenAsync();
    }

    /// <summary>A profile of its own.</summary>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="locale">The browser's language.</param>
    /// <param name="isForAxe">Whether axe must inject itself: then the page's own policy does not hold.</param>
    public async Task<IPage> NewPageAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, string locale = "ja-JP", bool isForAxe = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = scheme,
            // A bubble that is still sliding in has no contrast to measure.
            ReducedMotion = ReducedMotion.Reduce,
            Locale = locale,
            TimezoneId = "Asia/Tokyo",
            BypassCSP = isForAxe,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <summary>A counsellor's console, signed in, past the welcome; at the desk's own address unless told otherwise.</summary>
    public async Task<IPage> ConsoleAsync(int counsellor, int width = 1280, ColorScheme scheme = ColorScheme.Light, Uri? at = null, bool isForAxe = true)
    {
        var page = await NewPageAsync(width, scheme, isForAxe: isForAxe);
        await page.GotoAsync(new Uri(at ?? Desk.Address, "/console/").ToString());
        var person = _setup.People[counsellor];
        await page.GetByLabel("ユーザー名").FillAsync(person.UserName);
        await page.GetByLabel("パスワード").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "わかりました" }).ClickAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (Door is not null) await Door.DisposeAsync();
        if (Desk is not null) await Desk.DisposeAsync();
        if (_simulators is not null) await _simulators.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        _setup.Dispose();
    }
}
