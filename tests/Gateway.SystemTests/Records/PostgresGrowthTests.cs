using System.Globalization;
using Gateway.TestKit.Growth;
using Gateway.TestKit.Processes;
using Npgsql;
using Xunit;

namespace Gateway.SystemTests.Records;

/// <summary>A help line's records grow for years, and an evening costs what it cost on the first day: no step of it and no keeper reads what is long over.</summary>
public sealed class PostgresGrowthTests
{
    // Far more than an evening needs of any table; one look over all of them is more.
    private const int Years = 20_000;

    private string _connection = "";

    [Fact]
    public async Task An_evening_reads_no_table_from_end_to_end()
    {
        // Without a pool: a server process adds up what it has read when its connection ends.
        _connection = await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync() + ";Pooling=false";
        await using var evening = await OneEvening.AfterAsync(
            Years, ("Gateway:Records:Engine", "Postgres"), ("Gateway:Records:Postgres:Connection", _connection), ("Gateway:Records:TimeoutMs", "20000"));
        await AddedUpAsync(evening);
        await AskAsync("SELECT '', 0::bigint FROM (SELECT pg_stat_reset()) AS reset");
        await evening.LiveAsync();
        await AddedUpAsync(evening);
        var read = await AskAsync(
            """
            SELECT 'all of ' || relname, seq_tup_read FROM pg_stat_user_tables
            UNION ALL SELECT relname || ' by ' || indexrelname, idx_tup_read FROM pg_stat_user_indexes ORDER BY 2 DESC
            """);
        Assert.True(read.Single(row => row.What == "conversation by conversation_pkey").Rows > 0);
        var wide = read.Where(row => row.Rows >= Years / 4).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.What}: {row.Rows} rows")).ToList();
        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    // Whatever was connected before this moment is gone.
    private async Task AddedUpAsync(OneEvening evening)
    {
        var since = (await AskAsync("SELECT now()::text, 0::bigint"))[0].What;
        await evening.Gateway.EventuallyAsync(async () => (await AskAsync(
            $"SELECT '', COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND backend_start < '{since}' AND pid <> pg_backend_pid()"))[0].Rows == 0, "added up");
    }

    private async Task<IReadOnlyList<(string What, long Rows)>> AskAsync(string sql)
    {
        await using var open = new NpgsqlConnection(_connection);
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, open);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var all = new List<(string, long)>();
        while (await rows.ReadAsync(TestContext.Current.CancellationToken)) all.Add((rows.GetString(0), rows.GetInt64(1)));
        return all;
    }
}
