using System.Text.Json;
using Gateway.Primitives;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>
/// Whether this gateway should be given work, and which part says what. Asked at most once a second, however many ask: nobody may
/// tire the records by asking after them.
/// </summary>
public sealed partial class Readiness(HealthCheckService checks, Departure departure, TimeProvider time, ILogger<Readiness> log) : IDisposable
{
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _one = new(1);
    private HealthReport? _report;
    private long _askedAt;

    /// <summary>What the parts said when they were last asked; nothing before the first time.</summary>
    public HealthReport? Last => _report;

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    /// <summary>Answers <c>GET /healthz/ready</c>: 200 when healthy or degraded, 503 otherwise; the parts as JSON.</summary>
    internal async Task<IResult> AnswerAsync(CancellationToken cancel)
    {
        // Not from the last report: a load balancer must hear of a departure at once.
        if (departure.IsAnnounced) return Answer("leaving", []);
        var report = await ReportAsync(cancel);
        return Answer(Word(report.Status), report.Entries);
    }

    private async Task<HealthReport> ReportAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_report is { } last && time.GetElapsedTime(_askedAt) < Held) return last;
            var report = await checks.CheckHealthAsync(check => check.Tags.Contains(HealthSetup.Ready), CancellationToken.None);
            if (report.Status != _report?.Status) LogChanged(Word(report.Status), Unwell(report));
            _askedAt = time.GetTimestamp();
            return _report = report;
        }
        finally
        {
            _one.Release();
        }
    }

    private static IResult Answer(string status, IEnumerable<KeyValuePair<string, HealthReportEntry>> parts)
    {
        var body = new Dictionary<string, string> { ["status"] = status };
        foreach (var (name, entry) in parts) body[name] = entry.Description is { } words ? $"{Word(entry.Status)}: {words}" : Word(entry.Status);
        return Results.Text(
            JsonSerializer.Serialize(body), "application/json",
            statusCode: status is "healthy" or "degraded" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static string Unwell(HealthReport report) => report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy) is var unwell && unwell.Any()
        ? string.Join(", ", unwell.Select(entry => $"{entry.Key} {Word(entry.Value.Status)}"))
        : "every part is well";

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "healthy",
        HealthStatus.Degraded => "degraded",
        HealthStatus.Unhealthy => "unhealthy",
    };

    [LoggerMessage(1711, LogLevel.Information, "Readiness is now {Status}: {Parts}")]
    private partial void LogChanged(string status, string parts);
}
