using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>A supervisor at the queue, by keyboard, with axe in every state.</summary>
public sealed class QueueInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
{
    private const int Supervisor = 3;
    private const string Why = "未成年で、夜道にひとりでいるため";

    [Fact]
    public async Task A_supervisor_moves_somebody_forward_and_whoever_takes_them_reads_why()
    {
        var desk = await world.ConsoleAsync(Supervisor);
        var places = desk.Locator(".place");
        foreach (var waiting in (int[])[1, 2])
        {
            await world.Simulators.Line(world.Setup.Line[0].Account).Phone().SayAsync("だれかと話したいです");
            await Assertions.Expect(places).ToHaveCountAsync(waiting);
        }

        var last = (await places.Last.Locator(".code").InnerTextAsync()).Trim();
        await places.Last.GetByRole(AriaRole.Button).FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        var sheet = desk.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(sheet).ToContainTextAsync(last);
        await sheet.GetByRole(AriaRole.Button, new() { Name = "先にする" }).ClickAsync();
        await Assertions.Expect(sheet.GetByRole(AriaRole.Alert)).ToHaveTextAsync("理由を書いてください。");
        await desk.HasNoBarriersAsync("the sheet without a reason");
        await sheet.GetByRole(AriaRole.Textbox).FillAsync(Why);
        await sheet.GetByRole(AriaRole.Button, new() { Name = "先にする" }).ClickAsync();
        await Assertions.Expect(sheet).ToHaveCountAsync(0);
        await Assertions.Expect(places.First).ToContainTextAsync(last);
        await Assertions.Expect(places.First).ToContainTextAsync("先に");
        await desk.HasNoBarriersAsync("the queue with somebody moved");

        var colleague = await world.ConsoleAsync(counsellor: 0, width: 390, scheme: ColorScheme.Dark);
        await Assertions.Expect(colleague.Locator(".place")).ToHaveCountAsync(2);
        await Assertions.Expect(colleague.Locator(".place").GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await colleague.GetByRole(AriaRole.Button, new() { Name = "次の方とつながる" }).First.ClickAsync();
        await Assertions.Expect(colleague.GetByText(Why)).ToBeVisibleAsync();
        await colleague.HasNoBarriersAsync("a talk with somebody who was moved");
    }
}
