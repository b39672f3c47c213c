using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>From LINE to the page and back, in a real browser.</summary>
public sealed class PassageInTheBrowserTests(PassageWorld world) : IClassFixture<PassageWorld>
{
    [Theory]
    [InlineData(320, true)]
    [InlineData(400, false)]
    [InlineData(1280, true)]
    public async Task A_person_goes_on_by_one_button_and_comes_back_by_another(int width, bool scripts)
    {
        var (phone, talk, link) = await world.AskAsync();
        await using var context = await world.ContextAsync(width, scripts, forAxe: scripts);
        var page = await context.NewPageAsync();
        await page.GotoAsync(link);
        if (scripts) await ChatWorld.HasNoBarriersAsync(page, "the button of a link");
        await page.Locator("button.go").ClickAsync();
        await page.Locator("section.passage").WaitForAsync();
        await ChatWorld.WriteAsync(page, "ここなら書けます");
        await world.Counsellor.HearsAsync(talk.Id, entry => entry.Text == "ここなら書けます");
        await world.Counsellor.SendAsync(talk.Id, "よかったです。ここで話しましょう。");
        if (scripts)
        {
            await page.Locator(".entry.counsellor").WaitForAsync();
            await ChatWorld.HasNoBarriersAsync(page, "the page of somebody who came from LINE");
        }

        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } shots) await page.ScreenshotAsync(new() { Path = $"{shots}/passage-{width}-{scripts}.png" });

        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator("section.passage button").ClickAsync();
        await page.Locator("h1 >> text=もとのところに戻りました").WaitForAsync();
        await world.Counsellor.SendAsync(talk.Id, "おかえりなさい");
        await phone.ReceivesAsync(text => text == "おかえりなさい");
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("ここで話しましょう", StringComparison.Ordinal));
        await world.Counsellor.CloseAsync(talk.Id);
    }

    [Fact]
    public async Task A_word_on_LINE_empties_every_open_tab()
    {
        var (phone, talk, link) = await world.AskAsync();
        await using var context = await world.ContextAsync(390, scripts: true, ColorScheme.Dark);
        var page = await context.NewPageAsync();
        await page.GotoAsync(link);
        await page.Locator("button.go").ClickAsync();
        await page.Locator("section.passage").WaitForAsync();
        await ChatWorld.WriteAsync(page, "二つのタブで開いています");
        await world.Counsellor.HearsAsync(talk.Id, entry => entry.Text == "二つのタブで開いています");
        var other = await context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.Locator(".entry.person").WaitForAsync();
        await phone.SayAsync("こっちに戻ります");
        await ChatWorld.StageAsync(page, "none");
        await ChatWorld.StageAsync(other, "none");
        Assert.DoesNotContain("二つのタブで", await other.ContentAsync(), StringComparison.Ordinal);
        await world.Counsellor.CloseAsync(talk.Id);
    }
}
