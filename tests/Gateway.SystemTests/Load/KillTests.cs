using System.Text.Json;
using Gateway.Load.Runs;
using Gateway.Worlds;
using Xunit;

namespace Gateway.SystemTests.Load;

/// <summary>The kill experiment in its short form. docs/figures.md has the long one.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(Engine.Embedded, 1, true)]
    [InlineData(Engine.Embedded, 1, false)]
    [InlineData(Engine.Distributed, 2, false)]
    public async Task Nothing_answered_is_lost_doubled_or_overtaken_and_nobody_loses_their_place_when_the_gateway_is_killed(
        Engine engine, int nodes, bool ordered)
    {
        var report = await KillExperiment.RunAsync(
            new KillOptions
            {
                Engine = engine,
                Nodes = nodes,
                Ordered = ordered,
                Kills = 2,
                Rate = 50,
                Conversations = 12,
                Consoles = 4,
                Waiting = 6,
                Claimers = 4,
                // How slow a busy machine is, is not what is tested.
                RecordsTimeoutMs = 30_000,
            },
            TestContext.Current.SendDiagnosticMessage);

        Assert.True(report.Good, JsonSerializer.Serialize(report));
        Assert.True(report.Redelivered > 0, "The kills met no message on its way.");
    }
}
