using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>The page of somebody who came by LINE as an entrance says by itself what was in sight, in a real browser.</summary>
public sealed class SeenInTheBrowserTests(EntranceWorld world) : IClassFixture<EntranceWorld>
{
    [Fact]
    public async Task A_page_in_sight_says_how_far_it_was_read_and_one_behind_another_does_not()
    {
        var (_, link) = await world.KnockAsync();
        await using var context = await world.ContextAsync(390, scripts: true);
        var page = await context.NewPageAsync();
        List<string> seen = [];
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/seen", StringComparison.Ordinal)) lock (seen) seen.Add(request.PostData ?? "");
        };
        await page.GotoAsync(link);
        await page.Locator("button.go").ClickAsync();
        await page.Locator("section.passage").WaitForAsync();
        Assert.Equal(0, await page.Locator("section.passage button").CountAsync());
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } shots) await page.ScreenshotAsync(new() { Path = $"{shots}/entrance.png" });
        await ChatWorld.WriteAsync(page, "ページで話します");
        var talk = await TakeAsync();
        var said = await world.Counsellor.SendAsync(talk, "はい、ここで");
        await UntilAsync(() => seen.Contains($"number={said.Number}"), "the words in sight");

        // As when the phone is put away: the page is there, and nobody looks at it.
        await page.EvaluateAsync("Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })");
        var unseen = await world.Counsellor.SendAsync(talk, "お茶をいれてきますね");
        await page.Locator(".entry.counsellor >> nth=1").WaitForAsync();
        Assert.DoesNotContain($"number={unseen.Number}", Seen());
        await page.EvaluateAsync("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        await UntilAsync(() => seen.Contains($"number={unseen.Number}"), "the words in sight again");
        await world.Counsellor.CloseAsync(talk);

        string[] Seen()
        {
            lock (seen) return [.. seen];
        }

        async Task UntilAsync(Func<bool> isSo, string what)
        {
            for (var looks = 0; looks < 400; looks++)
            {
                lock (seen)
                {
                    if (isSo()) return;
                }

                await Task.Delay(50, TestContext.Current.CancellationToken);
            }

            throw new TimeoutException($"{what}: {string.Join(' ', Seen())}");
        }
    }

    private async Task<string> TakeAsync()
    {
        for (var looks = 0; ; looks++)
        {
            if (await world.Counsellor.TakeNextAsync() is { } talk) return talk.Id;
            Assert.True(looks < 400);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
