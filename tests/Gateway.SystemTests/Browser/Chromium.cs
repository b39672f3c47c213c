using Microsoft.Playwright;

namespace Gateway.SystemTests.Browser;

/// <summary>The Chromium of the system, driven by Playwright.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Starts it with an empty profile.</summary>
    /// <param name="playwright">Who drives it.</param>
    /// <param name="keepsPages">Whether pages that were left stay in its memory, as they do for people; drivers usually forbid it.</param>
    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static Task<IBrowser> LaunchAsync(IPlaywright playwright, bool keepsPages = false) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find(),
        IgnoreDefaultArgs = keepsPages ? ["--disable-back-forward-cache"] : null,
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
        ],
    });

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Prepend("/usr/bin")
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is not installed: these tests need Debian's package chromium (apt-get install chromium).");
}
