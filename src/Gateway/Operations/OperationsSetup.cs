using Gateway.Operations.Health;
using Gateway.Operations.Leaving;
using Gateway.Operations.Logs;
using Gateway.Operations.Telemetry;
using Gateway.Primitives;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Operations;

/// <summary>Puts together what those who run the gateway need: health, figures and the way out.</summary>
public static class OperationsSetup
{
    /// <summary>Adds it. Call it after the other slices.</summary>
    public static void AddOperations(this IServiceCollection services, SettingsReader settings)
    {
        services.AddLeaving(settings);
        services.AddSingleton<PrepareRecords>();
        services.AddHostedService(provider => provider.GetRequiredService<PrepareRecords>());
        services.AddHealth();
        AddLogs(services, settings.Read<LogSettings>(services));
        settings.Read<TelemetrySettings>(services);
        services.AddSingleton<WatchedFigures>();
        services.AddHostedService<ExportTelemetry>();
    }

    private static void AddLogs(IServiceCollection services, LogSettings settings)
    {
        if (settings.Format == "Json")
        {
            services.AddLogging(logging => logging.AddConsole(console => console.FormatterName = JsonLines.FormatName)
                .AddConsoleFormatter<JsonLines, ConsoleFormatterOptions>());
        }
    }

    /// <summary>Maps <c>/healthz/live</c> and <c>/healthz/ready</c>.</summary>
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<WatchedFigures>();
        endpoints.MapHealth();
    }
}
