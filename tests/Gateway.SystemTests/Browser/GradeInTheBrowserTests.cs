using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>A counsellor reads why a grade was raised, and gives another one, by keyboard, with axe in every state.</summary>
public sealed class GradeInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
{
    [Theory]
    [InlineData(0, 390, ColorScheme.Dark)]
    [InlineData(1, 1280, ColorScheme.Light)]
    public async Task Danger_is_told_in_words_and_lowered_with_a_reason(int counsellor, int width, ColorScheme scheme)
    {
        var desk = await world.ConsoleAsync(counsellor, width, scheme);
        await world.Simulators.Line(world.Setup.Line[0].Account).Phone().SayAsync("もう死にたい。遺書も書いた");
        await desk.TakeNextAsync();
        await Assertions.Expect(desk.GetByText("自動の見立て: 段階 不明 → 高")).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("a talk that was graded");

        var change = desk.GetByRole(AriaRole.Button, new() { Name = "段階を変える" });
        if (!await change.IsVisibleAsync()) await desk.GetByRole(AriaRole.Button, new() { Name = "相談者カード" }).ClickAsync();
        await change.FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        var sheet = desk.GetByRole(AriaRole.Dialog);
        await sheet.GetByLabel("低").CheckAsync();
        await sheet.GetByRole(AriaRole.Button, new() { Name = "変える" }).ClickAsync();
        await Assertions.Expect(sheet.GetByRole(AriaRole.Alert)).ToHaveTextAsync("下げる理由を書いてください。");
        await desk.HasNoBarriersAsync("the sheet without a reason");
        await sheet.GetByRole(AriaRole.Textbox).FillAsync("本人に確かめた。曲の話だった");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "変える" }).ClickAsync();
        await Assertions.Expect(sheet).ToHaveCountAsync(0);
        await Assertions.Expect(desk.GetByText("高 → 低（本人に確かめた。曲の話だった）")).ToBeAttachedAsync();
        await desk.HasNoBarriersAsync("a talk with a grade that was lowered");
    }
}
