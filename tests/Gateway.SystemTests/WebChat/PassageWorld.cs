using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.SystemTests.Browser;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>A real gateway with simulated LINE phones, a counsellor and a real browser.</summary>
public class PassageWorld : IAsyncLifetime
{
    private const string Address = "https://chat.example.jp";

    private readonly RunSetup _setup;
    private SimulatorHost? _simulators;
    private GatewayProcess? _gateway;
    private TestBrowser? _browser;

    /// <summary>LINE is where people talk.</summary>
    public PassageWorld()
        : this(entranceOnly: false)
    {
    }

    /// <param name="entranceOnly">LINE is only the way in.</param>
    protected PassageWorld(bool entranceOnly) => _setup = new RunSetup(new SetupSize { SmsNumbers = 1, EntranceOnly = entranceOnly });

    public HubClient Counsellor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _simulators = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        var settings = _setup.Write(_simulators.Address);
        settings["Gateway:Records:TimeoutMs"] = "30000";
        settings["Gateway:Passage:Address"] = Address;
        _gateway = await GatewayProcess.StartAsync(settings);
        _simulators.Providers.PointAt(_gateway.Address);
        Counsellor = await HubClient.ConnectAsync(_gateway.Address, _setup.People[0].UserName, _setup.People[0].Password);
        await Counsellor.ResumeAsync();
        await Counsellor.SetAvailabilityAsync(false, 5);
        _browser = await Chromium.OpenAsync();
    }

    /// <summary>Somebody on LINE who talks with the counsellor and has asked for the page: their phone, the talk and the link, as it is here.</summary>
    public async Task<(LinePhone Phone, HubConversation Talk, string Link)> AskAsync()
    {
        var phone = _simulators!.Line(_setup.Line[0].Account).Phone();
        await phone.SayAsync("スマホを見られそうです");
        HubConversation? talk;
        while ((talk = await Counsellor.TakeNextAsync()) is null) await Task.Delay(50, TestContext.Current.CancellationToken);
        await phone.SayAsync("ウェブ");
        return (phone, talk, await LinkAsync(phone));
    }

    /// <summary>Somebody writes to LINE, which is only the way in: their phone, and the link, as it is here.</summary>
    public async Task<(LinePhone Phone, string Link)> KnockAsync()
    {
        var phone = _simulators!.Line(_setup.Line[0].Account).Phone();
        await phone.SayAsync("あの");
        return (phone, await LinkAsync(phone));
    }

    private async Task<string> LinkAsync(LinePhone phone)
    {
        var received = await phone.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal));
        return received.Text.Split('\n')[^1].Replace(Address, _gateway!.Address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal);
    }

    public Task<IBrowserContext> ContextAsync(int width, bool scripts, ColorScheme scheme = ColorScheme.Light, bool forAxe = false) =>
        _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 780 },
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
            // A bubble that is still sliding in has no contrast to measure.
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = forAxe,
            Locale = "ja-JP",
        });

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        await Counsellor.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
        if (_simulators is not null) await _simulators.DisposeAsync();
        _setup.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same, where LINE is only the way in.</summary>
public sealed class EntranceWorld() : PassageWorld(entranceOnly: true);
