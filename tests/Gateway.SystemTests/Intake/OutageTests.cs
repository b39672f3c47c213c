using System.Net;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.Intake;

/// <summary>Real gateways, a real PostgreSQL that is stopped, shut down or not there yet, and an oracle of what was answered for.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly OutageWorld _world = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _world.InitializeAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Through_an_outage_every_word_is_answered_in_time_and_stands_once_and_in_order(bool shutDown)
    {
        var nodes = new[] { await _world.StartAsync(), await _world.StartAsync() };
        await _world.TalkAsync(nodes, words: 3, inTurns: false, Stop);

        if (shutDown) await _world.Postgres.StopAsync();
        else _world.Postgres.Hold();
        await _world.TalkAsync(nodes, words: 12, inTurns: true, Stop);
        // That it is 1.5 s at most is measured by g02; here nobody waits until the database is back.
        Assert.InRange(_world.Slowest, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        await nodes[0].BecomesReadyAsync("A node whose spool takes words is not drained.");
        Assert.NotEmpty(_world.SpoolFiles());

        if (shutDown) await _world.Postgres.RestartAsync();
        else _world.Postgres.Resume();
        await _world.TalkAsync(nodes, words: 3, inTurns: true, Stop);
        await _world.AllStoredAsync(TimeSpan.FromMinutes(3), Stop);
        await _world.AssertOrderAsync();
        Assert.Empty(_world.SpoolFiles());
    }

    [Fact]
    public async Task A_gateway_that_dies_in_the_outage_and_starts_in_it_again_loses_nothing()
    {
        var node = await _world.StartAsync();
        await _world.TalkAsync([node], words: 2, inTurns: false, Stop);
        _world.Postgres.Hold();
        await _world.TalkAsync([node], words: 5, inTurns: false, Stop);
        await node.Kill9Async();
        Assert.Empty(_world.ReadableOnDisk());

        // The database is still away: signatures are checked by the set-up file, words go to the spool, nothing else is served.
        await node.RestartAsync();
        await _world.TalkAsync([node], words: 5, inTurns: false, Stop);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await _world.StatusAsync(node, "/chat/org1-chat1"));
        await node.Kill9Async();
        await node.RestartAsync();

        _world.Postgres.Resume();
        await _world.AllStoredAsync(TimeSpan.FromMinutes(3), Stop);
        await _world.TalkAsync([node], words: 2, inTurns: false, Stop);
        await _world.AssertOrderAsync();
        Assert.Equal(HttpStatusCode.OK, await _world.StatusAsync(node, "/chat/org1-chat1"));
    }

    [Fact]
    public async Task What_came_in_a_long_outage_is_all_stored_soon_after_its_end()
    {
        // A short form; the figure for 30,000 words stands in docs/decisions/0011-spool.md.
        const int words = 2000;
        var nodes = new[] { await _world.StartAsync(), await _world.StartAsync() };
        await _world.Postgres.StopAsync();
        await _world.CrowdAsync(nodes, words, Stop);
        await _world.Postgres.RestartAsync();
        await _world.AllStoredAsync(TimeSpan.FromMinutes(3), Stop);
        Assert.Equal(words, await _world.CountAsync("SELECT COUNT(*) FROM entry WHERE author = 'person'"));
    }

    [Fact]
    public async Task A_spool_folder_that_cannot_be_written_stops_the_start_with_a_sentence()
    {
        await File.WriteAllTextAsync(_world.SpoolFolder, "a file stands where the folder should be", Stop);
        await using var process = GatewayProcess.Launch(_world.Settings);
        await process.EndedAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("Gateway:Spool:Folder", process.LastLines, StringComparison.Ordinal);
    }
}
