using System.Globalization;
using Gateway.Records.Backup;
using Microsoft.Data.Sqlite;

namespace Gateway.Tests.Access.Tenants;

/// <summary>Every row of every table of the records, as text.</summary>
internal static class RecordsDump
{
    /// <summary>Reads them out of the embedded database, when nothing moves any more.</summary>
    public static async Task<IReadOnlySet<string>> SettledAsync(HouseOfAll house)
    {
        var last = Of(house);
        await house.Gateway.EventuallyAsync(() =>
        {
            var now = Of(house);
            var rests = now.SetEquals(last);
            last = now;
            return Task.FromResult(rests);
        }, "at rest");
        return last;
    }

    /// <summary>Reads them as they are.</summary>
    public static IReadOnlySet<string> Of(HouseOfAll house)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(house.Gateway.Setup.Folder, "gateway.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return new HashSet<string>(BackupTables.All.SelectMany(one => Rows(connection, one.Table)));
    }

    private static List<string> Rows(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is one of the program's own tables.
        command.CommandText = $"SELECT * FROM {table}";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add($"{table} {string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetName(column)}={TextOf(reader.GetValue(column))}"))}");
        return rows;
    }

    private static string TextOf(object value) => value is byte[] bytes ? Convert.ToHexStringLower(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;
}
