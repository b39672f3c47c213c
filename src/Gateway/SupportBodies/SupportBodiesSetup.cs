using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Gateway.SupportBodies.Exchange;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.SupportBodies;

/// <summary>Puts the directory of support bodies together.</summary>
public static class SupportBodiesSetup
{
    /// <summary>Reads the settings and registers the slice.</summary>
    public static void AddSupportBodies(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<SupportBodySettings>(services);
        services.AddSingleton(all => new BodyRows(all.GetRequiredService<Vault>(), all.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IDisasterBodies, NoDisasters>();
        services.AddSingleton(all => new SupportBodyDirectory(all.GetRequiredService<IRecords>(), all.GetRequiredService<BodyRows>(), all.GetRequiredService<IDisasterBodies>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ProposeBody(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<BodyRows>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<Ids>(),
            all.GetRequiredService<SupportBodySettings>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ApproveBody(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<BodyRows>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ShowBody>();
        services.AddSingleton<ImportBodies>();
    }

    /// <summary><c>/api/bodies</c>.</summary>
    public static void MapSupportBodies(this IEndpointRouteBuilder endpoints) => endpoints.MapBodies();
}
