using Gateway.SystemTests.Browser;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>A person's page in every state in which they may meet it: asked by the guide, waiting, called, over, and kept at the door. Nothing stands in anybody's way.</summary>
public sealed class EveryStateOfThePageTests
{
    [Theory]
    [InlineData(400, ColorScheme.Dark, "ja")]
    [InlineData(1280, ColorScheme.Light, "en")]
    public async Task Every_state_is_free_of_barriers_and_fits(int width, ColorScheme scheme, string language)
    {
        using var setup = new RunSetup(new SetupSize { Guide = "line-and-chat", After = ["mood", "feedback"], Supervisors = 1 });
        var settings = setup.Write(new Uri("http://localhost:9"));
        settings["Gateway:Records:TimeoutMs"] = "30000";
        await using var gateway = await GatewayProcess.StartAsync(settings);
        await using var browser = await Chromium.OpenAsync();
        await using var context = await browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 800 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(gateway.Address, $"/chat/{setup.Chat[0]}?lang={language}").ToString());

        await ChatWorld.WriteAsync(page, "家のことで、聞いてほしいことがあります");
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator(".options button").First.WaitForAsync();
        await LookAsync(page, $"guide-{language}");
        await page.Locator("#turn button").ClickAsync();
        await page.Locator("#waiting[data-asked='1'] .turn-asked").WaitForAsync();
        await LookAsync(page, $"waiting-{language}");

        var supervisor = setup.People.First(person => person.Role == "supervisor");
        await using var desk = await HubClient.ConnectAsync(gateway.Address, supervisor.UserName, supervisor.Password);
        await desk.ResumeAsync();
        var talk = await ChatWorld.NextAsync(desk);
        await ChatWorld.StageAsync(page, "talking");
        await LookAsync(page, $"called-{language}");
        await desk.CloseAsync(talk.Id);
        await ChatWorld.StageAsync(page, "closed");
        await page.ReloadAsync();
        await page.Locator(".after summary").ClickAsync();
        await LookAsync(page, $"after-{language}");

        await ChatWorld.WriteAsync(page, "またからかいに来た");
        await ChatWorld.StageAsync(page, "waiting");
        var again = await ChatWorld.NextAsync(desk);
        await desk.InvokeAsync<object?>("BlockPerson", again.Id, 24, "からかい");
        await ChatWorld.StageAsync(page, "closed");
        await ChatWorld.WriteAsync(page, "おーい");
        await page.Locator(".entry.bot").Last.WaitForAsync();
        await LookAsync(page, $"blocked-{language}");
    }

    private static async Task LookAsync(IPage page, string state)
    {
        Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{state} is wider than the screen");
        await ChatWorld.HasNoBarriersAsync(page, state);
        if (Environment.GetEnvironmentVariable("SHOTS") is { } shots) await page.ScreenshotAsync(new() { Path = $"{shots}/{state}.png", FullPage = true });
    }
}
