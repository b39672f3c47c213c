using Gateway.TestKit.Contracts;

namespace Gateway.Tests.Records;

public sealed class SqliteBackupTests : BackupContract
{
    private int _databases;

    protected override Task<Dictionary<string, string?>> FromAsync() => IntoAsync();

    protected override Task<Dictionary<string, string?>> IntoAsync() => Task.FromResult(new Dictionary<string, string?>
    {
        ["Gateway:Records:Sqlite:File"] = Path.Combine(Folder, $"{++_databases}", "gateway.db"),
    });
}
