using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Conversations.Feed;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What every feed promises, on two nodes. (The nodes of the in-process feed are one and the same.)</summary>
public abstract class FeedContract
{
    /// <summary>Something to say; <paramref name="Sealed"/> stands for words that travel sealed.</summary>
    public sealed record Said(string By, int Number, byte[] Sealed) : IFeedSignal
    {
        /// <inheritdoc/>
        public static string Name => "test-said";
    }

    /// <summary>Something else to say.</summary>
    public sealed record Nodded(string By, DateTimeOffset At, Nodded? Before) : IFeedSignal
    {
        /// <inheritdoc/>
        public static string Name => "test-nodded";
    }

    /// <summary>Two feeds that nobody has subscribed to yet.</summary>
    protected abstract (IFeed First, IFeed Second) Open();

    /// <summary>Lets them begin to listen to each other.</summary>
    protected abstract Task StartAsync();

    [Fact]
    public async Task A_node_hears_itself_before_the_call_returns_and_once()
    {
        var (a, _) = Open();
        var heard = new ConcurrentQueue<Said>();
        a.Subscribe<Said>(heard.Enqueue);
        await StartAsync();
        var said = new Said("a", 1, [1, 2]);
        a.Publish(said);
        Assert.Same(said, Assert.Single(heard));
        a.Publish(said with { Number = 2 });
        await Task.Delay(200);
        Assert.Equal([1, 2], heard.Select(h => h.Number));
    }

    [Fact]
    public async Task The_other_node_hears_every_signal_in_order()
    {
        var (a, b) = Open();
        var heard = new ConcurrentQueue<Said>();
        b.Subscribe<Said>(heard.Enqueue);
        await StartAsync();
        for (var i = 0; i < 1000; i++) a.Publish(new Said("a", i, [(byte)i, 255]));
        await UntilAsync(() => heard.Count == 1000);
        Assert.Equal(Enumerable.Range(0, 1000), heard.Select(h => h.Number));
        Assert.All(heard, h => Assert.Equal([(byte)h.Number, 255], h.Sealed));
    }

    [Fact]
    public async Task Every_subscriber_hears_only_its_own_kind()
    {
        var (a, b) = Open();
        var (said, nodded, again) = (new ConcurrentQueue<Said>(), new ConcurrentQueue<Nodded>(), new ConcurrentQueue<Nodded>());
        b.Subscribe<Said>(said.Enqueue);
        b.Subscribe<Nodded>(nodded.Enqueue);
        b.Subscribe<Nodded>(again.Enqueue);
        await StartAsync();
        var nod = new Nodded("相談員", new DateTimeOffset(2026, 11, 21, 22, 0, 0, TimeSpan.FromHours(9)), new Nodded("b", default, null));
        a.Publish(nod);
        await UntilAsync(() => !again.IsEmpty);
        Assert.Equal(nod, Assert.Single(nodded));
        Assert.Equal(nod, Assert.Single(again));
        Assert.Empty(said);
    }

    [Fact]
    public async Task A_signal_that_nobody_wants_disturbs_nobody()
    {
        var (a, b) = Open();
        var heard = new ConcurrentQueue<Said>();
        b.Subscribe<Said>(heard.Enqueue);
        await StartAsync();
        a.Publish(new Nodded("a", default, null));
        a.Publish(new Said("a", 1, []));
        await UntilAsync(() => heard.Count == 1);
    }

    /// <summary>Waits at most ten seconds.</summary>
    protected static async Task UntilAsync(Func<bool> happened)
    {
        var watch = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "It did not happen within 10 seconds.");
            await Task.Delay(10);
        }
    }
}
