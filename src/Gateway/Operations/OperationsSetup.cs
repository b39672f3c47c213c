using Gateway.Operations.Health;
using Gateway.Operations.Leaving;
using Gateway.Operations.Telemetry;
using Gateway.Primitives;

namespace Gateway.Operations;

/// <summary>Puts together what those who run the gateway need: health, figures and the way out.</summary>
public static class OperationsSetup
{
    /// <summary>Adds it. Call it after the other slices.</summary>
    public static void AddOperations(this IServiceCollection services, SettingsReader settings)
    {
        services.AddLeaving(settings);
        services.AddHealth();
        settings.Read<TelemetrySettings>(services);
        services.AddSingleton<WatchedFigures>();
        services.AddHostedService<ExportTelemetry>();
    }

    /// <summary>Maps <c>/healthz/live</c> and <c>/healthz/ready</c>.</summary>
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.ServiceProvider.GetRequiredService<WatchedFigures>();
        endpoints.MapHealth();
    }
}
