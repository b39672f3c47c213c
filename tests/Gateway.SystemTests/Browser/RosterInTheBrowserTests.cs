using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Shifts and the map of a week, as a supervisor and a volunteer in Lisbon see them; with axe in every state.</summary>
public sealed class RosterInTheBrowserTests(HandoffHouse house) : IClassFixture<HandoffHouse>
{
    [Fact]
    public async Task A_supervisor_lays_places_out_a_volunteer_in_Lisbon_takes_one_and_the_map_shows_it()
    {
        var keeper = await house.DeskAsync(3, 1280, ColorScheme.Light);
        await OpenAsync(keeper, "設定", "シフト");
        await Assertions.Expect(keeper.GetByText("この2週間に、シフトはまだありません。")).ToBeVisibleAsync();
        await keeper.HasNoBarriersAsync("a roster, empty");
        await keeper.GetByRole(AriaRole.Button, new() { Name = "加える", Exact = true }).ClickAsync();
        await Assertions.Expect(keeper.GetByText("加えました。")).ToBeVisibleAsync();
        await Assertions.Expect(keeper.Locator("section[aria-labelledby='roster-all'] li")).ToHaveCountAsync(2);
        await Assertions.Expect(keeper.GetByText("この月に希望を言った方はいません。")).ToBeVisibleAsync();
        await keeper.HasNoBarriersAsync("a roster");
        await SeenAsync(keeper, "keep-1280");

        var phone = await house.DeskAsync(0, 390, ColorScheme.Dark, "en");
        await OpenAsync(phone, "Settings", "Shifts");
        await phone.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take it: ") }).First.ClickAsync();
        await Assertions.Expect(phone.GetByText("First please say from where you answer")).ToBeVisibleAsync();
        await phone.GetByLabel("Country").FillAsync("pt");
        await phone.GetByLabel("My clock").FillAsync("Europe/Lisbon");
        await phone.HasNoBarriersAsync("about me");
        await SeenAsync(phone, "me-390");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(phone.GetByText("Saved.")).ToBeVisibleAsync();
        await phone.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take it: ") }).First.ClickAsync();
        await Assertions.Expect(phone.GetByText("It is yours.")).ToBeVisibleAsync();
        // 20:00 in Japan is noon in Lisbon, or eleven in the morning.
        await Assertions.Expect(phone.Locator("section[aria-labelledby='roster-mine'] li").GetByText("in Japan")).ToBeVisibleAsync();
        await phone.GetByRole(AriaRole.Button, new() { NameRegex = new("^Look for somebody else: ") }).ClickAsync();
        await Assertions.Expect(phone.GetByText("Somebody else is looked for. Until then you stay responsible.")).ToBeVisibleAsync();
        await phone.HasNoBarriersAsync("my shifts");
        await SeenAsync(phone, "mine-390");
        await phone.GetByText("For people’s wishes").ClickAsync();
        await phone.GetByLabel("Gender").SelectOptionAsync("woman");
        await phone.GetByLabel("Vietnamese").CheckAsync();
        await phone.HasNoBarriersAsync("what one says for wishes");
        await SeenAsync(phone, "wishes-390");
        await phone.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(phone.GetByText("Saved. It is used from this shift on.")).ToBeVisibleAsync();

        await keeper.GetByRole(AriaRole.Button, new() { Name = "相談の机に戻る" }).ClickAsync();
        await OpenAsync(keeper, "設定", "手当ての地図");
        await Assertions.Expect(keeper.GetByText("まだ見こみを出せません。")).ToBeVisibleAsync();
        await keeper.GetByLabel("いつも（24時間）").UncheckAsync();
        await keeper.GetByRole(AriaRole.Checkbox, new() { Name = "日曜" }).UncheckAsync();
        await keeper.HasNoBarriersAsync("a map without anything expected");
        await keeper.GetByText("災害モードを始める").ClickAsync();
        await keeper.GetByLabel("よび名（相談員に見えます）").FillAsync("能登の地震");
        await keeper.GetByLabel("地域（都道府県を選ぶ）").SelectOptionAsync("17");
        await keeper.GetByLabel("日本語", new() { Exact = true }).FillAsync("地震で電話がつながりにくくなっています。ここではお待ちいただけます。");
        await keeper.GetByLabel("始めるわけ（記録に残ります）").FillAsync("震度6");
        await keeper.GetByLabel("いつ終わるか（日本の時間。60日まで）").FillAsync("2099-01-01T00:00");
        await keeper.GetByRole(AriaRole.Button, new() { Name = "始める", Exact = true }).ClickAsync();
        await Assertions.Expect(keeper.GetByText("使えないところがあります: 終わりの日時")).ToBeVisibleAsync();
        await keeper.HasNoBarriersAsync("a disaster mode that cannot begin");
        await SeenAsync(keeper, "disaster-1280");
        await keeper.GetByLabel("いつ終わるか（日本の時間。60日まで）").FillAsync(TimeProvider.System.GetUtcNow().AddDays(3).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await keeper.GetByRole(AriaRole.Button, new() { Name = "始める", Exact = true }).ClickAsync();
        await Assertions.Expect(keeper.GetByText("始めました。")).ToBeVisibleAsync();
        await keeper.HasNoBarriersAsync("a disaster mode");
        await SeenAsync(keeper, "few-1280");
        await keeper.GetByRole(AriaRole.Button, new() { Name = "保存する" }).ClickAsync();
        await Assertions.Expect(keeper.GetByText("保存しました。")).ToBeVisibleAsync();
        await Assertions.Expect(keeper.GetByRole(AriaRole.Cell, new() { Name = "休み、相談員0人" }).First).ToBeAttachedAsync();
        await keeper.GetByRole(AriaRole.Button, new() { Name = "相談の机に戻る" }).ClickAsync();
        foreach (var (desk, language, name) in new[] { (keeper, "ja", "week-1280"), (await house.DeskAsync(4, 390, ColorScheme.Dark), "ja", "week-390") })
        {
            await desk.RouteAsync("**/api/roster/coverage*", route => route.FulfillAsync(new() { ContentType = "application/json", Body = FullWeek() }));
            await OpenAsync(desk, "設定", "手当ての地図");
            await Assertions.Expect(desk.GetByText("月曜 0時〜5時")).ToBeVisibleAsync();
            await Assertions.Expect(desk.GetByRole(AriaRole.Cell, new() { Name = "足りない、相談員1人、見こみ2.5人" }).First).ToBeAttachedAsync();
            await Assertions.Expect(desk.GetByLabel("災害モード").First).ToContainTextAsync("能登の地震");
            await desk.HasNoBarriersAsync($"a full map in {language}");
            await SeenAsync(desk, name);
        }
    }

    // A week as a large organisation would have it: what eight weeks of records would say cannot be waited for.
    private static string FullWeek()
    {
        var hours = new JsonArray();
        for (var hour = 0; hour < 168; hour++)
        {
            var people = (hour % 24) switch { < 5 => 0, < 12 => 3, < 20 => 2, _ => 1 };
            var state = people == 0 ? "uncovered" : people == 1 ? "lacking" : hour / 24 == 6 ? "closed" : "covered";
            hours.Add(new JsonObject
            {
                ["state"] = state,
                ["people"] = state == "closed" ? 0 : people,
                ["supervisors"] = 1,
                ["hands"] = people * 2,
                ["expected"] = people == 1 ? 2.5 : 0.8,
                ["lacks"] = people == 0 ? new JsonArray("nobody") : people == 1 ? new JsonArray("people", "hands") : new JsonArray(),
            });
        }

        return new JsonObject
        {
            ["week"] = "2026-11-23",
            ["beginsAt"] = "2026-11-22T15:00:00.000Z",
            ["weeks"] = 8,
            ["known"] = true,
            ["demands"] = new JsonObject { ["people"] = 2, ["perSupervisor"] = 5, ["talkMinutes"] = 50, ["weeks"] = 8, ["hours"] = new JsonObject { ["rules"] = new JsonArray() } },
            ["hours"] = hours,
        }.ToJsonString();
    }

    private static async Task OpenAsync(IPage page, string menu, string place)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = menu }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = place, Exact = true }).ClickAsync();
    }

    // Pictures for whoever looks at the pages: only where a folder is named.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"roster-{name}.png"), FullPage = true });
    }
}
