using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Worlds;

/// <summary>Looks into the records without the gateway's own code, whichever engine keeps them.</summary>
/// <param name="settings">The gateway's settings.</param>
public sealed class RecordsProbe(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>Whether they are in SQLite, else in PostgreSQL.</summary>
    public bool IsSqlite => settings["Gateway:Records:Engine"] != "Postgres";

    /// <summary>Messages of persons.</summary>
    public Task<long> CountWordsAsync() => CountAsync("SELECT COUNT(*) FROM entry WHERE kind = 'message' AND author = 'person'");

    /// <summary>Conversations, open and ended.</summary>
    public Task<long> CountConversationsAsync() => CountAsync("SELECT COUNT(*) FROM conversation");

    /// <summary>Every entry by its conversation and number, with its author and a hash of all that stands in its row.</summary>
    public async Task<IReadOnlyDictionary<(string Conversation, long Number), (string Author, string Hash)>> EntriesAsync()
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT conversation_id, number, author, at, sent_at, kind, author_id, client_id, body FROM entry";
        await using var rows = await command.ExecuteReaderAsync();
        var entries = new Dictionary<(string, long), (string, string)>();
        while (await rows.ReadAsync())
        {
            var fields = Enumerable.Range(2, rows.FieldCount - 2).Select(rows.GetValue)
                .Select(value => value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture));
            var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', fields))));
            entries[(rows.GetString(0), rows.GetInt64(1))] = (rows.GetString(2), hash);
        }
        return entries;
    }

    /// <summary>The single number that a statement gives.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>The number of the newest message of each conversation that has one.</summary>
    public async Task<IReadOnlyDictionary<string, long>> LastMessagesAsync()
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT conversation_id, MAX(number) FROM entry WHERE kind = 'message' GROUP BY conversation_id";
        var numbers = new Dictionary<string, long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            numbers[reader.GetString(0)] = reader.GetInt64(1);
        return numbers;
    }

    /// <summary>Runs a statement that changes something; how many rows.</summary>
    public async Task<int> ChangeAsync(string sql)
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Keeps everybody else from writing to SQLite for so long, as another program at the file would; not at all if the writers let nobody in.</summary>
    public async Task HoldWriterAsync(TimeSpan time)
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.CommandTimeout = 2;
        try
        {
            await command.ExecuteNonQueryAsync();
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == 5)
        {
            return;
        }
        await Task.Delay(time);
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync();
    }

    private DbConnection Open() => IsSqlite
        ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = settings["Gateway:Records:Sqlite:File"], Pooling = false }.ToString())
        : new NpgsqlConnection(settings["Gateway:Records:Postgres:Connection"] + ";Pooling=false");
}
