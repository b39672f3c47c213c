using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.Records;

public sealed class PostgresBackupTests : BackupContract
{
    protected override Task<Dictionary<string, string?>> FromAsync() => OnPostgres.NewAsync();

    protected override Task<Dictionary<string, string?>> IntoAsync() => OnPostgres.NewAsync();
}

/// <summary>One machine has become too small: the records move to a server.</summary>
public sealed class FromSqliteToPostgresTests : BackupContract
{
    protected override Task<Dictionary<string, string?>> FromAsync() => Task.FromResult(new Dictionary<string, string?>
    {
        ["Gateway:Records:Sqlite:File"] = Path.Combine(Folder, "gateway.db"),
    });

    protected override Task<Dictionary<string, string?>> IntoAsync() => OnPostgres.NewAsync();
}

internal static class OnPostgres
{
    public static async Task<Dictionary<string, string?>> NewAsync() => new()
    {
        ["Gateway:Records:Engine"] = "Postgres",
        ["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).NewDatabaseAsync() + ";Maximum Pool Size=10",
    };
}
