using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>The demo as a newcomer starts it, by its one command, with a browser in front of it and a counsellor signed in.</summary>
public sealed class DemoWorld : IAsyncLifetime
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-demo-");
    private readonly HttpClient _http = new();
    private ChildProcess? _demo;
    private TestBrowser? _browser;

    /// <summary>The page of the phones and of the mailbox.</summary>
    public Uri Phones { get; private set; } = null!;

    /// <summary>What <c>demo.json</c> tells.</summary>
    public JsonNode Description { get; private set; } = null!;

    /// <summary>A counsellor of the first organisation, who takes whoever waits.</summary>
    public HubClient Counsellor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Uri gateway = At(FreePort.Find());
        Phones = At(FreePort.Find());
        _demo = ChildProcess.Start("dotnet", [Program, "--gateway", Plain(gateway), "--phones", Plain(Phones), "--folder", _folder.FullName], _folder.FullName);
        Description = await DescribedAsync();
        Counsellor = await HubClient.ConnectAsync(gateway, "aoi", PasswordOf("aoi"));
        await Counsellor.ResumeAsync();
        await Counsellor.SetAvailabilityAsync(false, 5);
        _browser = await Chromium.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        if (Counsellor is not null) await Counsellor.DisposeAsync();
        if (_demo is not null)
        {
            await _demo.StopAsync();
            await _demo.DisposeAsync();
        }

        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>The password of somebody of this run.</summary>
    public string PasswordOf(string userName) => (string)Description["people"]!.AsArray().First(person => (string)person!["userName"]! == userName)!["password"]!;

    /// <summary>A browser of somebody's own, as empty as a new phone.</summary>
    public async Task<IPage> PageAsync(int width, ColorScheme scheme, string? address = null)
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
        await page.GotoAsync(address ?? Phones.ToString());
        return page;
    }

    /// <summary>The letters so far, as a script reads them.</summary>
    public async Task<JsonArray> LettersAsync() => (await _http.GetFromJsonAsync<JsonNode>(new Uri(Phones, "/mail.json"), TestContext.Current.CancellationToken))!["items"]!.AsArray();

    /// <summary>Takes whoever waits, as soon as somebody does.</summary>
    public async Task<HubConversation> TakeAsync()
    {
        HubConversation? talk = null;
        await BecomesAsync(async () => (talk = await Counsellor.TakeNextAsync()) is not null, "somebody waits");
        return talk!;
    }

    /// <summary>Waits until something is so.</summary>
    /// <exception cref="TimeoutException">It is not so within three minutes.</exception>
    public static async Task BecomesAsync(Func<Task<bool>> isSo, string what)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await isSo();)
        {
            if (TimeProvider.System.GetElapsedTime(start) > s_start) throw new TimeoutException($"Not so in time: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    // Beside the gateway's own folder in the build's output.
    private static string Program
    {
        get
        {
            var beside = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(beside.Parent!.Parent!.FullName, "Gateway.Demo", beside.Name, "Gateway.Demo.dll");
        }
    }

    private static Uri At(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private async Task<JsonNode> DescribedAsync()
    {
        for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < s_start && _demo!.Running;)
        {
            try
            {
                return (await _http.GetFromJsonAsync<JsonNode>(new Uri(Phones, "/demo.json")))!;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"The demo did not start:\n{_demo!.LastLines}");
    }
}
