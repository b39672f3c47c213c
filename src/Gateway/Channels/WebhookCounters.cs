using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Channels;

/// <summary>Counts what comes in, by channel and result; never by account, person or content.</summary>
public sealed class WebhookCounters
{
    private readonly Counter<long> _calls;
    private readonly Counter<long> _events;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public WebhookCounters(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway");
        _calls = meter.CreateCounter<long>("gateway.webhook.calls", "{call}", "Webhook calls by channel and result");
        _events = meter.CreateCounter<long>("gateway.webhook.events", "{event}", "Webhook events by channel and result");
        _duration = meter.CreateHistogram<double>(
            "gateway.webhook.duration", "s", "From a webhook call's arrival to its answer", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 5, 10] });
    }

    /// <summary>A call that began at <paramref name="since"/> (<see cref="Stopwatch.GetTimestamp"/>) ended with <paramref name="result"/>:
    /// <c>ok</c>, <c>signature</c>, <c>broken</c>, <c>too_large</c>, <c>cut</c> or <c>unavailable</c>.</summary>
    public void Call(string channel, string result, long since)
    {
        _calls.Add(1, new("channel", channel), new("result", result));
        if (_duration.Enabled) _duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("channel", channel), new("result", result));
    }

    /// <summary>An event ended with <paramref name="result"/>: <c>stored</c>, <c>repeated</c>, <c>noted</c> or <c>spooled</c>.</summary>
    public void Event(string channel, string result) => _events.Add(1, new("channel", channel), new("result", result));
}
