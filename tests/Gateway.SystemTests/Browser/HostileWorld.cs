using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>One gateway whose names are hostile too, the providers, and a browser that notes whatever runs, is refused or is asked of strangers.</summary>
public sealed class HostileWorld : IAsyncLifetime
{
    /// <summary>The counsellor's name, and the organisation's.</summary>
    public const string Name = "<img src=x onerror=alert(1)>'\"&amp;{{7*7}}";

    private readonly RunSetup _setup = new(new SetupSize { SmsNumbers = 1, Counsellors = 1 });
    private readonly List<string> _strangers = [];
    private SimulatorHost? _simulators;
    private TestBrowser? _browser;
    private int _events;

    public GatewayProcess Gateway { get; private set; } = null!;

    public HubClient Counsellor { get; private set; } = null!;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

    public Uri Page => new(Gateway.Address, "/chat/" + _setup.Chat[0]);

    /// <summary>Requests that a page made to anybody but the gateway.</summary>
    public IReadOnlyList<string> Strangers => _strangers;

    public async ValueTask InitializeAsync()
    {
        _simulators = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        var settings = _setup.Write(_simulators.Address);
        var file = settings["Gateway:Setup:File"];
        var quoted = JsonSerializer.Serialize(Name);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))
            .Replace("name: " + _setup.People[0].Name, "name: " + quoted, StringComparison.Ordinal).Replace("name: 相談室 org1", "name: " + quoted, StringComparison.Ordinal));
        settings["Gateway:Channels:WebChat:MessagesPerMinute"] = "600";
        settings["Gateway:Records:TimeoutMs"] = "30000";
        Gateway = await GatewayProcess.StartAsync(settings);
        Counsellor = await HubClient.ConnectAsync(Gateway.Address, _setup.People[0].UserName, _setup.People[0].Password);
        await Counsellor.ResumeAsync();
        await Counsellor.SetAvailabilityAsync(false, 5);
        _browser = await Chromium.OpenAsync();
    }

    /// <summary>A page of its own; what happens in it that should not is found by <see cref="NothingRanAsync"/>.</summary>
    public async Task<IPage> NewPageAsync()
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { Locale = "ja-JP", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new ViewportSize { Width = 1280, Height = 860 } });
        context.SetDefaultTimeout(30_000);
        await context.AddInitScriptAsync("""
            window.ran = []; window.refused = [];
            for (const name of ['alert', 'print', 'confirm', 'prompt', 'open']) window[name] = () => window.ran.push(name);
            addEventListener('securitypolicyviolation', (event) => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`));
            """);
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Gateway.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) _strangers.Add(request.Url);
        };
        return await context.NewPageAsync();
    }

    public static async Task NothingRanAsync(IPage page)
    {
        Assert.Empty(await page.EvaluateAsync<string[]>("window.ran"));
        Assert.Empty(await page.EvaluateAsync<string[]>("window.refused"));
    }

    /// <summary>The counsellor's console, signed in.</summary>
    public async Task<IPage> ConsoleAsync()
    {
        var page = await NewPageAsync();
        await page.GotoAsync(new Uri(Gateway.Address, "/console/").ToString());
        await page.GetByLabel("ユーザー名").FillAsync(_setup.People[0].UserName);
        await page.GetByLabel("パスワード").FillAsync(_setup.People[0].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "わかりました" }).ClickAsync();
        return page;
    }

    /// <summary>Tells the gateway of messages of one person on LINE, as LINE would.</summary>
    public async Task LineAsync(IEnumerable<object> messages)
    {
        var account = _setup.Line[0];
        foreach (var some in messages.Chunk(100))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new
            {
                destination = account.Destination,
                events = some.Select(message => new
                {
                    type = "message",
                    mode = "active",
                    timestamp = 1_790_000_000_000 + ++_events,
                    source = new { type = "user", userId = "U" + new string('a', 32) },
                    webhookEventId = $"hostile-{_events}",
                    deliveryContext = new { isRedelivery = false },
                    message,
                }),
            });
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway.Address, $"/channels/line/{account.Account}/webhook")) { Content = new ByteArrayContent(body) };
            request.Headers.Add("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(account.ChannelSecret), body)));
            (await Http.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
    }

    /// <summary>The same for SMS, as Event Grid would.</summary>
    public async Task SmsAsync(IEnumerable<string> texts)
    {
        var number = _setup.Sms[0];
        foreach (var some in texts.Chunk(50))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(some.Select(message => new
            {
                id = $"hostile-{++_events}",
                topic = "t",
                subject = "s",
                eventType = "Microsoft.Communication.SMSReceived",
                dataVersion = "1.0",
                metadataVersion = "1",
                eventTime = DateTimeOffset.UnixEpoch.AddMilliseconds(1_790_000_000_000 + _events),
                data = new { messageId = $"Incoming_{_events}", from = "+819012345678", to = number.Number, message, receivedTimestamp = DateTimeOffset.UnixEpoch.AddMilliseconds(1_790_000_000_000 + _events) },
            }));
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Gateway.Address, $"/channels/sms/{number.Account}/events?key={number.EventsKey}")) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            (await Http.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (Counsellor is not null) await Counsellor.DisposeAsync();
        if (Gateway is not null) await Gateway.DisposeAsync();
        if (_simulators is not null) await _simulators.DisposeAsync();
        Http.Dispose();
        _setup.Dispose();
    }
}
