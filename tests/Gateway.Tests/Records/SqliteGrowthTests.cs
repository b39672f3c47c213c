using System.Text.RegularExpressions;
using Dapper;
using Gateway.Records;
using Gateway.TestKit.Growth;
using Gateway.Tests.Operations.Telemetry;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Gateway.Tests.Records;

/// <summary>A help line's records grow for years, and an evening costs what it cost on the first day: none of its statements, and none of a keeper's, reads a table that grows from end to end.</summary>
/// <remarks>Alone: what Dapper remembers it remembers for the whole process, and it forgets something for every thousand statements that anybody asks.</remarks>
[Collection(nameof(Alone))]
public sealed partial class SqliteGrowthTests
{
    private const int Years = 5_000;

    [Fact]
    public async Task An_evening_reads_no_table_from_end_to_end()
    {
        var folder = Directory.CreateTempSubdirectory("gateway-growth-");
        var file = Path.Combine(folder.FullName, "records.db");
        SqlMapper.PurgeQueryCache();
        try
        {
            await using (var evening = await OneEvening.AfterAsync(Years, ("Gateway:Records:Sqlite:File", file))) await evening.LiveAsync();
            await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            var migrations = string.Concat(Migrations.For("sqlite").Select(migration => migration.Sql));
            // Whatever this process has asked of this file, as Dapper remembers it.
            var asked = SqlMapper.GetCachedSQL().Where(one => one.Item1.Contains(file, StringComparison.Ordinal)).SelectMany(one => one.Item2.Split(';')).Select(sql => sql.Trim())
                .Where(sql => Reads().IsMatch(sql) && !sql.Contains("RECURSIVE", StringComparison.Ordinal) && !migrations.Contains(sql, StringComparison.Ordinal)).Distinct().ToList();
            Assert.Contains(asked, sql => sql.Contains("FROM conversation", StringComparison.Ordinal));
            var partial = (await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '% WHERE %'")).ToHashSet();
            var wide = asked.SelectMany(sql => Looks(connection, partial, sql).Select(look => $"{look}: {sql}")).ToList();
            Assert.True(wide.Count == 0, string.Join('\n', wide));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A partial index holds what is open and little else: to read all of it is no look at what is over.
    private static IEnumerable<string> Looks(SqliteConnection connection, HashSet<string> partial, string sql)
    {
        using var command = connection.CreateCommand();
        // Dapper writes a list out as (@name1, @name2 …).
        command.CommandText = "EXPLAIN QUERY PLAN " + List().Replace(sql, "IN (@$1)");
        foreach (var name in Name().Matches(command.CommandText).Select(match => match.Value).Distinct()) command.Parameters.AddWithValue(name, 1L);
        using var plan = command.ExecuteReader();
        while (plan.Read())
        {
            var step = Scan().Match(plan.GetString(3));
            if (step.Success && YearsOfRecords.Tables.Contains(step.Groups["table"].Value) && !partial.Contains(step.Groups["index"].Value)) yield return step.Value;
        }
    }

    [GeneratedRegex(@"^SCAN TABLE (?<table>\w+)( AS \w+)?( USING (COVERING )?INDEX (?<index>\w+))?")]
    private static partial Regex Scan();

    [GeneratedRegex(@"^\s*(SELECT|UPDATE|DELETE|WITH)\b")]
    private static partial Regex Reads();

    [GeneratedRegex(@"IN @(\w+)")]
    private static partial Regex List();

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Name();
}
