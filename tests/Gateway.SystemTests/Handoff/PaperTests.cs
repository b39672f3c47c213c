using System.Text.RegularExpressions;
using Gateway.Handoff.Sheets;
using Gateway.SystemTests.Browser;
using Gateway.TestKit.Handoff;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>The printed sheet in a real browser: one side of A4, large enough to read, and readable on a screen of any size.</summary>
public sealed partial class PaperTests : IAsyncLifetime
{
    private TestBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _browser = await Chromium.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
    }

    [Fact]
    public async Task Every_example_prints_on_one_side_and_the_longest_on_two_in_letters_that_can_be_read()
    {
        await using var context = await ContextAsync();
        var page = await context.NewPageAsync();
        foreach (var (name, language) in ExampleSheets.All.Keys.SelectMany(name => SheetTexts.Languages.Select(language => (name, language))))
        {
            await OpenAsync(page, ExampleSheets.All[name], language);
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
            Keep($"{name}.{language}.pdf", pdf);
            Assert.True(Pages(pdf) == (name == "longest" ? 2 : 1), $"{name} in {language} takes {Pages(pdf)} pages, {await HeightAsync(page):f1} mm");
            // 8 points are 10.67 pixels.
            Assert.True(await SmallestAsync(page) >= 10.6, $"{name} in {language}: {await SmallestAsync(page)} px");
        }
    }

    [Fact]
    public async Task Random_sheets_print_on_one_side_as_long_as_they_are_short()
    {
        await using var context = await ContextAsync();
        var page = await context.NewPageAsync();
        for (var seed = 0; seed < 12; seed++)
        {
            var shared = new RandomSheets(seed).Shared();
            await OpenAsync(page, shared, seed % 2 == 0 ? "ja" : "en");
            await page.EmulateMediaAsync(new() { Media = Media.Print });
            var pdf = await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true });
            var print = new PrintSheet(shared, seed % 2 == 0 ? "ja" : "en");
            Assert.True(Pages(pdf) == 1 || (Pages(pdf) == 2 && !print.FitsOneSide), $"The sheet of {seed}, {print.Letters} letters, takes {Pages(pdf)} pages, {await HeightAsync(page):f1} mm");
        }
    }

    [Theory]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task On_a_screen_it_fits_and_nothing_stands_in_anybodys_way(int width, ColorScheme scheme)
    {
        await using var context = await ContextAsync(width, scheme, forAxe: true);
        var page = await context.NewPageAsync();
        foreach (var (name, language) in new[] { ("home-lost-this-week", "ja"), ("minor", "en"), ("longest", "ja"), ("answered", "ja"), ("emergency-without-consent", "ja") })
        {
            await OpenAsync(page, ExampleSheets.All[name], language);
            Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{name} is wider than {width}");
            await page.HasNoBarriersAsync($"{name}, {width}, {scheme}");
            if (Environment.GetEnvironmentVariable("SHOTS") is { } folder)
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"sheet-{name}-{width}-{scheme}.png"), FullPage = true });
        }
    }

    private async Task<IBrowserContext> ContextAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light, bool forAxe = false)
    {
        var context = await _browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme, BypassCSP = forAxe, JavaScriptEnabled = true });
        await context.RouteAsync("**/*.css", route => route.FulfillAsync(new() { ContentType = "text/css", BodyBytes = SheetPaper.Style.Content.ToArray() }));
        return context;
    }

    private static async Task OpenAsync(IPage page, SharedSheet shared, string language)
    {
        await page.UnrouteAllAsync();
        await page.RouteAsync("**/sheet", route => route.FulfillAsync(new()
        {
            ContentType = "text/html; charset=utf-8",
            Body = new PrintSheet(shared, language).Page("/" + SheetPaper.Style.Name),
            Headers = new Dictionary<string, string> { ["Content-Security-Policy"] = SheetPaper.Policy, ["Content-Type"] = "text/html; charset=utf-8" },
        }));
        await page.GotoAsync("https://sheet.example/sheet");
        Assert.True(await page.EvaluateAsync<int>("document.styleSheets.length") == 1, "The stylesheet has not come.");
    }

    private static Task<double> SmallestAsync(IPage page) => page.EvaluateAsync<double>(
        """
        () => {
          const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
          let least = 100;
          while (words.nextNode()) if (words.currentNode.data.trim()) least = Math.min(least, parseFloat(getComputedStyle(words.currentNode.parentElement).fontSize));
          return least;
        }
        """);

    private static int Pages(byte[] pdf) => PageOfPdf().Count(System.Text.Encoding.Latin1.GetString(pdf));

    // At the width of the printed page.
    private static Task<double> HeightAsync(IPage page) => page.EvaluateAsync<double>(
        "() => { document.body.style.width = '194mm'; const mm = document.querySelector('main').getBoundingClientRect().height * 25.4 / 96; document.body.style.width = ''; return mm; }");

    private static void Keep(string name, byte[] content)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { } folder) File.WriteAllBytes(Path.Combine(folder, name), content);
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)")]
    private static partial Regex PageOfPdf();
}
