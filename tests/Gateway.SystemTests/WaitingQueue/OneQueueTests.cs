using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>Two real gateways that were given one set of records and a queue each.</summary>
public sealed class OneQueueTests
{
    [Fact]
    public async Task The_second_gateway_ends_with_a_clear_sentence_and_starts_as_soon_as_the_first_was_killed()
    {
        using var setup = new RunSetup();
        var settings = setup.Write(new Uri("http://127.0.0.1:9"));
        await using var first = await GatewayProcess.StartAsync(settings);
        await using (var second = GatewayProcess.Launch(settings))
        {
            await second.EndedAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(1, second.ExitCode);
            Assert.Contains("A queue in the process is for one gateway alone", second.LastLines, StringComparison.Ordinal);
        }

        Assert.True(await first.IsReadyAsync());
        await first.Kill9Async();
        await first.RestartAsync();
    }
}
