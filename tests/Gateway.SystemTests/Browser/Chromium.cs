using Microsoft.Playwright;

namespace Gateway.SystemTests.Browser;

/// <summary>The Chromium of the system, driven by Playwright. One process serves all tests of a run: starting one for each cost more than most of them do.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Each window that nobody sees has an address bar of pages of its own, which cost more than the page in it: without them a browser test takes half of the time. Of several such lists
    // the last one counts, so what Playwright turns off itself stands here too.
    private static readonly string[] WithoutFeatures =
    [
        "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled",
        "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "DialMediaRouteProvider", "GlobalMediaControls", "HttpsUpgrades", "LensOverlay", "MediaRouter", "PaintHolding",
        "ThirdPartyStoragePartitioning", "BlockOriginHeaderModificationOnRedirect", "AvoidCorsURLLoaderRestartOnRedirect", "Translate", "OptimizationHints", "NetworkTimeServiceQuerying",
    ];

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static IPlaywright? _driver;
    private static IBrowser? _shared;

    /// <summary>A browser for one test: it shares nothing with the others but the process, and its pages end with it.</summary>
    /// <exception cref="InvalidOperationException">Chromium is not installed.</exception>
    public static async Task<TestBrowser> OpenAsync()
    {
        await Gate.WaitAsync();
        try
        {
            // A crash takes down the tests of that moment and no later ones.
            if (_shared is not { IsConnected: true }) _shared = await LaunchAsync(keepsPages: false);
            return new TestBrowser(_shared, alone: false);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A browser of its own in which pages that were left stay in memory, as they do for people; drivers usually forbid it.</summary>
    /// <exception cref="InvalidOperationException">Chromium is not installed.</exception>
    public static async Task<TestBrowser> OpenKeepingPagesAsync()
    {
        await Gate.WaitAsync();
        try
        {
            return new TestBrowser(await LaunchAsync(keepsPages: true), alone: true);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Ends the shared one, if anybody asked for it.</summary>
    public static async Task EndSharedAsync()
    {
        if (_shared is not null) await _shared.DisposeAsync();
        _driver?.Dispose();
    }

    private static async Task<IBrowser> LaunchAsync(bool keepsPages) => await (_driver ??= await Playwright.CreateAsync()).Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find(),
        IgnoreDefaultArgs = keepsPages ? ["--disable-back-forward-cache"] : null,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", $"--disable-features={string.Join(',', WithoutFeatures)}",
        ],
    });

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Prepend("/usr/bin")
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is not installed: these tests need Debian's package chromium (apt-get install chromium).");
}
