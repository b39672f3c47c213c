using System.Diagnostics;
using System.Diagnostics.Metrics;
using Gateway.Primitives;

namespace Gateway.Records;

/// <summary>The records, with how long they took and a span in the trace of whoever asked. While nobody listens it is only passed through.</summary>
public sealed class MeasuredRecords : IRecords
{
    private readonly IRecords _inner;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instrument of the meter <c>Gateway</c>.</summary>
    public MeasuredRecords(IRecords inner, IMeterFactory meters)
    {
        _inner = inner;
        _duration = meters.Create("Gateway").CreateHistogram<double>(
            "gateway.records.duration", "s", "How long a transaction or a reading took, waiting for its turn included", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 5, 30] });
    }

    /// <inheritdoc />
    public bool IsAcrossANetwork => _inner.IsAcrossANetwork;

    /// <inheritdoc />
    public Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default) =>
        Unheard ? _inner.WriteAsync(work, cancel) : MeasureAsync("write", work, _inner.WriteAsync, cancel);

    /// <inheritdoc />
    public Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default) =>
        Unheard ? _inner.ReadAsync(work, cancel) : MeasureAsync("read", work, _inner.ReadAsync, cancel);

    /// <inheritdoc />
    public Task MigrateAsync(CancellationToken cancel = default) => _inner.MigrateAsync(cancel);

    private bool Unheard => !_duration.Enabled && Traces.Here == default;

    private async Task<T> MeasureAsync<T>(
        string operation, Func<RecordsSession, Task<T>> work, Func<Func<RecordsSession, Task<T>>, CancellationToken, Task<T>> run, CancellationToken cancel)
    {
        using var span = Traces.Within("records." + operation);
        var since = Stopwatch.GetTimestamp();
        var result = "ok";
        try
        {
            return await run(span is null ? work : session => WithinAsync(span, work, session), cancel);
        }
        catch (Exception error)
        {
            result = error is RecordsUnavailableException ? "unavailable" : "refused";
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            _duration.Record(Stopwatch.GetElapsedTime(since).TotalSeconds, new("operation", operation), new("result", result));
            span?.SetTag("result", result);
        }
    }

    // The one writer of SQLite works for everybody, in nobody's trace: what this piece of work leaves behind must know its own.
    private static async Task<T> WithinAsync<T>(Activity span, Func<RecordsSession, Task<T>> work, RecordsSession session)
    {
        Activity.Current = span;
        return await work(session);
    }
}
