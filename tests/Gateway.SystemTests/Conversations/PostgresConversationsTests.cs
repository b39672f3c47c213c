using System.Text;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.Conversations;

public sealed class PostgresConversationsTests : ConversationsContract
{
    protected override int NodeCount => 2;

    protected override async Task<Dictionary<string, string?>> CreateAsync() => new()
    {
        ["Gateway:Records:Engine"] = "Postgres",
        ["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync() + ";Maximum Pool Size=30",
        ["Gateway:Records:TimeoutMs"] = "20000",
    };

    // Every table as text; bytes stand there in hexadecimal.
    protected override async IAsyncEnumerable<byte[]> EverythingStoredAsync()
    {
        var tables = await Node.Records.ReadAsync(session => session.QueryAsync<string>(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name"));
        foreach (var table in tables)
        {
            var rows = await Node.Records.ReadAsync(session => session.QueryAsync<string>($"SELECT t::text FROM \"{table}\" t"));
            yield return Encoding.UTF8.GetBytes(string.Join('\n', rows));
        }
    }
}
