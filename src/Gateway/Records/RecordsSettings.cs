using Gateway.Primitives;

namespace Gateway.Records;

/// <summary>Which engine keeps the records, and where.</summary>
public sealed class RecordsSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Records";

    /// <summary><c>Sqlite</c> (one process, no server; the default) or <c>Postgres</c> (any number of gateways).</summary>
    public string Engine { get; init; } = "Sqlite";

    /// <summary>Settings of the embedded engine.</summary>
    public SqliteSettings Sqlite { get; init; } = new();

    /// <summary>Settings of PostgreSQL.</summary>
    public PostgresSettings Postgres { get; init; } = new();

    /// <summary>How long a statement may take before the records count as unavailable. LINE waits 2 seconds for its answer.</summary>
    public int TimeoutMs { get; init; } = 1500;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Engine is not ("Sqlite" or "Postgres")) yield return $"Engine: \"{Engine}\" is not one of Sqlite, Postgres";
        if (Engine == "Sqlite" && string.IsNullOrWhiteSpace(Sqlite.File)) yield return "Sqlite:File: a file path is needed";
        if (Engine == "Postgres" && string.IsNullOrWhiteSpace(Postgres.Connection))
            yield return "Postgres:Connection: a connection string is needed, for example Host=…;Database=gateway;Username=gateway";
        if (Engine == "Postgres" && Postgres.PasswordFile is { Length: > 0 } file && !File.Exists(file))
            yield return "Postgres:PasswordFile: the file does not exist";
        if (TimeoutMs is < 100 or > 60_000) yield return "TimeoutMs: must be 100 to 60000";
    }
}

/// <summary>The embedded engine: one file beside the process.</summary>
public sealed class SqliteSettings
{
    /// <summary>The database file; it and its folder are made when missing. Relative to the working folder.</summary>
    public string File { get; init; } = "data/gateway.db";
}

/// <summary>PostgreSQL 15 or newer.</summary>
public sealed class PostgresSettings
{
    /// <summary>An Npgsql connection string without the password.</summary>
    public string Connection { get; init; } = "";

    /// <summary>A file that holds the password; without it the server's own rules decide (peer, certificate, pgpass).</summary>
    public string? PasswordFile { get; init; }
}
