using System.Text.Json.Nodes;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>The pages of those who stand behind the counsellors: how hand-offs stand, and the register of requests; empty, full and unread, with axe in every state.</summary>
public sealed class OverviewInTheBrowserTests(HandoffHouse house) : IClassFixture<HandoffHouse>
{
    [Fact]
    public async Task A_supervisor_sees_how_hand_offs_stand_and_answers_a_request_about_somebodys_data()
    {
        var phone = await house.NewPageAsync(400, ColorScheme.Light);
        await phone.GotoAsync(house.ChatAddress);
        await phone.Locator("#text").FillAsync("わたしの記録を見せてください");
        await phone.Locator(".send").ClickAsync();
        await using var counsellor = await house.HubAsync(0);
        HubConversation? talk = null;
        while (talk is null) talk = await counsellor.TakeNextAsync();
        var root = $"/api/conversations/{talk.Id}";

        var over = await house.DeskAsync(3, 1280, ColorScheme.Light);
        await OpenAsync(over, "設定", "つなぎの様子");
        await Assertions.Expect(over.GetByText("いま進んでいるつなぎはありません。")).ToBeVisibleAsync();
        await over.HasNoBarriersAsync("how hand-offs stand, empty");
        await SeenAsync(over, "loop-empty-1280");
        await over.GetByRole(AriaRole.Button, new() { Name = "相談の机に戻る" }).ClickAsync();

        await SentOnGroundAsync(counsellor, root);
        await NotedAsync(counsellor, root);
        await OpenAsync(over, "設定", "つなぎの様子");
        await Assertions.Expect(over.GetByText("ちよだ くらしの相談")).ToBeVisibleAsync();
        await Assertions.Expect(over.GetByText("5件未満").First).ToBeVisibleAsync();
        await over.HasNoBarriersAsync("how hand-offs stand");
        await SeenAsync(over, "loop-1280");
        await over.GetByRole(AriaRole.Button, new() { Name = "ご本人に見えるようにする" }).ClickAsync();
        await Assertions.Expect(over.GetByText("もとには戻せません。")).ToBeVisibleAsync();
        await over.GetByRole(AriaRole.Button, new() { Name = "ご本人に見えるようにする" }).ClickAsync();
        await Assertions.Expect(over.GetByText("会話でも、ふれないでください。")).ToHaveCountAsync(0);
        await phone.GotoAsync($"{house.ChatAddress}/agree");
        await Assertions.Expect(phone.GetByText("ちよだ くらしの相談")).ToBeVisibleAsync();
        await UnreadAsync(over);

        await TakenInTheTalkAsync();
        var english = await house.DeskAsync(4, 400, ColorScheme.Dark, "en");
        await OpenAsync(english, "Settings", "Requests about one’s own data");
        await Assertions.Expect(english.GetByText("Disclosure: what is kept")).ToBeVisibleAsync();
        await english.HasNoBarriersAsync("the register");
        await SeenAsync(english, "requests-400");
        await english.GetByRole(AriaRole.Button, new() { Name = $"Decide the request of {talk.Label}" }).ClickAsync();
        await english.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Assertions.Expect(english.GetByText("Please choose what is decided.")).ToBeVisibleAsync();
        await english.GetByRole(AriaRole.Radio, new() { Name = "Granted", Exact = true }).CheckAsync();
        await english.HasNoBarriersAsync("a decision");
        await SeenAsync(english, "requests-decide-400");
        await english.GetByRole(AriaRole.Button, new() { Name = "Decide", Exact = true }).ClickAsync();
        await Assertions.Expect(english.GetByRole(AriaRole.Link, new() { Name = $"Page for printing: {talk.Label}" })).ToBeVisibleAsync();
        await Assertions.Expect(english.GetByText("No request waits for an answer.")).ToBeVisibleAsync();
        await english.GetByLabel("Number of the receipt").FillAsync("019aa2f0-0000-7000-8000-000000000000");
        await english.GetByRole(AriaRole.Button, new() { Name = "Take the stop" }).ClickAsync();
        await Assertions.Expect(english.GetByText("It was not found.")).ToBeVisibleAsync();
        await english.HasNoBarriersAsync("the register with an answer");
        await SeenAsync(english, "requests-done-400");

        async Task TakenInTheTalkAsync()
        {
            var desk = await house.DeskAsync(0, 1280, ColorScheme.Dark);
            await desk.Locator(".held-open").First.ClickAsync();
            await desk.GetByRole(AriaRole.Button, new() { Name = "情報についての請求を受ける" }).ClickAsync();
            await desk.GetByRole(AriaRole.Button, new() { Name = "受けつける", Exact = true }).ClickAsync();
            await Assertions.Expect(desk.GetByText("何の請求かと、そう言ったことばをえらんでください。")).ToBeVisibleAsync();
            await desk.GetByLabel("何の請求か").SelectOptionAsync("disclosure");
            await desk.GetByLabel("そう言ったことば").SelectOptionAsync(new SelectOptionValue { Index = 1 });
            await desk.HasNoBarriersAsync("taking a request");
            await SeenAsync(desk, "requests-take-1280");
            await desk.GetByRole(AriaRole.Button, new() { Name = "受けつける", Exact = true }).ClickAsync();
            await Assertions.Expect(desk.GetByText("受けつけました。")).ToBeVisibleAsync();
        }
    }

    // The server does not answer: it is said, and can be tried again.
    private static async Task UnreadAsync(IPage over)
    {
        await over.GetByRole(AriaRole.Button, new() { Name = "相談の机に戻る" }).ClickAsync();
        await over.RouteAsync("**/api/referrals/everybody", route => route.AbortAsync());
        await OpenAsync(over, "設定", "つなぎの様子");
        await Assertions.Expect(over.GetByText("読み込めませんでした。")).ToBeVisibleAsync();
        await over.HasNoBarriersAsync("how hand-offs stand, unread");
        await over.UnrouteAsync("**/api/referrals/everybody");
        await over.GetByRole(AriaRole.Button, new() { Name = "もう一度" }).ClickAsync();
        await Assertions.Expect(over.GetByText("ちよだ くらしの相談")).ToBeVisibleAsync();
    }

    private async Task SentOnGroundAsync(HubClient counsellor, string root)
    {
        var sheet = await SheetCalls.WrittenAsync(counsellor, root, house.Body, "20s");
        var proposed = await SheetCalls.SentAsync(counsellor, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/proposal", new JsonObject
        {
            ["revision"] = 2,
            ["ground"] = "life",
            ["why"] = "薬をたくさん飲んだ",
            ["whyNoConsent"] = "意識がもうろうとしている",
            ["items"] = new JsonArray("name", "story"),
            ["personKnows"] = false,
        });
        await using var second = await house.HubAsync(4);
        await SheetCalls.AnsweredAsync(second, HttpMethod.Post, $"/api/proposals/{proposed["id"]}", new JsonObject { ["agrees"] = true });
    }

    private static async Task NotedAsync(HubClient counsellor, string root) =>
        await SheetCalls.AnsweredAsync(counsellor, HttpMethod.Post, $"{root}/unmet-need", new JsonObject { ["topic"] = "housing", ["area"] = "131016" });

    private static async Task OpenAsync(IPage page, string menu, string place)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = menu }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = place }).ClickAsync();
    }

    // Pictures for whoever looks at the pages: only where a folder is named.
    private static async Task SeenAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"overview-{name}.png"), FullPage = true });
    }
}
