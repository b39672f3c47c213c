using System.Data.Common;

namespace Gateway.Records.Backup;

/// <summary>What a backup and a restore ask of an engine beyond plain SQL: a view of one moment, and quick filling.</summary>
internal abstract class DatabaseCopy
{
    /// <summary>The engine's name, as in the names of the migrations.</summary>
    public abstract string Engine { get; }

    /// <summary>The engine that the settings name.</summary>
    public static DatabaseCopy Of(RecordsSettings settings) => settings.Engine == "Postgres" ? new PostgresCopy(settings.Postgres) : new SqliteCopy(settings.Sqlite);

    /// <summary>Opens a connection that sees one moment of the records until it is disposed, while the gateway writes on.</summary>
    /// <exception cref="BackupRefusedException">There are no records.</exception>
    public abstract Task<DbConnection> OpenMomentAsync(CancellationToken cancel);

    /// <summary>The columns of a table in their order; empty when there is no such table.</summary>
    public abstract Task<IReadOnlyList<ArchiveColumn>> ColumnsAsync(DbConnection connection, string table);

    /// <summary>The names of all tables.</summary>
    public abstract Task<IReadOnlyList<string>> TablesAsync(DbConnection connection);

    /// <summary>Begins to fill an empty database; nothing of it is there for anybody before <see cref="Filling.FinishAsync"/>.</summary>
    /// <exception cref="BackupRefusedException">The database is not empty.</exception>
    public abstract Task<Filling> BeginFillingAsync(CancellationToken cancel);

    /// <summary>The kind of a column, by the name of its type.</summary>
    protected static ColumnKind KindOf(string table, string column, string type) => type.ToLowerInvariant() switch
    {
        "text" or "character varying" => ColumnKind.Text,
        "bigint" or "integer" or "smallint" => ColumnKind.Number,
        "blob" or "bytea" => ColumnKind.Bytes,
        _ => throw new NotSupportedException($"The column {table}.{column} has the type {type}, which a backup does not know."),
    };
}

/// <summary>An empty database that is being filled: all of it appears at once at the end, or nothing.</summary>
internal abstract class Filling : IAsyncDisposable
{
    /// <summary>For plain SQL in the same transaction.</summary>
    public abstract RecordsSession Session { get; }

    /// <summary>Adds the rows of one table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">Which columns the values are for.</param>
    /// <param name="rows">Calls its argument for every row.</param>
    public abstract Task FillAsync(string table, IReadOnlyList<ArchiveColumn> columns, Func<Func<object?[], ValueTask>, Task> rows);

    /// <summary>Makes it durable and visible.</summary>
    public abstract Task FinishAsync();

    /// <summary>Takes away what was not finished.</summary>
    public abstract ValueTask DisposeAsync();
}
