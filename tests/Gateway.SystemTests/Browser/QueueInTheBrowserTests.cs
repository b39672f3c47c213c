using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>A supervisor at the queue, by keyboard, with axe in every state.</summary>
public sealed partial class QueueInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
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
        await colleague.TakeNextAsync();
        await Assertions.Expect(colleague.GetByText(Why)).ToBeVisibleAsync();
        await colleague.HasNoBarriersAsync("a talk with somebody who was moved");
    }

    [Fact]
    public async Task A_supervisor_keeps_somebody_at_the_door_and_lets_them_in_again()
    {
        var desk = await world.ConsoleAsync(Supervisor, width: 1440);
        var phone = world.Simulators.Line(world.Setup.Line[0].Account).Phone();
        await phone.SayAsync("ばーか");
        await desk.TakeNextAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "しばらく受けつけを止める" }).ClickAsync();
        var sheet = desk.GetByRole(AriaRole.Dialog);
        await sheet.GetByLabel("止める長さ").SelectOptionAsync("72");
        await sheet.GetByRole(AriaRole.Textbox).FillAsync("同じいたずらが十回めのため");
        await desk.HasNoBarriersAsync("the sheet that stops somebody");
        await sheet.GetByRole(AriaRole.Button, new() { Name = "止める", Exact = true }).ClickAsync();
        await Assertions.Expect(sheet).ToHaveCountAsync(0);

        await desk.GetByRole(AriaRole.Button, new() { Name = "設定" }).ClickAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "受けつけを止めている方" }).ClickAsync();
        await Assertions.Expect(sheet.GetByText("同じいたずらが十回めのため")).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("the list of those who are kept at the door");
        await sheet.GetByRole(AriaRole.Button, new() { NameRegex = LetIn() }).ClickAsync();
        await Assertions.Expect(sheet).ToContainTextAsync("いま止めている方はいません。");
        await desk.HasNoBarriersAsync("the empty list");
    }

    [GeneratedRegex("の受けつけを再開する$")]
    private static partial Regex LetIn();
}
