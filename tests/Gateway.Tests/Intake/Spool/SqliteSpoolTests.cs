using Gateway.TestKit.Contracts;

namespace Gateway.Tests.Intake.Spool;

public sealed class SqliteSpoolTests : SpoolContract
{
    protected override int NodeCount => 1;

    protected override Task<Dictionary<string, string?>> CreateAsync() => Task.FromResult(new Dictionary<string, string?>
    {
        ["Gateway:Records:Engine"] = "Sqlite",
        ["Gateway:Records:Sqlite:File"] = Path.Combine(Folder, "gateway.db"),
        ["Gateway:Spool:MaxMb"] = "1",
    });
}
