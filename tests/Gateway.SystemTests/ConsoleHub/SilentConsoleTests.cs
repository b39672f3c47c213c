using Gateway.ConsoleHub;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Wires;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.SystemTests.ConsoleHub;

/// <summary>A console whose machine has fallen asleep says nothing, not even that it is gone.</summary>
public sealed class SilentConsoleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_laptop_that_falls_asleep_before_its_first_ping_is_noticed()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var wire = FaultyWire.To(gateway.Address.Port);
        var person = gateway.Setup.People[0];
        await using var laptop = await HubClient.ConnectAsync(new Uri($"http://{wire.Endpoint}"), person.UserName, person.Password);
        await laptop.ResumeAsync();
        var consoles = gateway.Services.GetRequiredService<Consoles>();
        Assert.Single(consoles.All);

        wire.Swallow();
        var start = TimeProvider.System.GetTimestamp();
        while (consoles.All.Count > 0 && TimeProvider.System.GetElapsedTime(start) < Patience)
            await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Empty(consoles.All);
    }
}
