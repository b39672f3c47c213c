using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Records.Backup;

/// <summary>PostgreSQL: a repeatable-read transaction to read in, COPY to fill with. Needs no program of the server's.</summary>
internal sealed class PostgresCopy(PostgresSettings settings) : DatabaseCopy
{
    /// <inheritdoc />
    public override string Engine => "postgres";

    /// <inheritdoc />
    public override async Task<DbConnection> OpenMomentAsync(CancellationToken cancel)
    {
        var connection = await OpenAsync(cancel);
        await connection.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
        if ((await ColumnsAsync(connection, "schema_version")).Count == 0)
        {
            await connection.DisposeAsync();
            throw new BackupRefusedException($"The database {connection.Database} holds no records of the gateway.");
        }

        return connection;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyList<ArchiveColumn>> ColumnsAsync(DbConnection connection, string table) =>
        [.. (await connection.QueryAsync<(string Name, string Type)>(
            "SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table ORDER BY ordinal_position",
            new { table })).Select(column => new ArchiveColumn(column.Name, KindOf(table, column.Name, column.Type)))];

    /// <inheritdoc />
    public override async Task<IReadOnlyList<string>> TablesAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")];

    /// <inheritdoc />
    public override async Task<Filling> BeginFillingAsync(CancellationToken cancel)
    {
        var connection = await OpenAsync(cancel);
        if ((await TablesAsync(connection)).Count > 0)
        {
            await connection.DisposeAsync();
            throw new BackupRefusedException(
                $"The database {connection.Database} is not empty. A restore goes into an empty one alone: make a new database, and name it in Gateway:Records:Postgres:Connection.");
        }

        return new PostgresFilling(connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel), cancel);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancel)
    {
        var text = new NpgsqlConnectionStringBuilder(settings.Connection)
        {
            // Reading a large table is one statement, and takes as long as it takes.
            CommandTimeout = 0,
            Timeout = 15,
            Pooling = false,
            IncludeErrorDetail = false,
            LogParameters = false,
        };
        if (settings.PasswordFile is { Length: > 0 } file) text.Password = (await File.ReadAllTextAsync(file, cancel)).Trim();
        var connection = new NpgsqlConnection(text.ToString());
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (NpgsqlException error)
        {
            await connection.DisposeAsync();
            throw new BackupRefusedException($"PostgreSQL does not let us in: {error.Message}");
        }
    }
}

/// <summary>One transaction: COPY for each table, and a commit at the end.</summary>
internal sealed class PostgresFilling(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancel) : Filling
{
    /// <inheritdoc />
    public override RecordsSession Session { get; } = new(connection, locksRows: true, cancel);

    /// <inheritdoc />
    public override async Task FillAsync(string table, IReadOnlyList<ArchiveColumn> columns, Func<Func<object?[], ValueTask>, Task> rows)
    {
        var types = (await connection.QueryAsync<(string Name, string Type)>(
                "SELECT column_name::text, udt_name::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @table", new { table }))
            .ToDictionary(column => column.Name, column => TypeOf(column.Type));
        var names = string.Join(", ", columns.Select(column => column.Name));
        await using var writer = await connection.BeginBinaryImportAsync($"COPY {table} ({names}) FROM STDIN (FORMAT BINARY)", cancel);
        NpgsqlDbType[] order = [.. columns.Select(column => types[column.Name])];
        await rows(async values =>
        {
            await writer.StartRowAsync(cancel);
            for (var i = 0; i < order.Length; i++)
            {
                if (values[i] is null) await writer.WriteNullAsync(cancel);
                else if (values[i] is long number) await WriteAsync(number, order[i]);
                else await writer.WriteAsync(values[i], order[i], cancel);
            }
        });
        await writer.CompleteAsync(cancel);

        Task WriteAsync(long number, NpgsqlDbType type) => type switch
        {
            NpgsqlDbType.Integer => writer.WriteAsync((int)number, type, cancel),
            NpgsqlDbType.Smallint => writer.WriteAsync((short)number, type, cancel),
            _ => writer.WriteAsync(number, type, cancel),
        };
    }

    /// <inheritdoc />
    public override async Task FinishAsync()
    {
        await transaction.CommitAsync(CancellationToken.None);
        // The planner knows nothing of tables that were filled just now. (A single word would be taken for a procedure.)
        await connection.ExecuteAsync("ANALYZE;");
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static NpgsqlDbType TypeOf(string type) => type switch
    {
        "text" or "varchar" => NpgsqlDbType.Text,
        "int8" => NpgsqlDbType.Bigint,
        "int4" => NpgsqlDbType.Integer,
        "int2" => NpgsqlDbType.Smallint,
        "bytea" => NpgsqlDbType.Bytea,
        _ => throw new NotSupportedException($"A restore does not know the type {type}."),
    };
}
