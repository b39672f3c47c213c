using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gateway.Worlds;

/// <summary>Looks into the records without the gateway's own code, whichever engine keeps them.</summary>
/// <param name="settings">The gateway's settings.</param>
public sealed class RecordsProbe(IReadOnlyDictionary<string, string> settings)
{
    /// <summary>Messages of persons.</summary>
    public Task<long> CountWordsAsync() => CountAsync("SELECT COUNT(*) FROM entry WHERE kind = 'message' AND author = 'person'");

    /// <summary>Conversations, open and ended.</summary>
    public Task<long> CountConversationsAsync() => CountAsync("SELECT COUNT(*) FROM conversation");

    /// <summary>The single number that a statement gives.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var connection = Open();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
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

    private DbConnection Open() => settings["Gateway:Records:Engine"] == "Postgres"
        ? new NpgsqlConnection(settings["Gateway:Records:Postgres:Connection"] + ";Pooling=false")
        : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = settings["Gateway:Records:Sqlite:File"], Pooling = false }.ToString());
}
