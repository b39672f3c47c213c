using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Gateway.SystemTests.Browser;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>A real gateway, a real browser and one counsellor; shared by the tests of the person's page.</summary>
public sealed class ChatWorld : IAsyncLifetime
{
    /// <summary>Where the quick exit leads here; the browser is kept from really going there.</summary>
    public const string Elsewhere = "https://weather.example/tokyo";

    private readonly RunSetup _setup;
    private TestBrowser? _browser;

    public ChatWorld() => _setup = new RunSetup(new SetupSize { Attachments = "pictures", Frames = [City.Address.GetLeftPart(UriPartial.Authority)] });

    /// <summary>Another site, whose page may show the chat in a frame.</summary>
    public OtherSite City { get; } = new();

    /// <summary>One that may not.</summary>
    public OtherSite Stranger { get; } = new();

    public GatewayProcess Gateway { get; private set; } = null!;

    public HubClient Counsellor { get; private set; } = null!;

    public Uri Page => new(Gateway.Address, "/chat/" + _setup.Chat[0]);

    public async ValueTask InitializeAsync()
    {
        var settings = _setup.Write(new Uri("http://localhost:9"));
        settings["Gateway:Channels:WebChat:ExitTo"] = Elsewhere;
        settings["Gateway:Records:TimeoutMs"] = "30000";
        Gateway = await GatewayProcess.StartAsync(settings);
        Counsellor = await SignInAsync();
        _browser = await Chromium.OpenAsync();
    }

    /// <summary>The same page at another port, for instance behind a wire.</summary>
    public Uri PageAt(int port) => new UriBuilder(Page) { Port = port }.Uri;

    public async Task<HubClient> SignInAsync()
    {
        var person = _setup.People[0];
        var hub = await HubClient.ConnectAsync(Gateway.Address, person.UserName, person.Password);
        await hub.ResumeAsync();
        await hub.SetAvailabilityAsync(false, 5);
        return hub;
    }

    /// <summary>A browser profile of its own, on a phone of this width.</summary>
    public async Task<IBrowserContext> ContextAsync(int width = 390, bool scripts = true, bool forAxe = false, ColorScheme scheme = ColorScheme.Light, string locale = "ja-JP", bool forcedColours = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 740 },
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
            Locale = locale,
            ForcedColors = forcedColours ? ForcedColors.Active : ForcedColors.None,
            // Only for axe, which must inject itself.
            BypassCSP = forAxe,
        });
        await context.RouteAsync(Elsewhere, route => route.FulfillAsync(new RouteFulfillOptions { Body = "<h1>weather</h1>", ContentType = "text/html" }));
        return context;
    }

    public async Task<IPage> OpenAsync(IBrowserContext context, string query = "")
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Page + query);
        return page;
    }

    public static async Task WriteAsync(IPage page, string text)
    {
        await page.Locator("#text").FillAsync(text);
        await page.Locator(".send").ClickAsync();
    }

    public static Task StageAsync(IPage page, string stage) => page.Locator($"body[data-stage={stage}]").WaitForAsync();

    /// <summary>Waits until this tab shows the page elsewhere. Its address alone counts: whether that page has loaded is not ours.</summary>
    public static async Task GoneAsync(IPage page)
    {
        for (var i = 0; i < 400 && page.Url != Elsewhere; i++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.Equal(Elsewhere, page.Url);
    }

    /// <summary>Takes the next person, whoever waits, until it is the one who wrote <paramref name="words"/>.</summary>
    public async Task<HubConversation> TakeAsync(string words)
    {
        while (true)
        {
            var talk = await NextAsync(Counsellor);
            if ((await Counsellor.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Text == words)) return talk;
            await Counsellor.CloseAsync(talk.Id);
        }
    }

    /// <summary>The next person. The queue hears of them a moment after the page.</summary>
    /// <exception cref="TimeoutException">Nobody waits for a minute.</exception>
    public static async Task<HubConversation> NextAsync(HubClient desk)
    {
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMinutes(1);)
        {
            if (await desk.TakeNextAsync() is { } talk) return talk;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException("Nobody waits.");
    }

    public static async Task HasNoBarriersAsync(IPage page, string state)
    {
        var result = await page.RunAxe(new AxeRunOptions
        {
            RunOnly = RunOnlyOptions.Tags("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
        });
        Assert.True(result.Violations.Length == 0, $"{state}: " + string.Join("; ", result.Violations.Select(violation =>
            $"{violation.Id} at {string.Join(", ", violation.Nodes.Select(node => node.Target))}")));
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        await Counsellor.DisposeAsync();
        await Gateway.DisposeAsync();
        await City.DisposeAsync();
        await Stranger.DisposeAsync();
        _setup.Dispose();
    }
}
