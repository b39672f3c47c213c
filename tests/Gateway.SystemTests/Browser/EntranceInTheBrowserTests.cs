using Gateway.SystemTests.WebChat;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Houses with a common entrance.</summary>
public sealed class EntranceHouses() : OverflowHouses(common: true);

/// <summary>共同の窓口 as the person sees it on the page, with axe in every state.</summary>
public sealed class EntranceInTheBrowserTests(EntranceHouses houses) : IClassFixture<EntranceHouses>
{
    [Fact]
    public async Task Somebody_sees_who_is_there_chooses_what_it_is_about_and_is_answered_by_that_member()
    {
        // At night, in danger, on a small phone: nobody is there yet.
        var night = await houses.PageAsync("/chat/org1-chat1?lang=en", 320, ColorScheme.Dark);
        await ChatWorld.WriteAsync(night, "I want to kill myself tonight");
        await Assertions.Expect(night.GetByText("keeps what you wrote")).ToBeVisibleAsync();
        await Assertions.Expect(night.Locator("#waiting").GetByRole(AriaRole.Link, new() { Name = "119" })).ToBeVisibleAsync();
        await Assertions.Expect(night.Locator("#waiting .nobody h2")).ToBeInViewportAsync();
        await LookAsync(night, "night");

        var desk = await houses.DeskAsync("org2-person1", 1280, ColorScheme.Light);
        await desk.GetByRole(AriaRole.Button, new() { Name = "受けられる" }).ClickAsync();
        var person = await houses.ChatAsync(390, ColorScheme.Light);
        await Assertions.Expect(person.GetByText("次の団体のどれかが")).ToBeVisibleAsync();
        await LookAsync(person, "page");
        await ChatWorld.WriteAsync(person, "お金のことで相談したいです");
        var debt = person.GetByRole(AriaRole.Button, new() { Name = "借金のこと" });
        await Assertions.Expect(debt).ToBeVisibleAsync();
        await LookAsync(person, "menu");
        await debt.ClickAsync();
        await Assertions.Expect(person.GetByText("「相談室 org2」におつなぎします")).ToBeVisibleAsync();
        await LookAsync(person, "routed");
        await desk.GetByRole(AriaRole.Button, new() { Name = "受ける", Exact = true }).ClickAsync();
        await Assertions.Expect(desk.GetByText("お金のことで相談したいです")).ToBeVisibleAsync();
        await LookAsync(desk, "desk");

        var other = await houses.PageAsync("/chat/org1-chat1?lang=en", 1280, ColorScheme.Dark);
        await Assertions.Expect(other.GetByText("One of these organisations")).ToBeVisibleAsync();
        await LookAsync(other, "page-en");
        await LookAsync(await houses.PageAsync($"/consortium/{houses.Consortium}", 390, ColorScheme.Dark), "public");
    }

    private static async Task LookAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"entrance-{name}.png"), FullPage = true });
        await page.HasNoBarriersAsync(name);
    }
}
