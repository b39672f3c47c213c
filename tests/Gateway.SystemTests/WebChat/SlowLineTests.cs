using System.Text.Json;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>The page over a slow line: how much it asks for, and when one can write. The figures of docs/figures.md come from here.</summary>
public sealed class SlowLineTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    private const int BitsPerSecond = 400_000;
    private const int LatencyMs = 400;

    [Theory]
    [InlineData("ja")]
    [InlineData("ne")]
    public async Task The_first_page_is_small_and_can_be_written_on_within_seconds(string language)
    {
        await using var context = await world.ContextAsync();
        var page = await context.NewPageAsync();
        var devTools = await context.NewCDPSessionAsync(page);
        var (bytes, requests) = (0L, 0);
        devTools.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            bytes += (long)data!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };
        await devTools.SendAsync("Network.enable");
        await devTools.SendAsync("Network.emulateNetworkConditions", new Dictionary<string, object>
        {
            ["offline"] = false,
            ["latency"] = LatencyMs,
            ["downloadThroughput"] = BitsPerSecond / 8,
            ["uploadThroughput"] = BitsPerSecond / 8,
        });
        await page.GotoAsync($"{world.Page}?lang={language}");
        var painted = await page.EvaluateAsync<double>(
            "new Promise(done => new PerformanceObserver(list => list.getEntriesByName('first-contentful-paint').forEach(one => done(one.startTime))).observe({ type: 'paint', buffered: true }))");
        var live = await page.EvaluateAsync<double>("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd");
        await ChatWorld.WriteAsync(page, $"遅い線から {language}");
        var sent = await page.EvaluateAsync<double>("performance.now()");
        await page.Locator(".entry.bot").First.WaitForAsync();
        var answered = await page.EvaluateAsync<double>("performance.now()");
        TestContext.Current.TestOutputHelper!.WriteLine(JsonSerializer.Serialize(new
        {
            figure = "slow-line",
            language,
            bitsPerSecond = BitsPerSecond,
            latencyMs = LatencyMs,
            bytes,
            requests,
            readableMs = Math.Round(painted),
            liveMs = Math.Round(live),
            answeredAfterSendingMs = Math.Round(answered - sent),
        }));
        Assert.InRange(bytes, 1, 64 * 1024);
        // Two ways there and back and its bytes take two seconds on this line; the rest is a busy machine.
        Assert.InRange(live, 1, 20_000);
    }
}
