using Gateway.SystemTests.Browser;
using Gateway.SystemTests.Handoff;
using Gateway.SystemTests.WebChat;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Consortium;

/// <summary>応援, as a newcomer watches it in the demo: somebody writes to an organisation where nobody is available, is asked, answered by a partner, and comes home.</summary>
public sealed class PartnerInTheDemoTests(DemoWorld demo) : IClassFixture<DemoWorld>
{
    private static readonly Dictionary<string, string> s_summary = new() { ["talked"] = "眠れないこと", ["agreed"] = "", ["open"] = "あした病院に行くか" };

    [Fact]
    public async Task Somebody_is_asked_answered_by_a_partner_and_comes_home()
    {
        // The second console, by the other name of this machine; the page learns where that is.
        var page = await demo.PageAsync(1280, ColorScheme.Light);
        var address = new Uri((await page.Locator("#partner[href^=http]").GetAttributeAsync("href"))!);
        Assert.Equal("127.0.0.1", address.Host);
        await using var nagi = await HubClient.ConnectAsync(new Uri(address, "/"), "nagi", demo.PasswordOf("nagi"));
        await nagi.ResumeAsync();
        await nagi.SetAvailabilityAsync(true, 1);

        await Assertions.Expect(page.Locator("#line .whose")).Not.ToBeEmptyAsync();
        await page.Locator("#line textarea").FillAsync("眠れません。だれかいますか");
        await page.Locator("#line .composer button").ClickAsync();
        await page.Locator("#line .taps button", new() { HasText = "ほかの団体にお願いする" }).ClickAsync();

        HubConversation? guest = null;
        await DemoWorld.BecomesAsync(async () => (guest = await nagi.TakeNextAsync()) is not null, "the partner has them");
        await nagi.SendAsync(guest!.Id, "夜明けのチャットのなぎです。読んでいます");
        await page.Locator("#line .log", new() { HasText = "夜明けのチャットのなぎです" }).WaitForAsync();

        await nagi.SendHomeAsync(guest.Id, s_summary);
        await page.Locator("#line .log", new() { HasText = "ここからは「" }).WaitForAsync();
        var home = await demo.TakeAsync();
        Assert.Equal(guest.Id, home.Id);
        await demo.Counsellor.SendAsync(home.Id, "おかえりなさい");
        await page.Locator("#line .log", new() { HasText = "おかえりなさい" }).WaitForAsync();
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "demo-partner.png"), FullPage = true });
    }

    [Fact]
    public async Task Whoever_writes_to_the_common_entrance_is_answered_by_the_member_that_is_there()
    {
        await using var nagi = await HubClient.ConnectAsync(new Uri((string)demo.Description["gateway"]!), "nagi", demo.PasswordOf("nagi"));
        await nagi.ResumeAsync();
        await nagi.SetAvailabilityAsync(true, 1);
        var common = demo.Description["chat"]!.AsArray().Single(chat => (bool)chat!["common"]!)!;
        var person = await demo.PageAsync(390, ColorScheme.Light, (string)common["page"]!);
        await ChatWorld.WriteAsync(person, "眠れません。だれかいますか");
        foreach (var asked in new[] { "年代を、よければ", "お住まいは、どのあたり" })
        {
            await person.GetByText(asked).WaitForAsync();
            await person.GetByRole(AriaRole.Button, new() { Name = "とばす", Exact = true }).ClickAsync();
        }

        await person.GetByText("「一般社団法人 夜明けのチャット」におつなぎします").WaitForAsync();
        HubConversation? talk = null;
        await DemoWorld.BecomesAsync(async () => (talk = await nagi.TakeNextAsync()) is not null, "Yoake has them");
        Assert.Null(talk!.GuestOf);
        await nagi.CloseAsync(talk.Id);
    }
}
