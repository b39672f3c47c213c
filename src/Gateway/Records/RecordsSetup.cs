using System.Diagnostics.Metrics;
using Gateway.Primitives;
using Gateway.Records.Audit;
using Gateway.Records.Postgres;
using Gateway.Records.Sealing;
using Gateway.Records.Sqlite;

namespace Gateway.Records;

/// <summary>Puts the records together.</summary>
public static class RecordsSetup
{
    /// <summary>The engine that the settings choose, the keys and the audit trail.</summary>
    public static void AddRecords(this IServiceCollection services, SettingsReader settings)
    {
        var records = settings.Read<RecordsSettings>(services);
        settings.Read<KeySettings>(services);
        services.AddSingleton<Vault>();
        services.AddSingleton<AuditTrail>();
        if (records.Engine == "Postgres") services.AddMeasured<PostgresRecords>();
        else services.AddMeasured<SqliteRecords>();
    }

    private static void AddMeasured<T>(this IServiceCollection services) where T : class, IRecords
    {
        services.AddSingleton<T>();
        services.AddSingleton<IRecords>(provider => new MeasuredRecords(provider.GetRequiredService<T>(), provider.GetRequiredService<IMeterFactory>()));
    }
}
