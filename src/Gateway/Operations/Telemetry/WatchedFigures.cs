using System.Diagnostics.Metrics;
using Gateway.Conversations.Feed;
using Gateway.Operations.Health;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Telemetry;

/// <summary>Figures that are looked up when the collector is told: what readiness last said, and what the feed has lost.</summary>
public sealed class WatchedFigures
{
    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public WatchedFigures(IMeterFactory meters, Readiness readiness, IFeed feed)
    {
        var meter = meters.Create("Gateway");
        meter.CreateObservableGauge("gateway.health", () => Parts(readiness.Last), "{state}", "What a part of readiness last said: 2 healthy, 1 degraded, 0 unhealthy");
        meter.CreateObservableCounter("gateway.feed.lost", () => (feed as RedisFeed)?.Lost ?? 0, "{signal}", "Signals of this node that did not reach Redis");
    }

    private static IEnumerable<Measurement<int>> Parts(HealthReport? report) =>
        report?.Entries.Select(entry => new Measurement<int>((int)entry.Value.Status, new KeyValuePair<string, object?>("part", entry.Key))) ?? [];
}
