using System.Globalization;
using Gateway.Primitives;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gateway.Operations.Telemetry;

/// <summary>Sends figures and traces to a collector by OTLP, from before the first slice starts until after the last has stopped.</summary>
/// <remarks>
/// Only the gateway's own instruments and spans, and the runtime's figures. What the web server and the HTTP client would say is left
/// out, because addresses stand in it. A collector that is away costs nothing but the figures.
/// </remarks>
public sealed partial class ExportTelemetry(TelemetrySettings settings, ILogger<ExportTelemetry> log) : IHostedLifecycleService
{
    private const int FlushMs = 3000;

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (settings.Endpoint.Length == 0) return Task.CompletedTask;
        var who = ResourceBuilder.CreateEmpty().AddService(
            settings.ServiceName, serviceVersion: typeof(ExportTelemetry).Assembly.GetName().Version?.ToString(), autoGenerateServiceInstanceId: false,
            serviceInstanceId: settings.Instance is { Length: > 0 } given
                ? given
                : string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}"));
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(who).AddMeter("Gateway", "System.Runtime")
            .AddOtlpExporter((exporter, reader) =>
            {
                Aim(exporter, "/v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = settings.IntervalSeconds * 1000;
            }).Build();
        // By the trace's id alone: every node decides alike, and a stranger's header decides nothing for a trace's parts.
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(who).AddSource(Traces.Name)
            .SetSampler(new TraceIdRatioBasedSampler(settings.TracePercent / 100.0))
            .AddOtlpExporter(exporter => Aim(exporter, "/v1/traces")).Build();
        LogSending(new Uri(settings.Endpoint).Host, settings.Protocol);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.Run(() =>
    {
        // What the last seconds brought; a collector that is away must not hold up the end.
        _meters?.Shutdown(FlushMs);
        _traces?.Shutdown(FlushMs);
        _meters?.Dispose();
        _traces?.Dispose();
    }, CancellationToken.None);

    private void Aim(OtlpExporterOptions exporter, string path)
    {
        var grpc = settings.Protocol == "Grpc";
        exporter.Protocol = grpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = grpc ? new Uri(settings.Endpoint) : new Uri(settings.Endpoint.TrimEnd('/') + path);
        exporter.TimeoutMilliseconds = FlushMs;
        if (settings.HeadersFile is { Length: > 0 } file) exporter.Headers = File.ReadAllText(file).Trim();
    }

    [LoggerMessage(1721, LogLevel.Information, "Figures and traces go to {Host} by {Protocol}")]
    private partial void LogSending(string host, string protocol);
}
