using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Operations.Telemetry;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

/// <summary>What the alarms go by: somebody who waits is counted, and counted as overdue when they wait too long.</summary>
[Collection(nameof(Alone))]
public sealed class WaitFiguresTests
{
    [Fact]
    public async Task Who_waits_is_counted_and_after_the_limit_of_their_grade_counted_as_overdue()
    {
        await using var night = await TestGateway.StartAsync(null, new FakeTime());
        using var figures = new Gauges();
        await night.LinePhone().SayAsync("こんばんは");
        await night.EventuallyAsync(() => Task.FromResult(figures.Read("gateway.queue.waiting", "unknown") == 1), "counted");
        Assert.Equal(0, figures.Read("gateway.queue.overdue", "unknown"));
        Assert.Equal(0, figures.Read("gateway.queue.waiting", "urgent"));
        night.Time!.Advance(TimeSpan.FromMinutes(20));
        await night.EventuallyAsync(() => Task.FromResult(figures.Read("gateway.queue.overdue", "unknown") == 1), "overdue");
        Assert.True(figures.Read("gateway.queue.oldest_wait", "unknown") >= 1200);
        await using var aoi = await night.ConsoleAsync();
        await night.EventuallyAsync(async () => await aoi.TakeNextAsync() is not null, "taken");
        await night.EventuallyAsync(() => Task.FromResult(figures.Read("gateway.queue.waiting", "unknown") == 0), "nobody waits");
        Assert.Equal((0, 0), (figures.Read("gateway.queue.overdue", "unknown"), figures.Read("gateway.queue.oldest_wait", "unknown")));
    }

    private sealed class Gauges : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<(string, string), double> _last = new();

        public Gauges()
        {
            _listener.InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == "Gateway") me.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag.Key == "grade") _last[(instrument.Name, $"{tag.Value}")] = value;
                }
            });
            _listener.Start();
        }

        public double Read(string name, string grade)
        {
            _listener.RecordObservableInstruments();
            return _last.GetValueOrDefault((name, grade), -1);
        }

        public void Dispose() => _listener.Dispose();
    }
}
