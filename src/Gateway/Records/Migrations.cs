using System.Security.Cryptography;
using System.Text;

namespace Gateway.Records;

/// <summary>One numbered step of the schema.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its statements.</param>
public sealed record Migration(long Number, string Name, string Sql)
{
    /// <summary>A fingerprint, so that a migration changed after it ran is noticed.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)))[..16];
}

/// <summary>Finds the numbered files in <c>Migrations/</c>: shared ones, and ones for a single engine (<c>….sqlite.sql</c>, <c>….postgres.sql</c>).</summary>
public static class Migrations
{
    /// <summary>The migrations of an engine (<c>sqlite</c> or <c>postgres</c>) in their order.</summary>
    public static IReadOnlyList<Migration> For(string engine)
    {
        var assembly = typeof(Migrations).Assembly;
        const string folder = "Gateway.Records.Migrations.";
        var found =
            from resource in assembly.GetManifestResourceNames()
            where resource.StartsWith(folder, StringComparison.Ordinal)
            let name = resource[folder.Length..]
            let parts = name.Split('.')
            where parts.Length == 2 || parts[1] == engine
            orderby name
            select new Migration(
                long.Parse(parts[0][..4], System.Globalization.CultureInfo.InvariantCulture), name, InDialect(engine, Read(assembly, resource)));
        return [.. found];
    }

    /// <summary>Applies what is missing, up to the migration <paramref name="upTo"/>. The caller holds whatever lock keeps other processes out.</summary>
    public static async Task ApplyAsync(RecordsSession session, string engine, long nowMs, long upTo = long.MaxValue)
    {
        await session.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL, at BIGINT NOT NULL)");
        var applied = (await session.QueryAsync<Applied>("SELECT number, name, fingerprint FROM schema_version"))
            .ToDictionary(row => row.Number);
        var known = For(engine);
        if (applied.Keys.Except(known.Select(m => m.Number)).Any())
            throw new InvalidOperationException("The records were made by a newer gateway than this one; start that one.");
        foreach (var migration in known.Where(migration => migration.Number <= upTo))
        {
            if (applied.TryGetValue(migration.Number, out var row))
            {
                if (row.Fingerprint != migration.Fingerprint)
                    throw new InvalidOperationException($"Migration {migration.Name} was changed after it had been applied.");
                continue;
            }

            await session.ExecuteAsync(migration.Sql);
            await session.ExecuteAsync(
                "INSERT INTO schema_version (number, name, fingerprint, at) VALUES (@Number, @Name, @Fingerprint, @At)",
                new { migration.Number, migration.Name, migration.Fingerprint, At = nowMs });
        }
    }

    // The one word in which the shared files would differ. SQLite's driver takes a column for bytes only by this name.
    private static string InDialect(string engine, string sql) => engine == "postgres" ? sql.Replace(" BLOB", " BYTEA", StringComparison.Ordinal) : sql;

    private static string Read(System.Reflection.Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record Applied(long Number, string Name, string Fingerprint);
}
