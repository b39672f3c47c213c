using Gateway.TestKit.Contracts;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Conversations;

public sealed class SqliteConversationsTests : ConversationsContract
{
    protected override int NodeCount => 1;

    protected override Task<Dictionary<string, string?>> CreateAsync() => Task.FromResult(new Dictionary<string, string?>
    {
        ["Gateway:Records:Sqlite:File"] = Path.Combine(Folder, "gateway.db"),
        ["Gateway:Records:TimeoutMs"] = "20000",
    });

    // The file and its WAL as they lie there while the gateway runs.
    protected override async IAsyncEnumerable<byte[]> EverythingStoredAsync()
    {
        foreach (var file in Directory.GetFiles(Folder, "gateway.db*"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            yield return bytes.ToArray();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        await base.DisposeAsync();
    }
}
