using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>つなぐ in real browsers: the counsellor writes the sheet beside the talk, the person reads it on their phone; with axe in every state.</summary>
public sealed class HandoffInTheBrowserTests(HandoffHouse house) : IClassFixture<HandoffHouse>
{
    [Theory]
    [InlineData(1280, ColorScheme.Light, 400, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Dark, 1280, ColorScheme.Light)]
    public async Task Written_together_read_changed_agreed_to_in_part_and_taken_back(int deskWidth, ColorScheme deskScheme, int phoneWidth, ColorScheme phoneScheme)
    {
        var phone = await house.NewPageAsync(phoneWidth, phoneScheme);
        await phone.GotoAsync(house.ChatAddress);
        await phone.Locator("#text").FillAsync("家賃が払えなくて、夜も眠れません");
        await phone.Locator(".send").ClickAsync();

        var desk = await house.DeskAsync(deskWidth == 400 ? 1 : 0, deskWidth, deskScheme);
        await desk.TakeNextAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "つなぐ", Exact = true }).FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        var pane = desk.GetByRole(AriaRole.Region, new() { Name = "つなぐ" });
        await pane.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談" }).ClickAsync();
        await desk.HasNoBarriersAsync("choosing a body");
        await SeenAsync(desk, $"desk-pick-{deskWidth}");
        await pane.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談 への連携票を書く" }).ClickAsync();
        await WriteAsync(pane);
        await pane.GetByRole(AriaRole.Button, new() { Name = "保存する" }).ClickAsync();
        await Assertions.Expect(pane.GetByText("保存しました。")).ToBeVisibleAsync();
        var items = pane.GetByRole(AriaRole.Group, new() { Name = "伝えてよいか聞く項目" });
        await items.GetByRole(AriaRole.Checkbox, new() { Name = "健康" }).CheckAsync();
        await Assertions.Expect(items.GetByRole(AriaRole.Checkbox, new() { Name = "希望" })).ToBeDisabledAsync();
        await pane.GetByLabel("何のことか").FillAsync("家賃のこと");
        await desk.HasNoBarriersAsync("a sheet that is written");
        await SeenAsync(desk, $"desk-sheet-{deskWidth}");
        await pane.GetByRole(AriaRole.Button, new() { Name = "聞く", Exact = true }).ClickAsync();
        await Assertions.Expect(pane.GetByText("返事を待っています")).ToBeVisibleAsync();

        // The line comes by itself; the page is another one, without a script.
        await phone.GetByRole(AriaRole.Link, new() { Name = "内容を見る" }).First.ClickAsync();
        await Assertions.Expect(phone.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(0);
        await phone.HasNoBarriersAsync("the question on the person's page");
        await SeenAsync(phone, $"person-question-{phoneWidth}");
        await phone.GetByLabel("事実", new() { Exact = true }).FillAsync("家賃を2か月ためている");
        await phone.GetByRole(AriaRole.Checkbox, new() { Name = "困っていること" }).CheckAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "オンにしたものを伝えていい" }).ClickAsync();
        await Assertions.Expect(phone.GetByText("伝えていいと答えました。")).ToBeVisibleAsync();
        await phone.HasNoBarriersAsync("the receipt");
        await SeenAsync(phone, $"person-receipt-{phoneWidth}");
        await Assertions.Expect(pane.GetByText("伝えてよいもの:")).ToBeVisibleAsync();
        await Assertions.Expect(pane.GetByText("ご本人が、自分のページで書き直しました。")).ToBeVisibleAsync();
        await pane.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談 へ送る" }).ClickAsync();
        await Assertions.Expect(pane.GetByText("送りました。まだ開かれていません")).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("an answer");
        await SeenAsync(desk, $"desk-answer-{deskWidth}");

        await phone.GetByRole(AriaRole.Button, new() { Name = "取り消す" }).ClickAsync();
        await Assertions.Expect(phone.GetByText("取り消しました。")).ToBeVisibleAsync();
        await Assertions.Expect(pane.GetByText("ご本人が取り消しました").First).ToBeVisibleAsync();
        await phone.GetByRole(AriaRole.Link, new() { Name = "聞かれたこと・伝えたことの記録" }).ClickAsync();
        await phone.HasNoBarriersAsync("what was asked and sent");
        await phone.GotoAsync(phone.Url + "?lang=en");
        await phone.GetByRole(AriaRole.Link, new() { Name = "See what it says" }).First.ClickAsync();
        await phone.HasNoBarriersAsync("the same in English");
        await SeenAsync(phone, $"person-english-{phoneWidth}");
    }

    [Fact]
    public async Task Somebody_of_seventeen_is_looked_at_by_a_second_person_before_they_are_sent()
    {
        var phone = await house.NewPageAsync(400, ColorScheme.Light);
        await phone.GotoAsync(house.ChatAddress);
        await phone.Locator("#text").FillAsync("家に帰りたくない");
        await phone.Locator(".send").ClickAsync();
        await using var counsellor = await house.HubAsync(2);
        HubConversation? talk = null;
        while (talk is null) talk = await counsellor.TakeNextAsync();
        var root = $"/api/conversations/{talk.Id}";
        var question = await SheetCalls.AskedAsync(counsellor, root, await SheetCalls.WrittenAsync(counsellor, root, house.Body, "16_17"));
        var desk = await house.DeskAsync(2, 1280, ColorScheme.Dark);
        await desk.Locator(".held-open").First.ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "つなぐ", Exact = true }).ClickAsync();
        var second = await house.DeskAsync(3, 400, ColorScheme.Light, "en");

        await phone.GotoAsync($"{house.ChatAddress}/agree/{question}");
        await phone.GetByRole(AriaRole.Checkbox, new() { Name = "名前" }).CheckAsync();
        await phone.GetByRole(AriaRole.Button, new() { Name = "オンにしたものを伝えていい" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("見届けを待っています").First).ToBeVisibleAsync();
        await Assertions.Expect(desk.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談 へ送る" })).ToHaveCountAsync(0);
        await SeenAsync(desk, "desk-waits-1280");

        await second.GetByRole(AriaRole.Button, new() { Name = "Second look: 1" }).ClickAsync();
        await second.HasNoBarriersAsync("what waits for a second look");
        await SeenAsync(second, "checks-400");
        await second.GetByRole(AriaRole.Button, new() { Name = $"Read the consent of {talk.Label}" }).ClickAsync();
        await Assertions.Expect(second.GetByText("They are 16 or 17.")).ToBeVisibleAsync();
        await second.HasNoBarriersAsync("a consent as the second person reads it");
        await SeenAsync(second, "check-400");
        await second.GetByRole(AriaRole.Button, new() { Name = "Not yet" }).ClickAsync();
        await Assertions.Expect(second.GetByText("Please write a reason.")).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "It may be sent" }).ClickAsync();
        await Assertions.Expect(second.GetByText("Nothing waits for a second look just now.")).ToBeVisibleAsync();
        await Assertions.Expect(desk.GetByText("が見届けました。")).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("a consent that somebody has looked at");
        await desk.GetByRole(AriaRole.Button, new() { Name = "ちよだ くらしの相談 へ送る" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("送りました。まだ開かれていません")).ToBeVisibleAsync();
        await SeenAsync(desk, "desk-looked-1280");
    }

    [Fact]
    public async Task What_must_be_known_without_consent_is_proposed_by_one_and_sent_by_another()
    {
        var phone = await house.NewPageAsync(400, ColorScheme.Light);
        await phone.GotoAsync(house.ChatAddress);
        await phone.Locator("#text").FillAsync("返事がうまく書けません");
        await phone.Locator(".send").ClickAsync();
        await using var counsellor = await house.HubAsync(4);
        HubConversation? talk = null;
        while (talk is null) talk = await counsellor.TakeNextAsync();
        var root = $"/api/conversations/{talk.Id}";
        await SheetCalls.WrittenAsync(counsellor, root, house.Body, "20s");
        var desk = await house.DeskAsync(4, 400, ColorScheme.Dark);
        await desk.Locator(".held-open").First.ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "つなぐ", Exact = true }).ClickAsync();
        var pane = desk.GetByRole(AriaRole.Region, new() { Name = "つなぐ" });
        await pane.GetByText("同意がなくても伝える（法律の根拠で）").ClickAsync();
        var door = pane.Locator(".ground-door");
        await Assertions.Expect(door.GetByRole(AriaRole.Checkbox, new() { Checked = true })).ToHaveCountAsync(0);
        await door.GetByRole(AriaRole.Button, new() { Name = "二人目の人に見せる" }).ClickAsync();
        await Assertions.Expect(door.GetByText("根拠をえらんでください。")).ToBeVisibleAsync();
        await door.GetByLabel("根拠").SelectOptionAsync("law");
        await door.GetByLabel("何が起きているか").FillAsync("薬をたくさん飲んだ");
        await door.GetByLabel("同意を得られないわけ").FillAsync("意識がもうろうとしている");
        await door.GetByRole(AriaRole.Checkbox, new() { Name = "名前" }).CheckAsync();
        await door.GetByRole(AriaRole.Radio, new() { Name = "まだ知らない" }).CheckAsync();
        await desk.HasNoBarriersAsync("a proposal that is written");
        await SeenAsync(desk, "ground-form-400");

        // The law names other bodies for a notice; what was typed stays.
        await door.GetByRole(AriaRole.Button, new() { Name = "二人目の人に見せる" }).ClickAsync();
        await Assertions.Expect(door.GetByText("名簿に載っていません")).ToBeVisibleAsync();
        await Assertions.Expect(door.GetByLabel("何が起きているか")).ToHaveValueAsync("薬をたくさん飲んだ");
        await door.GetByLabel("根拠").SelectOptionAsync("life");
        await door.GetByRole(AriaRole.Button, new() { Name = "二人目の人に見せる" }).ClickAsync();
        await Assertions.Expect(pane.GetByText("二人目の人の返事を待っています").First).ToBeVisibleAsync();
        await Assertions.Expect(door.GetByLabel("何が起きているか")).ToHaveValueAsync("");
        await desk.HasNoBarriersAsync("a proposal that waits");
        await SeenAsync(desk, "ground-waits-400");

        var second = await house.DeskAsync(3, 1280, ColorScheme.Light, "en");
        await second.GetByRole(AriaRole.Button, new() { Name = "Second look: 1" }).ClickAsync();
        await second.HasNoBarriersAsync("a list with a proposal");
        await SeenAsync(second, "ground-list-1280");
        await second.GetByRole(AriaRole.Button, new() { Name = $"Read the proposal for {talk.Label}" }).ClickAsync();
        await Assertions.Expect(second.GetByText("意識がもうろうとしている")).ToBeVisibleAsync();
        await second.HasNoBarriersAsync("a proposal as the second person reads it");
        await SeenAsync(second, "ground-proposal-1280");
        await second.GetByRole(AriaRole.Button, new() { Name = "I do not stand for it" }).ClickAsync();
        await Assertions.Expect(second.GetByText("Please write a reason.")).ToBeVisibleAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "I stand for it: send" }).ClickAsync();
        await Assertions.Expect(second.GetByText($"It is sent for {talk.Label}.")).ToBeVisibleAsync();
        await Assertions.Expect(pane.GetByText("送りました。まだ開かれていません")).ToBeVisibleAsync();
        await Assertions.Expect(pane.GetByText("ご本人には知らせていません。会話でも、ふれないでください。")).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("what was sent on another ground");
        await SeenAsync(desk, "ground-sent-400");
        await Assertions.Expect(phone.GetByText("ちよだ くらしの相談")).ToHaveCountAsync(0);
    }

    private static async Task WriteAsync(ILocator pane)
    {
        await Assertions.Expect(pane.Locator(".sheet-form details").First).ToBeVisibleAsync();
        // Each that is opened is no longer among the closed ones.
        var closed = pane.Locator(".sheet-form details:not([open]) > summary");
        for (var left = await closed.CountAsync(); left > 0; left--) await closed.First.ClickAsync();
        await Assertions.Expect(closed).ToHaveCountAsync(0);
        await pane.GetByLabel("一番困っていること").SelectOptionAsync("housing");
        await pane.GetByRole(AriaRole.Group, new() { Name = "困っていること", Exact = true }).GetByLabel("住まいについて").CheckAsync();
        await pane.GetByLabel("会話で聞いたこと").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await pane.GetByLabel("事実", new() { Exact = true }).FillAsync("家賃を3か月ためている");
        await pane.GetByLabel("見立て", new() { Exact = true }).FillAsync("ひとりで抱えている");
        await pane.GetByLabel("からだ").FillAsync("夜に眠れない");
        await pane.GetByRole(AriaRole.Group, new() { Name = "支援の型" }).GetByLabel("住まい").CheckAsync();
        await pane.GetByLabel("引き合わせの方法").SelectOptionAsync("three_way_chat");
        await pane.GetByLabel("年代").SelectOptionAsync("20s");
        await pane.GetByLabel("相談者と本人の関係").SelectOptionAsync("self");
        await pane.GetByLabel("呼び名").FillAsync("りく");
        foreach (var (label, text) in new[] { ("住所", "架空市1-1"), ("代表者氏名", "しみず"), ("責任者", "みなと"), ("連絡先・対応時間", "000-0000-0009") })
            await pane.GetByLabel(label, new() { Exact = true }).Last.FillAsync(text);
    }

    // Pictures for whoever looks at the pages: only where a folder is named.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"handoff-{name}.png"), FullPage = true });
    }
}
