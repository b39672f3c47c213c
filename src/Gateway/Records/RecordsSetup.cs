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
        if (records.Engine == "Postgres") services.AddSingleton<IRecords, PostgresRecords>();
        else services.AddSingleton<IRecords, SqliteRecords>();
    }
}
