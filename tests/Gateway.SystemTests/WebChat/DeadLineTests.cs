using Gateway.TestKit.Hub;
using Gateway.TestKit.Wires;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>Lines that are dead without saying so.</summary>
public sealed class DeadLineTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Fact]
    public async Task A_half_open_line_is_noticed_within_twenty_seconds_and_heals()
    {
        await using var wire = FaultyWire.To(world.Gateway.Address.Port);
        await using var context = await world.ContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(world.PageAt(wire.Port).ToString());
        await ChatWorld.WriteAsync(page, "線が切れるまえ");
        await ChatWorld.StageAsync(page, "waiting");
        var talk = await world.TakeAsync("線が切れるまえ");
        await ChatWorld.StageAsync(page, "talking");
        wire.Swallow();
        await world.Counsellor.SendAsync(talk.Id, "聞こえていますか");
        await page.Locator("#offline:not([hidden])").WaitForAsync();
        wire.Heal();
        await page.Locator(".entry.counsellor >> text=聞こえていますか").WaitForAsync();
        await page.Locator("#offline[hidden]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await world.Counsellor.CloseAsync(talk.Id);
    }
}
