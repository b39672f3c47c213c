using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consortium.Overflow;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>One gateway with two organisations that help each other out, and one browser for all that is seen of it. Each has a counsellor, a supervisor and a coordinator.</summary>
public class OverflowHouses : IAsyncLifetime
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    private readonly RunSetup _setup;
    private GatewayProcess? _gateway;
    private TestBrowser? _browser;

    /// <summary>Organisations that answer for each other.</summary>
    public OverflowHouses() : this(common: false)
    {
    }

    /// <summary>The same; with a common entrance the second is there for debts, and what people tell is shared.</summary>
    protected OverflowHouses(bool common) =>
        _setup = new RunSetup(new SetupSize { Organisations = 2, Counsellors = 1, Supervisors = 1, Coordinators = 1, CommonEntrance = common });

    /// <summary>The consortium's id.</summary>
    public string Consortium { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(_setup.Write(new Uri("http://localhost:9")));
        _browser = await Chromium.OpenAsync();
        string[] members = [.. _setup.Organisations];
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var charter = ExampleCharters.Between(members) with { From = today.AddDays(-1), Until = today.AddYears(1) };
        if (_setup.Size.CommonEntrance) charter = charter with { Items = [.. charter.Items, Gateway.Consortium.SharedItems.Facts] };
        await using var first = await SignInAsync("org1-coordinator1");
        await using var second = await SignInAsync("org2-coordinator1");
        var founded = await SendAsync(first, HttpMethod.Post, "", charter);
        Consortium = founded.GetProperty("id").GetString()!;
        var read = new { version = 1, hash = founded.GetProperty("agreements")[0].GetProperty("hash").GetString() };
        foreach (var member in (HubClient[])[first, second]) await SendAsync(member, HttpMethod.Post, $"/{Consortium}/sign", read);
        await SendAsync(first, HttpMethod.Post, $"/{Consortium}/enact", new { version = 1 });
        foreach (var member in (HubClient[])[first, second]) await SendAsync(member, HttpMethod.Put, $"/{Consortium}/terms", new MemberTerms { Gives = true, Takes = true });
        if (_setup.Size.CommonEntrance) await SendAsync(second, HttpMethod.Put, $"/{Consortium}/terms", new MemberTerms { Takes = true, Topics = ["debt"] });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_browser is not null) await _browser.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
        _setup.Dispose();
    }

    /// <summary>A page of the gateway.</summary>
    public async Task<IPage> PageAsync(string path, int width, ColorScheme scheme)
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
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_gateway!.Address, path).ToString());
        return page;
    }

    /// <summary>Where people of the first organisation write.</summary>
    public Task<IPage> ChatAsync(int width, ColorScheme scheme) => PageAsync("/chat/" + _setup.Chat[0], width, scheme);

    /// <summary>Somebody's console, in Japanese or English.</summary>
    public async Task<IPage> DeskAsync(string userName, int width, ColorScheme scheme, string language = "ja")
    {
        var (page, english, person) = (await PageAsync("/console/", width, scheme), language == "en", _setup.People.Single(one => one.UserName == userName));
        await page.GetByLabel("言語").SelectOptionAsync(language);
        await page.GetByLabel(english ? "User name" : "ユーザー名").FillAsync(person.UserName);
        await page.GetByLabel(english ? "Password" : "パスワード").FillAsync(person.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = english ? "Sign in" : "サインイン" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = english ? "I see" : "わかりました" }).ClickAsync();
        return page;
    }

    private Task<HubClient> SignInAsync(string userName)
    {
        var person = _setup.People.Single(one => one.UserName == userName);
        return HubClient.SignInAsync(_gateway!.Address, person.UserName, person.Password);
    }

    private static async Task<JsonElement> SendAsync(HubClient staff, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, "/api/consortia" + address) { Content = JsonContent.Create(body, options: s_json) };
        using var answer = await staff.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
