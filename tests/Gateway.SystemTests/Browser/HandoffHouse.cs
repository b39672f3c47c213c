using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>One gateway, one browser and one body that two people let in, for everything that is seen of a hand-off. Three counsellors, two supervisors.</summary>
public sealed class HandoffHouse : IAsyncLifetime
{
    private readonly RunSetup _setup = new(new SetupSize { Counsellors = 3, Supervisors = 2 });
    private GatewayProcess? _gateway;
    private TestBrowser? _browser;

    /// <summary>Where people write.</summary>
    public string ChatAddress => new Uri(_gateway!.Address, $"/chat/{_setup.Chat[0]}").ToString();

    /// <summary>The body.</summary>
    public string Body { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(_setup.Write(new Uri("http://localhost:9")));
        _browser = await Chromium.OpenAsync();
        await using var first = await HubAsync(3);
        await using var second = await HubAsync(4);
        Body = await SheetCalls.ApprovedBodyAsync(
            first, second,
            """{"name":"ちよだ くらしの相談","kinds":["self_reliance"],"areas":[{"code":"131016"}],"handoffEmail":"desk@example.jp","phone":"000-0000-0001","liaison":{"name":"もりた"}}""");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
        _setup.Dispose();
    }

    /// <summary>Somebody of the set-up, by the hub.</summary>
    public async Task<HubClient> HubAsync(int place) =>
        await HubClient.ConnectAsync(_gateway!.Address, _setup.People[place].UserName, _setup.People[place].Password);

    /// <summary>The desk of somebody of the set-up, in Japanese or English.</summary>
    public async Task<IPage> DeskAsync(int place, int width, ColorScheme scheme, string language = "ja")
    {
        var page = await NewPageAsync(width, scheme);
        await page.GotoAsync(new Uri(_gateway!.Address, "/console/").ToString());
        await page.GetByLabel("言語").SelectOptionAsync(language);
        var english = language == "en";
        await page.GetByLabel(english ? "User name" : "ユーザー名").FillAsync(_setup.People[place].UserName);
        await page.GetByLabel(english ? "Password" : "パスワード").FillAsync(_setup.People[place].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = english ? "Sign in" : "サインイン" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = english ? "I see" : "わかりました" }).ClickAsync();
        return page;
    }

    /// <summary>A window of its own.</summary>
    public async Task<IPage> NewPageAsync(int width, ColorScheme scheme)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "ja-JP",
            // Only for axe, which must inject itself.
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }
}
