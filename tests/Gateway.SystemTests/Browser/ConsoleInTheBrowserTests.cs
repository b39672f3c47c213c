using System.Text.RegularExpressions;
using Gateway.TestKit.Wires;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>A person's page on one node and a counsellor's console on another, in a real browser, with axe in every state.</summary>
public sealed partial class ConsoleInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
{
    private const string Hello = "会社を休んで3か月。外に出るのがこわい";

    [Fact]
    public async Task A_person_and_a_counsellor_talk_live_across_two_nodes()
    {
        var desk = await world.ConsoleAsync(counsellor: 0);
        await desk.HasNoBarriersAsync("the empty queue");
        await Assertions.Expect(desk.GetByText("いま待っている方はいません").First).ToBeVisibleAsync();

        var person = await world.NewPageAsync(width: 390);
        await person.GotoAsync(new Uri(world.Door.Address, "/chat/" + world.Setup.Chat[0]).ToString());
        await person.Locator("#text").FillAsync(Hello);
        await person.Locator(".send").ClickAsync();
        await Assertions.Expect(person.GetByText("順番").First).ToBeVisibleAsync();

        await Assertions.Expect(desk.GetByText("いま待っている方はいません")).ToHaveCountAsync(0);
        await desk.HasNoBarriersAsync("somebody waiting");
        await desk.TakeNextAsync();
        await Assertions.Expect(desk.GetByText(Hello).Last).ToBeVisibleAsync();

        var composer = desk.GetByRole(AriaRole.Textbox, new() { Name = "メッセージ" });
        await composer.FillAsync("話してくれてありがとう。");
        await desk.GetByRole(AriaRole.Button, new() { Name = "送る", Exact = true }).ClickAsync();
        await Assertions.Expect(person.GetByText("話してくれてありがとう。").First).ToBeVisibleAsync();

        await person.Locator("#text").FillAsync("<img src=x onerror=alert(1)> うん");
        await person.Locator(".send").ClickAsync();
        await Assertions.Expect(desk.GetByText("<img src=x onerror=alert(1)> うん").Last).ToBeVisibleAsync();
        Assert.Equal(0, await desk.Locator("img[src=x]").CountAsync());
        await desk.HasNoBarriersAsync("a talk");

        await desk.GetByRole(AriaRole.Button, new() { Name = "終わりにする" }).ClickAsync();
        await desk.HasNoBarriersAsync("the closing dialog");
        await desk.GetByRole(AriaRole.Radio).First.CheckAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "この内容で終える" }).ClickAsync();
        await Assertions.Expect(person.GetByText("いつでもここに書いてください").First).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("a closed talk");
    }

    [Fact]
    public async Task A_desk_whose_network_has_gone_silent_says_so_and_is_back_with_it()
    {
        await using var wire = FaultyWire.To(world.Desk.Address.Port);
        var desk = await world.ConsoleAsync(counsellor: 2, at: new Uri($"http://{wire.Endpoint}"));
        var banner = desk.Locator(".banner");
        await Assertions.Expect(desk.Locator(".connection.is-connected")).ToBeVisibleAsync();

        wire.Swallow();
        // How soon is measured by g11-convergence; a browser among other tests has its own pace.
        await Assertions.Expect(banner).ToBeVisibleAsync(new() { Timeout = 60_000 });
        wire.Heal();

        await Assertions.Expect(banner).ToHaveCountAsync(0, new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task The_desk_s_gateway_is_killed_and_no_typed_word_is_lost()
    {
        var desk = await world.ConsoleAsync(counsellor: 1, scheme: ColorScheme.Dark);
        await desk.GetByRole(AriaRole.Button, new() { Name = "受けられる" }).ClickAsync();
        var phone = world.Simulators.Line(world.Setup.Line[0].Account).Phone();
        await phone.SayAsync("もうだめかもしれない。だれかいますか");
        await desk.GetByRole(AriaRole.Button, new() { Name = "受ける", Exact = true }).ClickAsync();
        var composer = desk.GetByRole(AriaRole.Textbox, new() { Name = "メッセージ" });
        await composer.FillAsync("ここにいます。ゆっくりで大丈夫です。");

        await world.Desk.Kill9Async();
        await phone.SayAsync("まだいますか");
        await Assertions.Expect(composer).ToHaveValueAsync("ここにいます。ゆっくりで大丈夫です。");
        await desk.HasNoBarriersAsync("the lost connection");
        await world.Desk.RestartAsync();

        // It heals by itself: the word that came meanwhile appears, and what was typed can be sent.
        await Assertions.Expect(desk.GetByText("まだいますか").Last).ToBeVisibleAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "送る", Exact = true }).ClickAsync();
        await phone.ReceivesAsync(text => text == "ここにいます。ゆっくりで大丈夫です。", TimeSpan.FromSeconds(30));
        Assert.Single(phone.Received, item => item.Text == "ここにいます。ゆっくりで大丈夫です。");
    }

    [Fact]
    public async Task A_double_click_says_it_once_and_a_pasted_megabyte_stays_in_the_field()
    {
        var desk = await world.ConsoleAsync(counsellor: 2);
        var phone = world.Simulators.Line(world.Setup.Line[0].Account).Phone();
        await phone.SayAsync("きいてほしいことがあります");
        await desk.TakeNextAsync();
        var composer = desk.GetByRole(AriaRole.Textbox, new() { Name = "メッセージ" });
        var send = desk.GetByRole(AriaRole.Button, new() { Name = "送る", Exact = true });
        await composer.FillAsync("読んでいます。");
        await send.DblClickAsync();
        await phone.ReceivesAsync(text => text == "読んでいます。", TimeSpan.FromSeconds(30));

        // 65 KB, more than five messages of LINE hold, and a megabyte.
        foreach (var lines in new[] { 700, 11_275 })
        {
            var pasted = string.Concat(Enumerable.Repeat("ことばは三十文字ずつの行になって、ここに貼られていくのです。\n", lines));
            // All at once, as by the clipboard: typed by a driver, a megabyte takes minutes.
            await composer.EvaluateAsync(
                """
                (field, text) => {
                    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, text);
                    field.dispatchEvent(new Event('input', { bubbles: true }));
                }
                """, pasted);
            await Assertions.Expect(desk.GetByText("文字超えています")).ToBeVisibleAsync();
            // Its button is off by now; the keys that send are still there.
            await composer.PressAsync("Control+Enter");
            Assert.Equal(pasted, await composer.InputValueAsync());
        }

        await composer.FillAsync("まだここにいます。");
        await send.ClickAsync();
        await phone.ReceivesAsync(text => text == "まだここにいます。", TimeSpan.FromSeconds(30));
        Assert.Equal(["読んでいます。", "まだここにいます。"], phone.Received.Select(item => item.Text).Where(text => text is "読んでいます。" or "まだここにいます。"));
        await desk.GetByRole(AriaRole.Button, new() { Name = "終わりにする" }).ClickAsync();
        await desk.GetByRole(AriaRole.Radio).First.CheckAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "この内容で終える" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".composer")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(0, 1280, ColorScheme.Light)]
    [InlineData(0, 400, ColorScheme.Dark)]
    public async Task What_a_phone_does_is_told_and_what_was_taken_back_is_gone(int counsellor, int width, ColorScheme scheme)
    {
        var desk = await world.ConsoleAsync(counsellor, width, scheme);
        var phone = world.Simulators.Line(world.Setup.Line[0].Account).Phone();
        await phone.SendAsync(phone.Message(new() { ["type"] = "sticker", ["packageId"] = "446", ["stickerId"] = "1988", ["text"] = "おやすみ" }));
        await desk.TakeNextAsync();
        await Assertions.Expect(desk.GetByText("おやすみ").Last).ToBeVisibleAsync();

        var regretted = phone.Text("名前を書いてしまった");
        await phone.SendAsync(regretted);
        var log = desk.GetByRole(AriaRole.Log);
        await Assertions.Expect(log.GetByText("名前を書いてしまった")).ToBeVisibleAsync();
        await phone.UnsendAsync(regretted.Json["message"]!["id"]!.GetValue<string>());
        await Assertions.Expect(log.GetByText("本人が取り消したメッセージ")).ToBeVisibleAsync();
        await Assertions.Expect(desk.GetByText("名前を書いてしまった")).ToHaveCountAsync(0);

        await phone.UnfollowAsync();
        await Assertions.Expect(desk.GetByText("送ったことばは届きません")).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("a blocked person");
        await phone.FollowAsync();
        await Assertions.Expect(desk.GetByText("送ったことばは届きません")).ToHaveCountAsync(0);

        await desk.GetByRole(AriaRole.Button, new() { Name = "終わりにする" }).ClickAsync();
        await desk.GetByRole(AriaRole.Radio).First.CheckAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "この内容で終える" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".composer")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task The_sign_in_page_is_open_to_all(int width, ColorScheme scheme)
    {
        var page = await world.NewPageAsync(width, scheme);
        await page.GotoAsync(new Uri(world.Desk.Address, "/console/").ToString());
        await Assertions.Expect(page.GetByLabel("ユーザー名")).ToBeVisibleAsync();
        await page.HasNoBarriersAsync("the sign-in page");
        await page.GetByLabel("ユーザー名").FillAsync("nobody");
        await page.GetByLabel("パスワード").FillAsync("not-a-password");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(NotEmpty());
        await page.HasNoBarriersAsync("a refused sign-in");
    }

    [GeneratedRegex(@"\S")]
    private static partial Regex NotEmpty();
}
