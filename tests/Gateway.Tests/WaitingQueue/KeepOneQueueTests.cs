using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.TestKit.Contracts;
using Gateway.WaitingQueue;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

/// <summary>Two queues never stand on one set of records, and a crash keeps nobody waiting for long.</summary>
public sealed class KeepOneQueueTests : IAsyncLifetime
{
    private readonly FakeTime _time = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-one-queue-");
    private readonly List<ConversationsNode> _nodes = [];
    private int _others;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Node().PrepareAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) await node.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_second_gateway_with_a_queue_of_its_own_does_not_start_until_the_first_has_stopped()
    {
        var first = Node().Get<KeepOneQueue>();
        await first.BeginAsync(Stop);
        var refused = await Assert.ThrowsAsync<AnotherQueueException>(() => Node().Get<KeepOneQueue>().BeginAsync(Stop));
        Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
        await first.StopAsync(Stop);
        await Node().Get<KeepOneQueue>().BeginAsync(Stop);
    }

    [Theory]
    [InlineData("InProcess", "Redis")]
    [InlineData("Redis", "InProcess")]
    public async Task A_queue_in_the_process_and_one_in_Redis_do_not_stand_side_by_side(string first, string second)
    {
        await Node(first).Get<KeepOneQueue>().BeginAsync(Stop);
        await Assert.ThrowsAsync<AnotherQueueException>(() => Node(second).Get<KeepOneQueue>().BeginAsync(Stop));
    }

    [Fact]
    public async Task Gateways_that_share_a_queue_in_Redis_start_beside_each_other()
    {
        for (var i = 0; i < 3; i++) await Node("Redis").Get<KeepOneQueue>().BeginAsync(Stop);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task A_gateway_that_crashed_on_this_machine_keeps_its_successor_waiting_for_nothing()
    {
        var gone = NodeRow.OfThisProcess("dead", "InProcess", _time.NowMs());
        await AddAsync(gone with { ProcessStartedAt = gone.ProcessStartedAt - 60_000 });
        await AddAsync(gone with { Id = "dead-too", Process = int.MaxValue });
        await Node().Get<KeepOneQueue>().BeginAsync(Stop);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_gateway_on_another_machine_counts_as_dead_when_it_has_been_silent_for_twelve_seconds()
    {
        await AddAsync(Elsewhere(_time.NowMs()));
        var beginning = Begin();
        Assert.False(beginning.IsCompleted);
        Assert.InRange(await SecondsUntilAsync(beginning), 11, 15);
        await beginning;
    }

    [Fact]
    public async Task A_machine_of_the_same_name_is_another_machine_all_the_same()
    {
        await AddAsync(NodeRow.OfThisProcess("elsewhere", "InProcess", _time.NowMs()) with { Kernel = "another start", Process = int.MaxValue });
        var beginning = Begin();
        Assert.InRange(await SecondsUntilAsync(beginning), 11, 15);
        await beginning;
    }

    [Fact]
    public async Task A_gateway_on_another_machine_that_renews_its_row_lives()
    {
        await AddAsync(Elsewhere(_time.NowMs()));
        var beginning = Begin();
        await RestsAsync(beginning);
        await ExecuteAsync("UPDATE gateway_node SET seen_at = seen_at + 5000 WHERE id = 'elsewhere'");
        Assert.InRange(await SecondsUntilAsync(beginning), 1, 2);
        await Assert.ThrowsAsync<AnotherQueueException>(() => beginning);
    }

    [Fact]
    public async Task A_gateway_that_was_taken_for_dead_and_was_not_says_so_and_stops()
    {
        var node = Node();
        var asleep = node.Get<KeepOneQueue>();
        var told = new List<QueueNotAlone>();
        node.Get<Publisher>().Subscribe<QueueNotAlone>(happened =>
        {
            told.Add(happened);
            return Task.CompletedTask;
        });
        await asleep.BeginAsync(Stop);
        await asleep.RunOnceAsync(Stop);
        Assert.Empty(told);

        await ExecuteAsync("DELETE FROM gateway_node WHERE id <> 'guard'");
        await AddAsync(Elsewhere(_time.NowMs()));
        await asleep.RunOnceAsync(Stop);
        Assert.Equal("elsewhere", Assert.Single(told).Other.Id);
        Assert.Contains("1405", Assert.Single(node.Errors), StringComparison.Ordinal);
    }

    private static NodeRow Elsewhere(long seenAt) => new("elsewhere", "InProcess", "another-machine", "", 1, 0, seenAt);

    private ConversationsNode Node(string engine = "InProcess")
    {
        var settings = new Dictionary<string, string?>
        {
            ["Gateway:Records:Sqlite:File"] = Path.Combine(_folder.FullName, "gateway.db"),
            ["Gateway:Keys:Directory"] = Path.Combine(_folder.FullName, "keys"),
            ["Gateway:Keys:CreateForDevelopment"] = "true",
            ["Gateway:Queue:Engine"] = engine,
        };
        if (engine == "Redis") settings["Gateway:Redis:Endpoints"] = "127.0.0.1:1";
        _nodes.Add(new ConversationsNode(settings, _time));
        return _nodes[^1];
    }

    private Task Begin()
    {
        var node = Node().Get<KeepOneQueue>();
        _others = _time.Waiting;
        return node.BeginAsync(Stop);
    }

    // It has looked, and waits for the clock; or it is done.
    private async Task RestsAsync(Task done)
    {
        while (!done.IsCompleted && _time.Waiting <= _others) await Task.Delay(1, Stop);
    }

    private async Task<double> SecondsUntilAsync(Task done)
    {
        var start = _time.GetUtcNow();
        await RestsAsync(done);
        while (!done.IsCompleted)
        {
            Assert.InRange((_time.GetUtcNow() - start).TotalSeconds, 0, 150);
            _time.Advance(TimeSpan.FromSeconds(1));
            await RestsAsync(done);
        }

        return (_time.GetUtcNow() - start).TotalSeconds;
    }

    private Task<int> AddAsync(NodeRow row) => _nodes[0].Records.WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO gateway_node (id, engine, machine, kernel, process, process_started_at, seen_at)
        VALUES (@Id, @Engine, @Machine, @Kernel, @Process, @ProcessStartedAt, @SeenAt)
        """, row), Stop);

    private Task<int> ExecuteAsync(string sql) => _nodes[0].Records.WriteAsync(session => session.ExecuteAsync(sql), Stop);

    private Task<long> CountAsync() =>
        _nodes[0].Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM gateway_node WHERE id <> 'guard'"), Stop);
}
