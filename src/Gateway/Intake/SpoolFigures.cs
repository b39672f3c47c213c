using System.Diagnostics.Metrics;

namespace Gateway.Intake;

/// <summary>What is told of the spool: how much lies on this node's disk and for how long, what is on its way, what needs somebody's eyes.</summary>
public sealed class SpoolFigures
{
    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public SpoolFigures(IMeterFactory meters, SpoolGauge spool, TimeProvider time)
    {
        var meter = meters.Create("Gateway");
        meter.CreateObservableGauge("gateway.spool.words", () => spool.Spooled, "{word}", "Words on this node's disk that are not in the records yet");
        meter.CreateObservableGauge("gateway.spool.bytes", () => spool.SpooledBytes, "By", "Bytes that they take");
        meter.CreateObservableGauge(
            "gateway.spool.oldest_age", () => spool.OldestSpooledAt is { } at ? Math.Max(0, (time.GetUtcNow() - at).TotalSeconds) : 0, "s",
            "How long the oldest of them has been there");
        meter.CreateObservableGauge("gateway.spool.held", () => spool.Held, "{word}", "Words of all nodes that are in the records and not yet in their conversations");
        meter.CreateObservableCounter("gateway.spool.refused", () => spool.Refused, "{word}", "Words that the spool could not take; their providers were told");
        meter.CreateObservableGauge("gateway.spool.aside", () => spool.Aside, "{word}", "Words that can be read no more or go into no conversation, and wait for somebody");
    }
}
