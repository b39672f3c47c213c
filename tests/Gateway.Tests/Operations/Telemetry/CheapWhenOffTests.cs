using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Channels;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Operations.Telemetry;

/// <summary>Without a collector the way of a word pays nothing for being measured: not a byte.</summary>
[Collection(nameof(Alone))]
public sealed class CheapWhenOffTests
{
    private static readonly SendOutcome Sent = new SendOutcome.Sent();

    [Fact]
    public void What_a_word_passes_on_its_way_takes_no_memory()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var meters = services.GetRequiredService<IMeterFactory>();
        var time = new FakeTime();
        var webhooks = new WebhookCounters(meters);
        var queue = new QueueFigures(meters, time);
        using var outbox = new OutboxWatch(new Nothing(), time, NullLogger<OutboxWatch>.Instance);
        using var calls = new ProviderCalls(new ConversationSettings(), new InProcessFeed(), time, NullLogger<ProviderCalls>.Instance);
        var delivery = new DeliveryFigures(meters, outbox, calls);
        var records = new MeasuredRecords(new Nothing(), meters);
        Func<RecordsSession, Task<bool>> work = _ => Task.FromResult(true);

        Assert.Equal(0, BytesOf(() =>
        {
            var since = Stopwatch.GetTimestamp();
            using var span = Traces.Begin("webhook.line");
            webhooks.Event("line", "stored");
            webhooks.Call("line", "ok", since);
            queue.Offer("komorebi", "made");
            queue.Refused("komorebi");
            delivery.Call("line", "reply", Sent, since);
            delivery.Ended("line", "reply", "sent", TimeSpan.FromSeconds(1));
            using var sending = Traces.After(Traces.Here, "outbox.send", ActivityKind.Client);
            _ = records.WriteAsync(work);
        }));
    }

    private static long BytesOf(Action act)
    {
        for (var warm = 0; warm < 1000; warm++) act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var count = 0; count < 1000; count++) act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class Nothing : IRecords
    {
        public bool IsAcrossANetwork => false;

        private static readonly Task<bool> True = Task.FromResult(true);

        public Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default) => (Task<T>)(object)True;

        public Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default) => (Task<T>)(object)True;

        public Task MigrateAsync(CancellationToken cancel = default) => Task.CompletedTask;
    }
}
