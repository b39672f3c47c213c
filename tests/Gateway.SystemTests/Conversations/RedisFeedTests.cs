using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.SystemTests.WaitingQueue;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.SystemTests.Conversations;

public sealed class RedisFeedTests : FeedContract, IAsyncLifetime
{
    private readonly List<RedisLink> _links = [];
    private readonly List<RedisFeed> _feeds = [];
    private readonly Lines _log = new();
    private RedisServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RedisServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var link in _links) await link.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_outage_is_said_once_blocks_nobody_and_heals_by_itself()
    {
        var (a, b) = Open();
        var (own, heard) = (new ConcurrentQueue<int>(), new ConcurrentQueue<int>());
        a.Subscribe<Said>(said => own.Enqueue(said.Number));
        b.Subscribe<Said>(said => heard.Enqueue(said.Number));
        await StartAsync();
        await _server.Kill9Async();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 500; i++) a.Publish(new Said("a", i, []));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"500 signals into an outage took {watch.Elapsed}.");
        Assert.Equal(500, own.Count);
        await UntilAsync(() => _feeds[0].Lost == 500 && _log.Of(1321).Any());
        Assert.Single(_log.Of(1321));

        await _server.RestartAsync();
        await HealAsync(a, heard);
        await UntilAsync(() => _log.Of(1322).Any());
        Assert.Equal(heard.Order(), heard);
    }

    [Fact]
    public async Task A_Redis_that_hangs_loses_signals_and_holds_nobody_up()
    {
        var (a, b) = Open();
        var heard = new ConcurrentQueue<int>();
        b.Subscribe<Said>(said => heard.Enqueue(said.Number));
        await StartAsync();
        await HealAsync(a, heard);
        _server.Process.Signal("STOP");
        var watch = Stopwatch.StartNew();
        for (var i = 2000; i < 7000; i++) a.Publish(new Said("a", i, new byte[1000]));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"5000 signals into a hanging Redis took {watch.Elapsed}.");
        await UntilAsync(() => _feeds[0].Lost >= 5000);
        _server.Process.Signal("CONT");
        await HealAsync(a, heard, 10_000);
        Assert.Equal(heard.Order(), heard);
    }

    [Fact]
    public async Task A_feed_that_starts_before_Redis_listens_once_it_is_there()
    {
        await _server.Kill9Async();
        var (a, b) = Open();
        var heard = new ConcurrentQueue<int>();
        b.Subscribe<Said>(said => heard.Enqueue(said.Number));
        await StartAsync();
        await _server.RestartAsync();
        await HealAsync(a, heard);
    }

    [Fact]
    public async Task Nonsense_on_the_channel_is_passed_over()
    {
        var (a, b) = Open();
        var heard = new ConcurrentQueue<int>();
        b.Subscribe<Said>(said => heard.Enqueue(said.Number));
        await StartAsync();
        foreach (var nonsense in (string[])["", "{", "null", "[]", "{}", "[\"x\",\"test-said\",5]", "[\"x\",null,5]", "[\"x\",\"test-said\"]", "[5,\"test-said\",{}]"])
            await _links[0].PublishAsync("gateway:feed", nonsense);
        await HealAsync(a, heard);
    }

    protected override (IFeed First, IFeed Second) Open() => (Node(), Node());

    protected override async Task StartAsync()
    {
        foreach (var feed in _feeds) await feed.StartAsync(CancellationToken.None);
    }

    /// <summary>Says numbers from <paramref name="from"/> until one is heard.</summary>
    private static Task HealAsync(IFeed feed, ConcurrentQueue<int> heard, int from = 1000)
    {
        var before = heard.Count;
        var number = from;
        return UntilAsync(() =>
        {
            feed.Publish(new Said("a", number++, []));
            return heard.Count > before && heard.Last() >= from;
        });
    }

    private RedisFeed Node()
    {
        var link = RedisNode.Open(RedisNode.Impatient, _server);
        _links.Add(link);
        var feed = new RedisFeed(link, new Ids(TimeProvider.System), _log);
        _feeds.Add(feed);
        return feed;
    }

    private sealed class Lines : ILogger<RedisFeed>
    {
        private readonly ConcurrentQueue<int> _ids = new();

        public IEnumerable<int> Of(int id) => _ids.Where(i => i == id);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? error, Func<TState, Exception?, string> format) => _ids.Enqueue(id.Id);
    }
}
