using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Nobody stands behind the counsellor tonight: they read so at once, with what they can do themselves.</summary>
public sealed class AlarmAloneInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
{
    [Fact]
    public async Task A_counsellor_who_raises_the_alarm_alone_is_told_so_at_once()
    {
        var desk = await world.ConsoleAsync(2, 1280, ColorScheme.Dark);
        await world.Simulators.Line(world.Setup.Line[0].Account).Phone().SayAsync("もしもし");
        await desk.TakeNextAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "緊急にする" }).ClickAsync();
        await desk.HasNoBarriersAsync("the question whether it is an emergency");
        await desk.GetByRole(AriaRole.Button, new() { Name = "知らせる" }).ClickAsync();
        // A desk that was shut counts for some seconds more.
        await Assertions.Expect(desk.GetByText("ご自分で 119").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await EmergencyInTheBrowserTests.ShotAsync(desk, "alone-dark-desk");
        await desk.HasNoBarriersAsync("an alarm that nobody hears");
        await desk.Context.CloseAsync();
    }
}
