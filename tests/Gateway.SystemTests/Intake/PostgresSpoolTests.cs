using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.Intake;

public sealed class PostgresSpoolTests : SpoolContract
{
    protected override int NodeCount => 2;

    protected override async Task<Dictionary<string, string?>> CreateAsync() => new()
    {
        ["Gateway:Records:Engine"] = "Postgres",
        ["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync() + ";Maximum Pool Size=30",
        ["Gateway:Records:TimeoutMs"] = "20000",
        ["Gateway:Spool:MaxMb"] = "1",
    };
}
