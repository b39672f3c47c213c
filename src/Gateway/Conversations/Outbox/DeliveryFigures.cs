using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gateway.Conversations.Outbox;

/// <summary>What is counted of replies on their way out, by channel; never by person or content.</summary>
/// <remarks>What waits is the outbox of all nodes, the same seen from each: take the largest of the nodes, not their sum.</remarks>
public sealed class DeliveryFigures
{
    private static readonly string[] Leaving = [ChannelNames.Line, ChannelNames.Sms];

    private readonly Counter<long> _calls;
    private readonly Histogram<double> _callDuration;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public DeliveryFigures(IMeterFactory meters, OutboxWatch outbox, ProviderCalls provider)
    {
        var meter = meters.Create("Gateway");
        _calls = meter.CreateCounter<long>("gateway.delivery.calls", "{call}", "Calls to providers by channel and outcome");
        _callDuration = meter.CreateHistogram<double>(
            "gateway.delivery.call_duration", "s", "How long a call to a provider took", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20] });
        _deliveries = meter.CreateCounter<long>("gateway.deliveries", "{message}", "Replies that came to their end, by channel and delivery");
        _duration = meter.CreateHistogram<double>(
            "gateway.delivery.duration", "s", "From writing a reply to its end: sent, failed or uncertain", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600, 14400, 86400] });
        meter.CreateObservableGauge("gateway.outbox.waiting", () => Each(outbox, depth => depth.Waiting), "{message}", "Replies that wait in the outbox");
        meter.CreateObservableGauge(
            "gateway.outbox.oldest_age", () => Each(outbox, depth => outbox.AgeOf(depth.OldestAt).TotalSeconds), "s", "How long the oldest reply in the outbox has been waiting");
        meter.CreateObservableGauge(
            "gateway.provider.away", () => Leaving.Select(channel => new Measurement<int>(provider.Away.Count(account => account.StartsWith(channel + "/", StringComparison.Ordinal)), new KeyValuePair<string, object?>("channel", channel))),
            "{account}", "Accounts whose provider this node does not call for a while");
    }

    /// <summary>A call over this route (<see cref="Routes"/>) that began at <paramref name="since"/> (<see cref="Stopwatch.GetTimestamp"/>) ended.</summary>
    public void Call(string channel, string route, SendOutcome outcome, long since)
    {
        _calls.Add(1, new("channel", channel), new("route", route), new("outcome", Word(outcome)));
        if (_callDuration.Enabled) _callDuration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("channel", channel), new("outcome", Word(outcome)));
    }

    /// <summary>A reply over this route came to its end after <paramref name="age"/>.</summary>
    public void Ended(string channel, string route, string delivery, TimeSpan age)
    {
        _deliveries.Add(1, new("channel", channel), new("route", route), new("delivery", delivery));
        _duration.Record(age.TotalSeconds, new("channel", channel), new("delivery", delivery));
    }

    internal static string Word(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => "sent",
        SendOutcome.Throttled => "throttled",
        SendOutcome.Held => "held",
        SendOutcome.Unreachable => "unreachable",
        SendOutcome.Unknown => "unknown",
        SendOutcome.TokenSpent => "token_spent",
        SendOutcome.Refused => "refused",
        SendOutcome.BadConfig => "bad_config",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    // A channel for which nothing waits any more must say zero, not fall silent.
    private static IEnumerable<Measurement<double>> Each(OutboxWatch outbox, Func<OutboxDepth, double> figure) =>
        Leaving.Select(channel => new Measurement<double>(
            outbox.Depths.FirstOrDefault(depth => depth.Channel == channel) is { } depth ? figure(depth) : 0, new KeyValuePair<string, object?>("channel", channel)));
}
