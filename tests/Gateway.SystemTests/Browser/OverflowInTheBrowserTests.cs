using System.Text.RegularExpressions;
using Gateway.SystemTests.WebChat;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>応援 as both organisations and the person see it, with axe in every state.</summary>
public sealed partial class OverflowInTheBrowserTests(OverflowHouses houses) : IClassFixture<OverflowHouses>
{
    [Fact]
    public async Task Somebody_is_asked_answered_by_a_partner_sent_home_with_a_note_and_taken_there()
    {
        var partner = await houses.DeskAsync("org2-person1", 1280, ColorScheme.Dark);
        await partner.GetByRole(AriaRole.Button, new() { Name = "受けられる" }).ClickAsync();
        var home = await houses.DeskAsync("org1-supervisor1", 1280, ColorScheme.Light, "en");
        var person = await houses.ChatAsync(390, ColorScheme.Light);
        await ChatWorld.WriteAsync(person, "だれかいますか");
        var yes = person.GetByRole(AriaRole.Button, new() { Name = "ほかの団体にお願いする" });
        await Assertions.Expect(yes).ToBeVisibleAsync();
        // Not pushed out of sight by the card of somebody who waits.
        await Assertions.Expect(person.GetByText("お願いしますか")).ToBeInViewportAsync();
        await LookAsync(person, "person-asked");
        await yes.ClickAsync();

        await partner.GetByRole(AriaRole.Button, new() { Name = "受ける", Exact = true }).ClickAsync();
        await Assertions.Expect(partner.Locator(".guest-bar")).ToBeVisibleAsync();
        await partner.Locator(".guest-bar summary").FocusAsync();
        await partner.Keyboard.PressAsync("Enter");
        await Assertions.Expect(partner.GetByText("だれかいますか")).ToBeVisibleAsync();
        await Assertions.Expect(home.Locator(".elsewhere")).ToContainTextAsync("Talking");
        await LookAsync(home, "home-elsewhere");
        await partner.GetByLabel("メッセージ", new() { Exact = true }).FillAsync("こんばんは。ここにいます。");
        await partner.GetByRole(AriaRole.Button, new() { Name = "送る", Exact = true }).ClickAsync();
        await Assertions.Expect(person.GetByText("ここにいます。")).ToBeVisibleAsync();
        await LookAsync(partner, "partner-guest");

        // A hand-off is asked for at home; home does not do it now.
        await partner.GetByRole(AriaRole.Button, new() { Name = "つなぎを頼む" }).ClickAsync();
        var sheet = partner.GetByRole(AriaRole.Dialog);
        await sheet.GetByLabel("どんなつなぎ先").SelectOptionAsync("self_reliance");
        await sheet.GetByLabel("本人のことば・希望").FillAsync("家賃のことを相談したい");
        await LookAsync(partner, "partner-asks");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "頼む", Exact = true }).ClickAsync();
        await home.GetByRole(AriaRole.Button, new() { NameRegex = OpenRequest() }).ClickAsync();
        var asked = home.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(asked).ToContainTextAsync("家賃のことを相談したい");
        await LookAsync(home, "home-asked");
        await asked.GetByRole(AriaRole.Button, new() { Name = "Later", Exact = true }).ClickAsync();
        await Assertions.Expect(partner.GetByText("つなぎのお願いへの返事")).ToBeVisibleAsync();

        // Home again, with a note; empty it is warned of.
        await partner.GetByRole(AriaRole.Button, new() { Name = "もとの団体へ" }).ClickAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "申し送りをつけて戻す" }).ClickAsync();
        await Assertions.Expect(sheet.GetByRole(AriaRole.Alert)).ToContainTextAsync("申し送りが空です");
        await LookAsync(partner, "partner-empty-note");
        await sheet.GetByLabel("話したこと").FillAsync("仕事がなくなったこと");
        await sheet.GetByLabel("まだのこと・気になること").FillAsync("家賃");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "申し送りをつけて戻す" }).ClickAsync();
        await Assertions.Expect(partner.GetByText("ほかの団体の方への応援は、ここまでです")).ToBeVisibleAsync();
        await Assertions.Expect(partner.GetByText("ここにいます。")).ToHaveCountAsync(0);
        await LookAsync(partner, "partner-over");
        await Assertions.Expect(person.GetByText("その相談員も読めます")).ToBeVisibleAsync();
        await LookAsync(person, "person-home");

        await Assertions.Expect(home.Locator(".elsewhere")).ToHaveCountAsync(0);
        await home.TakeNextAsync();
        var note = home.GetByRole(AriaRole.Complementary, new() { Name = "Note from the partner" });
        await Assertions.Expect(note).ToContainTextAsync("仕事がなくなったこと");
        await note.ScrollIntoViewIfNeededAsync();
        await LookAsync(home, "home-takes");

        // Somebody else still waits there: by keyboard a supervisor has them back.
        var second = await houses.ChatAsync(390, ColorScheme.Dark);
        await ChatWorld.WriteAsync(second, "こんばんは");
        await second.GetByRole(AriaRole.Button, new() { Name = "ほかの団体にお願いする" }).ClickAsync();
        var fetch = home.GetByRole(AriaRole.Button, new() { NameRegex = Fetch() });
        await fetch.FocusAsync();
        await home.Keyboard.PressAsync("Enter");
        await LookAsync(home, "home-fetches");
        await home.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Fetch home" }).PressAsync("Enter");
        await Assertions.Expect(home.Locator(".elsewhere")).ToHaveCountAsync(0);
        await Assertions.Expect(second.GetByText("もとの順番のまま")).ToBeVisibleAsync();
        await LookAsync(second, "person-fetched");
    }

    [Fact]
    public async Task The_public_page_has_no_barriers()
    {
        var page = await houses.PageAsync("/consortium/" + houses.Consortium, 390, ColorScheme.Dark);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await LookAsync(page, "public");
    }

    [Fact]
    public async Task A_coordinator_reads_what_the_members_did_for_each_other()
    {
        var desk = await houses.DeskAsync("org2-coordinator1", 390, ColorScheme.Light);
        await desk.GetByRole(AriaRole.Button, new() { Name = "設定" }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "応援の記録" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("並びは団体の記号の順です")).ToBeVisibleAsync();
        await LookAsync(desk, "contributions");
        await desk.RouteAsync("**/api/consortia*", route => route.AbortAsync());
        await desk.GetByRole(AriaRole.Button, new() { Name = "前の月" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("読み込めませんでした。")).ToBeVisibleAsync();
        await LookAsync(desk, "contributions-unread");
    }

    [GeneratedRegex("^Open the request for")]
    private static partial Regex OpenRequest();

    [GeneratedRegex("^Fetch .* home$")]
    private static partial Regex Fetch();

    private static async Task LookAsync(IPage page, string state)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder) await page.ScreenshotAsync(new() { Path = $"{folder}/{state}.png" });
        await page.HasNoBarriersAsync(state);
    }
}
