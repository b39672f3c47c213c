using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Somebody in danger, as a supervisor and a counsellor see it in a real browser on two gateways, with axe in every state.</summary>
public sealed class EmergencyInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
{
    private const int Supervisor = 3;

    [Theory]
    [InlineData(0, 390, ColorScheme.Dark, "dark-phone")]
    [InlineData(1, 1280, ColorScheme.Light, "light-desk")]
    public async Task The_alarm_is_answered_the_worksheet_written_and_the_call_confirmed(int counsellor, int width, ColorScheme scheme, string look)
    {
        var behind = await world.ConsoleAsync(Supervisor, width, scheme);
        var desk = await world.ConsoleAsync(counsellor, width, scheme, world.Door.Address);
        var phone = world.Simulators.Line(world.Setup.Line[0].Account).Phone();
        await phone.SayAsync("さっき薬をたくさん飲んじゃった。ねむい");

        // The alarm: a bar that is read out, a mark in the title, and only one supervisor, said honestly.
        var heard = behind.GetByRole(AriaRole.Button, new() { NameRegex = new("緊急の知らせを確認しました") });
        await Assertions.Expect(heard).ToBeVisibleAsync();
        await Assertions.Expect(behind.GetByRole(AriaRole.Alert).Filter(new() { HasText = "緊急" })).ToContainTextAsync("1人だけ");
        await behind.BecomesAsync("document.title.startsWith('▲')");
        await ShotAsync(behind, $"alarm-{look}");
        await behind.HasNoBarriersAsync("an alarm that rings");
        await heard.FocusAsync();
        await behind.Keyboard.PressAsync("Enter");
        await Assertions.Expect(heard).ToHaveCountAsync(0);

        // The counsellor takes the person and reads who has heard it.
        await desk.TakeNextAsync();
        await Assertions.Expect(desk.Locator(".alarm")).ToContainTextAsync("確認: スーパーバイザー");
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = new("緊急対応記録を開く") }).ClickAsync();
        await desk.GetByLabel("どこにいるか").FillAsync("駅の南口のベンチ");
        await desk.GetByLabel("わかっていること").FillAsync("市販薬。量は分からない");
        await desk.GetByRole(AriaRole.Button, new() { Name = "記録する" }).First.ClickAsync();
        await Assertions.Expect(desk.GetByText("記録しました")).ToBeAttachedAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "このカードを送る" }).ClickAsync();
        await phone.ReceivesAsync(text => text.Contains("Net119", StringComparison.Ordinal));
        await ShotAsync(desk, $"worksheet-{look}");
        await desk.HasNoBarriersAsync("the worksheet");

        await desk.GetByRole(AriaRole.Button, new() { Name = "連絡を記録する" }).ClickAsync();
        await desk.GetByLabel("伝えたこと").FillAsync("意識がうすい。駅の南口");
        await desk.GetByLabel("受付番号").FillAsync("第214号");
        await desk.HasNoBarriersAsync("the form of a call");
        await desk.GetByLabel("受付番号").PressAsync("Enter");
        await Assertions.Expect(desk.GetByText("2人目の確認を待っています")).ToBeVisibleAsync();
        await ShotAsync(desk, $"call-{look}");

        // The supervisor reads along, and confirms on her own desk.
        await behind.GetByRole(AriaRole.Button, new() { NameRegex = new("緊急対応記録を開く") }).ClickAsync();
        await Assertions.Expect(behind.GetByText("駅の南口のベンチ").First).ToBeAttachedAsync();
        await behind.GetByRole(AriaRole.Button, new() { Name = "この連絡を確認しました" }).ClickAsync();
        await Assertions.Expect(behind.GetByText("2人目の確認を待っています")).ToHaveCountAsync(0);
        await ShotAsync(behind, $"supervisor-{look}");
        await behind.HasNoBarriersAsync("the worksheet at a supervisor's desk");

        // Two close it.
        await desk.GetByRole(AriaRole.Button, new() { Name = "終わりと伝える" }).ClickAsync();
        await behind.GetByRole(AriaRole.Button, new() { Name = "同意して終える" }).ClickAsync();
        await Assertions.Expect(desk.Locator(".alarm")).ToHaveCountAsync(0);
        await Assertions.Expect(desk.GetByText("この緊急対応は終わっています").First).ToBeVisibleAsync();
        await behind.HasNoBarriersAsync("an emergency that is over");
        await behind.Context.CloseAsync();
        await desk.Context.CloseAsync();
    }

    internal static async Task ShotAsync(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}.png") });
    }
}
