using System.Text.Json.Nodes;
using Gateway.Handoff.Referrals;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SystemTests.Browser;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>A story of what came of it, as it is seen: written beside the talk, read on the person's page, used from the list, taken back.</summary>
public sealed class StoriesInTheBrowserTests
{
    private const string Body = """{"name":"みなと野市 ふくし総合相談室","kinds":["multi_agency"],"areas":[{"code":"992011"}],"handoffEmail":"desk@example.jp","liaison":{"name":"もりた"}}""";

    [Fact]
    public async Task It_is_written_read_changed_used_and_taken_back_and_no_page_has_a_barrier()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Counsellors = 2, Supervisors = 2 }, settings: [("Gateway:SupportBodies:AllowInventedAreas", "true")]);
        await using var chromium = await Chromium.OpenAsync();
        var phone = await PageAsync(chromium, 390);
        await phone.GotoAsync($"{night.Address}chat/{night.Setup.Chat[0]}");
        await phone.Locator("#text").FillAsync("家賃のことで困っています");
        await phone.Locator(".send").ClickAsync();
        await using var counsellor = await night.ConsoleAsync();
        await ConnectedAsync(night, counsellor, phone);

        var desk = await SignInAsync(chromium, night, 0, 1280);
        await desk.Locator(".held-open").First.ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "つなぐ", Exact = true }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "つなぎ先をえらび直す" }).ClickAsync();
        await desk.GetByText("その後のお話を使っていいか、たずねる").ClickAsync();
        await desk.GetByLabel("つながったあと").FillAsync("田中さんといっしょに家賃の相談に行き、住むところが決まりました。");
        await desk.GetByRole(AriaRole.Button, new() { Name = "この文で、ご本人にたずねる" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("だれのことかわかるかもしれない言葉があります: 田中さん")).ToBeVisibleAsync();
        await LookAsync(desk, "form", 1280);
        await desk.GetByLabel("つながったあと").FillAsync("相談室の人といっしょに家賃の相談に行き、住むところが決まりました。");
        await desk.GetByRole(AriaRole.Button, new() { Name = "この文で、ご本人にたずねる" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("おたずねしました。答えは会話の中に出ます。")).ToBeVisibleAsync();

        await phone.ReloadAsync();
        await phone.Locator(".agreements a").First.ClickAsync();
        await phone.Locator("textarea[name='field.since']").WaitForAsync();
        await LookAsync(phone, "question", 390, 1280);
        await phone.Locator("textarea[name='field.since']").FillAsync("家賃の相談に行き、住むところが決まりました。");
        await phone.Locator("label.switch").First.ClickAsync();
        await phone.Locator("button[value=agree]").ClickAsync();
        await Assertions.Expect(phone.Locator(".state")).ToContainTextAsync("使っていいと答えました");
        await LookAsync(phone, "receipt", 390);

        var over = await SignInAsync(chromium, night, 2, 390);
        await over.GetByRole(AriaRole.Button, new() { Name = "設定" }).ClickAsync();
        await over.GetByRole(AriaRole.Button, new() { Name = "その後のお話" }).ClickAsync();
        await Assertions.Expect(over.GetByText("住むところが決まりました")).ToBeVisibleAsync();
        await LookAsync(over, "shelf", 390, 1280);
        Assert.Contains("住むところが決まりました", await (await night.ConsoleAsync(2)).Http.GetStringAsync("/api/stories/export?format=csv", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await phone.Locator("form[action*=withdraw] button").ClickAsync();
        await Assertions.Expect(phone.Locator(".state")).ToContainTextAsync("取り消しました");
        await over.GetByRole(AriaRole.Button, new() { Name = "相談の机に戻る" }).ClickAsync();
        await over.GetByRole(AriaRole.Button, new() { Name = "設定" }).ClickAsync();
        await over.GetByRole(AriaRole.Button, new() { Name = "その後のお話" }).ClickAsync();
        await Assertions.Expect(over.GetByText("取り下げられたお話")).ToBeVisibleAsync();
        await Assertions.Expect(over.GetByText("住むところが決まりました")).ToHaveCountAsync(0);
        await LookAsync(over, "gone", 390, 1280);
    }

    // The sheet is written and agreed to, the body takes it on and is in touch.
    private static async Task ConnectedAsync(TestGateway night, HubClient counsellor, IPage phone)
    {
        await using var first = await night.ConsoleAsync(2);
        await using var second = await night.ConsoleAsync(3);
        var body = await SheetCalls.ApprovedBodyAsync(first, second, Body);
        HubConversation? talk = null;
        await night.EventuallyAsync(async () => (talk = await counsellor.TakeNextAsync()) is not null, "taken");
        var root = $"/api/conversations/{talk!.Id}";
        var question = await SheetCalls.AskedAsync(counsellor, root, await SheetCalls.WrittenAsync(counsellor, root, body, "20s"));
        await phone.GotoAsync($"{night.Address}chat/{night.Setup.Chat[0]}/agree/{question}");
        foreach (var item in await phone.Locator("label.switch").AllAsync()) await item.ClickAsync();
        await phone.Locator("button[value=agree]").ClickAsync();
        await phone.Locator(".state").WaitForAsync();
        var referral = (string)JsonNode.Parse(await counsellor.Http.GetStringAsync("/api/referrals", TestContext.Current.CancellationToken))!["referrals"]![0]!["id"]!;
        await SheetCalls.AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{referral}/offer", null);
        var organisation = await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<string>("SELECT organisation FROM referral"), TestContext.Current.CancellationToken);
        var reader = new BodyReader(organisation!, body);
        var answer = night.Services.GetRequiredService<AnswerReferral>();
        await answer.AcceptAsync(reader, referral, Redacted.Of(new StepNote()));
        Assert.Equal(ReferralOutcome.Done, await answer.ConnectAsync(reader, referral, AnswerReferral.Ways[0], Redacted.Of(new StepNote())));
        await phone.GotoAsync($"{night.Address}chat/{night.Setup.Chat[0]}");
    }

    private static async Task<IPage> PageAsync(TestBrowser chromium, int width)
    {
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = "ja-JP",
            BypassCSP = true,
            ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new ViewportSize { Width = width, Height = 860 },
        });
        return await context.NewPageAsync();
    }

    private static async Task<IPage> SignInAsync(TestBrowser chromium, TestGateway night, int place, int width)
    {
        var page = await PageAsync(chromium, width);
        await page.GotoAsync(night.Address + "console/");
        await page.GetByLabel("ユーザー名").FillAsync(night.Setup.People[place].UserName);
        await page.GetByLabel("パスワード").FillAsync(night.Setup.People[place].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "サインイン" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "わかりました" }).ClickAsync();
        return page;
    }

    // None is wider than its window, and none has a barrier, by day and by night. Pictures only where a folder is named.
    private static async Task LookAsync(IPage page, string name, params int[] widths)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            foreach (var width in widths)
            {
                await page.SetViewportSizeAsync(width, 860);
                Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{name} is wider than {width} pixels");
                if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"story-{name}-{width}-{scheme}.png"), FullPage = true });
            }

            await page.HasNoBarriersAsync($"{name}, {scheme}");
        }
    }
}
