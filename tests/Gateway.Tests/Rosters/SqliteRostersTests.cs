using Gateway.TestKit.Contracts;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Rosters;

public sealed class SqliteRostersTests : RostersContract
{
    protected override int NodeCount => 1;

    protected override Task<Dictionary<string, string?>> CreateAsync() => Task.FromResult(new Dictionary<string, string?>
    {
        ["Gateway:Records:Sqlite:File"] = Path.Combine(Folder, "gateway.db"),
        ["Gateway:Records:TimeoutMs"] = "20000",
    });

    public override async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await base.DisposeAsync();
    }
}
