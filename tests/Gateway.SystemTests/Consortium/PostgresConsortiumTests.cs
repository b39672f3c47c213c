using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.Consortium;

public sealed class PostgresConsortiumTests : ConsortiumContract
{
    protected override int NodeCount => 2;

    protected override async Task<Dictionary<string, string?>> CreateAsync() => new()
    {
        ["Gateway:Records:Engine"] = "Postgres",
        ["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync() + ";Maximum Pool Size=20",
        ["Gateway:Records:TimeoutMs"] = "20000",
    };
}
