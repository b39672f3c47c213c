using System.Diagnostics.Metrics;

namespace Gateway.Records;

/// <summary>What the engines count of themselves.</summary>
internal static class RecordsFigures
{
    private static readonly Meter Gateway = new("Gateway");

    /// <summary>Transactions of PostgreSQL that ran again because another was quicker.</summary>
    public static Counter<long> Retries { get; } =
        Gateway.CreateCounter<long>("gateway.records.retries", "{transaction}", "Transactions of PostgreSQL that ran again because another was quicker");

    /// <summary>How many pieces of work one commit of SQLite made durable.</summary>
    public static Histogram<int> Group { get; } = Gateway.CreateHistogram(
        "gateway.records.commit_group", "{transaction}", "Pieces of work that one commit of SQLite made durable", null,
        new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });
}
