using System.Diagnostics;
using System.Globalization;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>What the queue does when Redis is flushed, killed, held or replaced.</summary>
public sealed class RedisLossTests : IAsyncLifetime
{
    private const string Organisation = "komorebi";

    private readonly FakeTime _time = new();
    private RedisServer _server = null!;
    private RedisNode _a = null!;
    private RedisNode _b = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        (_a, _b) = (Node(), Node());
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [Person(1), Person(2), Person(3)], []));
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Losing_the_functions_is_not_noticed()
    {
        await TakeAsync(_a, "aki");
        await AdminAsync(_server.Endpoint, "FUNCTION", "FLUSH");
        Assert.Equal(Person(2), (await TakeAsync(_a, "bun")).Claim!.Place);
        await AdminAsync(_server.Endpoint, "FUNCTION", "FLUSH");
        Assert.Equal(Person(3), (await TakeAsync(_b, "chie")).Claim!.Place);
    }

    [Fact]
    public async Task A_killed_Redis_is_unavailable_and_an_empty_one_is_rebuilt()
    {
        await TakeAsync(_b, "aki");
        await _server.Kill9Async();
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _a.Queue.TickAsync(Organisation));
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _b.Queue.JoinAsync(Person(9)));
        Assert.True(watch.Elapsed < 5 * RedisNode.Impatient, $"Two calls took {watch.Elapsed}.");
        Assert.False(await _a.Link.AnswersAsync());

        await _server.RestartAsync();
        await BackAsync(_a, _b);
        await Assert.ThrowsAsync<QueueEpochLostException>(() => _a.Queue.TickAsync(Organisation));
        _time.Advance(TimeSpan.FromSeconds(2));
        var rebuilt = await Task.WhenAll(new[] { _a, _b }.Select(n => n.Queue.RebuildAsync(Organisation, [Person(2), Person(1)], [])));
        Assert.Single(rebuilt, yes => yes);
        Assert.Equal([Person(1), Person(2)], (await _b.Queue.SnapshotAsync(Organisation)).Waiting);
    }

    [Fact]
    public async Task A_Redis_that_starts_later_is_found()
    {
        await _server.Kill9Async();
        await using var early = Node();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => early.Queue.TickAsync(Organisation));
        await _server.RestartAsync();
        await BackAsync(early);
        Assert.True(await early.Queue.RebuildAsync(Organisation, [], []));
    }

    [Fact]
    public async Task A_claim_that_timed_out_is_one_claim_when_it_is_asked_again()
    {
        var operation = new Ids(TimeProvider.System).New();
        await TakeAsync(_a, "warm");
        _server.Process.Signal("STOP");
        var watch = Stopwatch.StartNew();
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _a.Queue.TakeNextAsync(Organisation, "aki", operation));
        Assert.InRange(watch.Elapsed, 0.8 * RedisNode.Impatient, 5 * RedisNode.Impatient);
        _server.Process.Signal("CONT");
        await BackAsync(_b);
        var again = await _b.Queue.TakeNextAsync(Organisation, "aki", operation);
        Assert.Equal(again, await _b.Queue.TakeNextAsync(Organisation, "aki", operation));
        Assert.Equal(Person(2), again.Claim!.Place);
        Assert.Equal(Person(3), (await TakeAsync(_b, "chie")).Claim!.Place);
    }

    [Fact]
    public async Task Offers_of_a_tick_whose_answer_was_lost_are_told_by_the_next()
    {
        await _a.Queue.SetAvailabilityAsync(Organisation, "aki", true, 1);
        _server.Process.Signal("STOP");
        await Assert.ThrowsAsync<QueueUnavailableException>(() => _a.Queue.TickAsync(Organisation));
        _server.Process.Signal("CONT");
        await BackAsync(_a);
        var offer = Assert.Single((await _a.Queue.TickAsync(Organisation)).Offers);
        Assert.Equal((Person(1), "aki"), (offer.Place, offer.StaffId));
        Assert.Equal(offer, Assert.Single((await _b.Queue.SnapshotAsync(Organisation)).Offers));
        Assert.Empty((await _a.Queue.TickAsync(Organisation)).Offers);
    }

    [Fact]
    public async Task A_replica_that_takes_over_with_old_data_is_not_believed()
    {
        await using var replica = await RedisServer.StartAsync();
        await AdminAsync(replica.Endpoint, "REPLICAOF", "127.0.0.1", _server.Port.ToString(CultureInfo.InvariantCulture));
        await UntilAsync(async () => (string)await AdminAsync(replica.Endpoint, "DBSIZE") == "3");
        await _server.Kill9Async();
        await AdminAsync(replica.Endpoint, "REPLICAOF", "NO", "ONE");

        await using var node = new RedisNode(replica, _time, new QueueSettings());
        await Assert.ThrowsAsync<QueueEpochLostException>(() => TakeAsync(node, "aki"));
        Assert.True(await node.Queue.RebuildAsync(Organisation, [Person(2)], []));
        Assert.Equal(Person(2), (await TakeAsync(node, "aki")).Claim!.Place);
    }

    [Fact]
    public async Task A_primary_that_went_its_own_way_and_comes_back_is_not_believed()
    {
        await using var other = await RedisServer.StartAsync();
        await FollowAsync(other, _server);
        await AdminAsync(other.Endpoint, "REPLICAOF", "NO", "ONE");
        Assert.Equal(Person(1), (await TakeAsync(_a, "aki")).Claim!.Place);

        // The first one gets the whole data of the other, which knows nothing of that claim, and becomes the primary again.
        await FollowAsync(_server, other);
        await AdminAsync(_server.Endpoint, "REPLICAOF", "NO", "ONE");
        await using var node = new RedisNode(_server, _time, new QueueSettings());
        await Assert.ThrowsAsync<QueueEpochLostException>(() => TakeAsync(node, "bun"));
        Assert.True(await node.Queue.RebuildAsync(Organisation, [Person(2)], []));
        Assert.Equal(Person(2), (await TakeAsync(node, "bun")).Claim!.Place);
    }

    [Fact]
    public async Task Functions_of_another_version_live_beside_this_one()
    {
        const string other = "#!lua name=gateway_queue_before\nredis.register_function('gateway_queue_before', function() return 'before' end)";
        await AdminAsync(_server.Endpoint, "FUNCTION", "LOAD", other);
        Assert.Equal(Person(1), (await TakeAsync(_a, "aki")).Claim!.Place);
        Assert.Equal("before", (string)await AdminAsync(_server.Endpoint, "FCALL", "gateway_queue_before", "0"));
        Assert.Equal(Person(2), (await TakeAsync(_b, "bun")).Claim!.Place);
    }

    [Fact]
    public async Task Nothing_is_carried_from_one_call_to_the_next()
    {
        await using var elsewhere = new RedisNode(_server, _time, new QueueSettings());
        Assert.True(await elsewhere.Queue.RebuildAsync("hidamari", [Person(7) with { Organisation = "hidamari" }], []));
        Assert.Equal(Person(1), (await TakeAsync(_a, "aki")).Claim!.Place);
        var taken = await elsewhere.Queue.TakeNextAsync("hidamari", "aki", new Ids(TimeProvider.System).New());
        Assert.Equal("c7", taken.Claim!.Place.ConversationId);
        await _server.FlushAsync();
        await Assert.ThrowsAsync<QueueEpochLostException>(() => TakeAsync(_a, "aki"));
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [Person(3)], []));
        Assert.Equal([Person(3)], (await _a.Queue.SnapshotAsync(Organisation)).Waiting);
    }

    [Fact]
    public async Task Nothing_is_left_in_Redis_when_everybody_has_gone()
    {
        await _a.Queue.SetAvailabilityAsync(Organisation, "aki", true, 3);
        await _a.Queue.TickAsync(Organisation);
        var claim = (await TakeAsync(_b, "aki")).Claim!;
        await _a.Queue.ConfirmAsync(Organisation, claim.Place.ConversationId, "aki", claim.Fence);
        foreach (var i in (int[])[1, 2, 3]) await _a.Queue.RemoveAsync(Organisation, Person(i).ConversationId);
        await _a.Queue.LeaveAsync(Organisation, "aki");
        await _a.Queue.TickAsync(Organisation);
        _time.Advance(TimeSpan.FromMinutes(20));
        await _a.Queue.TickAsync(Organisation);
        var keys = (string[])await AdminAsync(_server.Endpoint, "KEYS", "*");
        Assert.Equal([QueueKeys.Of(Organisation, "done"), QueueKeys.Of(Organisation, "meta")], keys.Order());
        Assert.InRange((long)await AdminAsync(_server.Endpoint, "PTTL", QueueKeys.Of(Organisation, "done")), 1, 1_200_000);
    }

    [Fact]
    public async Task A_decision_asks_as_much_of_Redis_whether_a_hundred_wait_or_two_thousand()
    {
        var few = await CommandsOfADecisionAsync(100);
        var many = await CommandsOfADecisionAsync(2000);
        TestContext.Current.TestOutputHelper?.WriteLine($"Commands of a decision: {few} with a hundred, {many} with two thousand.");
        Assert.InRange(many, few * 0.9, few * 1.1);
    }

    [Fact]
    public async Task A_password_is_read_from_its_file()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "a long secret\n", TestContext.Current.CancellationToken);
        await AdminAsync(_server.Endpoint, "CONFIG", "SET", "requirepass", "a long secret");
        await using var without = RedisNode.Open(_server);
        Assert.False(await without.AnswersAsync());
        var settings = new RedisSettings { Endpoints = _server.Endpoint, PasswordFile = file, TimeoutMs = 10_000 };
        await using var with = new RedisLink(settings, NullLogger<RedisLink>.Instance);
        Assert.Empty(settings.Problems());
        Assert.True(await with.AnswersAsync());
        File.Delete(file);
    }

    private RedisNode Node() => new(RedisNode.Open(RedisNode.Impatient, _server), _time, new QueueSettings());

    private static async Task FollowAsync(RedisServer replica, RedisServer primary)
    {
        await AdminAsync(replica.Endpoint, "REPLICAOF", "127.0.0.1", primary.Port.ToString(CultureInfo.InvariantCulture));
        await UntilAsync(async () => ((string)await AdminAsync(replica.Endpoint, "INFO", "replication")).Contains("master_link_status:up", StringComparison.Ordinal));
    }

    // What the function asks of Redis' own data while thirty seconds pass on a night with a hundred counsellors.
    private async Task<double> CommandsOfADecisionAsync(int waiting)
    {
        await _server.FlushAsync();
        var staff = Enumerable.Range(0, 100).Select(i => $"s{i}").ToList();
        Assert.True(await _a.Queue.RebuildAsync(Organisation, [.. Enumerable.Range(0, waiting).Select(Person)], []));
        foreach (var id in staff.Take(50)) await _a.Queue.SetAvailabilityAsync(Organisation, id, true, 1);
        await _a.Queue.HeartbeatAsync(Organisation, staff);
        await AdminAsync(_server.Endpoint, "CONFIG", "RESETSTAT");
        for (var round = 0; round < 30; round++)
        {
            foreach (var offer in (await _a.Queue.TickAsync(Organisation)).Offers)
                await _b.Queue.AnswerOfferAsync(Organisation, offer.OfferId, offer.StaffId, true, new Ids(TimeProvider.System).New());
            await TakeAsync(_b, staff[50 + round]);
            _time.Advance(TimeSpan.FromSeconds(1));
            await _a.Queue.HeartbeatAsync(Organisation, staff);
        }

        var calls = ((string)await AdminAsync(_server.Endpoint, "INFO", "commandstats")).Split('\n')
            .Where(line => line.StartsWith("cmdstat_", StringComparison.Ordinal))
            .ToDictionary(line => line[8..line.IndexOf(':', StringComparison.Ordinal)], line => double.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture));
        return calls.Where(command => command.Key is not "fcall" and not "config|resetstat" and not "info").Sum(command => command.Value) / calls["fcall"];
    }

    private static Task<TakeResult> TakeAsync(RedisNode node, string staffId) =>
        node.Queue.TakeNextAsync(Organisation, staffId, new Ids(TimeProvider.System).New());

    private static QueuePlace Person(int number) => new($"c{number}", Organisation, $"K-{number}", "sms", Grade.Unknown, 1_795_000_000_000 + number, false);

    private static async Task BackAsync(params RedisNode[] nodes)
    {
        foreach (var node in nodes) await UntilAsync(() => node.Link.AnswersAsync());
    }

    private static async Task UntilAsync(Func<Task<bool>> happened)
    {
        var watch = Stopwatch.StartNew();
        while (!await happened())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "It did not happen within a minute.");
            await Task.Delay(50);
        }
    }

    private static async Task<RedisResult> AdminAsync(string endpoint, string command, params object[] arguments)
    {
        using var redis = await ConnectionMultiplexer.ConnectAsync(endpoint + ",allowAdmin=true");
        return await redis.GetServer(endpoint).Multiplexer.GetDatabase().ExecuteAsync(command, arguments);
    }
}
