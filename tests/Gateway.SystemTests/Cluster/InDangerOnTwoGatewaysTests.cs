using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.SystemTests.Cluster;

/// <summary>Somebody is in danger while a gateway is killed and Redis fails over: every supervisor hears it, and what was written stays.</summary>
public sealed class InDangerOnTwoGatewaysTests
{
    private const string Now = "さっき薬をたくさん飲んじゃった。ねむい";

    [Fact]
    public async Task The_alarm_goes_on_over_a_killed_gateway_and_a_Redis_that_fails_over()
    {
        await using var world = await ClusterWorld.StartAsync(new SetupSize { Counsellors = 1, Supervisors = 2 });
        await using var aoi = await world.ConsoleAsync(world.Setup.People[0]);
        await using var minato = await world.ConsoleAsync(world.Setup.People[1]);
        await using var sora = await world.ConsoleAsync(world.Setup.People[2]);
        HubClient[] desks = [aoi, minato, sora];

        var girl = world.Phone();
        await girl.SayAsync(Now);
        var first = await HeardAsync(minato, one => one.RingsAt.Count > 0);
        await HeardAsync(sora, one => one.Id == first.Id && one.RingsAt.Count > 0);
        var talk = await ClusterWorld.UntilAsync(aoi.TakeNextAsync, "the girl is taken");
        await aoi.InvokeAsync<HubEmergencySheet>("WriteWorksheet", first.Id, 0L, new Dictionary<string, string> { ["place"] = "駅の南口" });
        await minato.AcknowledgeAsync(first.Id);

        await world.Cluster.KillAsync("gateway1");
        await BackAsync(desks);
        // One has heard it. The other still hears it ring, wherever she is now; the worksheet is as it was.
        var goesOn = await HeardAsync(sora, one => one.Id == first.Id && one.Acknowledged.Count == 1);
        Assert.Equal("supervisor", Assert.Single(goesOn.RingsAt));
        await ClusterWorld.UntilAsync(async () => (await sora.ReadEmergencyAsync(first.Id)).Fields.GetValueOrDefault("place") is "駅の南口" ? "kept" : null, "the worksheet");
        await ClusterWorld.UntilAsync(() => DoneAsync(sora.AcknowledgeAsync(first.Id)), "the second one answers");
        Assert.Empty((await HeardAsync(minato, one => one.Id == first.Id && one.Acknowledged.Count == 2)).RingsAt);

        // With one gateway somebody else is heard.
        await world.Phone().SayAsync(Now);
        var second = await HeardAsync(minato, one => one.Id != first.Id && one.RingsAt.Count > 0);
        await HeardAsync(sora, one => one.Id == second.Id && one.RingsAt.Count > 0);
        await world.Cluster.StartAsync("gateway1");

        // And while Redis changes over.
        await world.Cluster.FailOverAsync();
        await BackAsync(desks);
        await world.Phone().SayAsync(Now);
        var third = await HeardAsync(sora, one => one.Id != first.Id && one.Id != second.Id && one.RingsAt.Count > 0);
        await HeardAsync(minato, one => one.Id == third.Id && one.RingsAt.Count > 0);
        await world.Cluster.StartAsync("redis1");

        var card = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        await ClusterWorld.UntilAsync(() => DoneAsync(aoi.InvokeAsync<System.Text.Json.JsonElement>("SendCard", first.Id, card)), "the card is sent");
        await girl.ReceivesAsync(text => text.Contains("Net119", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Single(await aoi.EntriesAfterAsync(talk.Id, 0), entry => entry.Text?.Contains("Net119", StringComparison.Ordinal) == true);
    }

    private static async Task<string?> DoneAsync(Task call)
    {
        await call;
        return "done";
    }

    private static Task<HubEmergency> HeardAsync(HubClient desk, Func<HubEmergency, bool> wanted) => ClusterWorld.UntilAsync(
        () => Task.FromResult(desk.Emergencies().Values.FirstOrDefault(wanted)), "the alarm is heard");

    private static async Task BackAsync(HubClient[] desks)
    {
        foreach (var desk in desks) await ClusterWorld.ConnectedAsync(desk);
    }
}
