using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Gateway.Records.Backup;

/// <summary>SQLite: a read transaction sees one moment of a file in WAL mode; a new file is filled beside its place and renamed.</summary>
internal sealed class SqliteCopy(SqliteSettings settings) : DatabaseCopy
{
    static SqliteCopy() => SQLitePCL.Batteries_V2.Init();

    private string PathOfFile => Path.GetFullPath(settings.File);

    /// <inheritdoc />
    public override string Engine => "sqlite";

    /// <inheritdoc />
    public override async Task<DbConnection> OpenMomentAsync(CancellationToken cancel)
    {
        if (!File.Exists(PathOfFile)) throw new BackupRefusedException($"There are no records at {PathOfFile}.");
        var connection = await OpenAsync(PathOfFile, SqliteOpenMode.ReadWrite, cancel);
        await connection.ExecuteAsync("PRAGMA query_only = ON; BEGIN");
        // The moment is that of the first reading.
        if ((await ColumnsAsync(connection, "schema_version")).Count == 0)
        {
            await connection.DisposeAsync();
            throw new BackupRefusedException($"{PathOfFile} holds no records of the gateway.");
        }

        await connection.ExecuteScalarAsync("SELECT COUNT(*) FROM schema_version");
        return connection;
    }

    /// <inheritdoc />
    public override async Task<IReadOnlyList<ArchiveColumn>> ColumnsAsync(DbConnection connection, string table) =>
        [.. (await connection.QueryAsync<(string Name, string Type)>("SELECT name, type FROM pragma_table_info(@table) ORDER BY cid", new { table }))
            .Select(column => new ArchiveColumn(column.Name, KindOf(table, column.Name, column.Type)))];

    /// <inheritdoc />
    public override async Task<IReadOnlyList<string>> TablesAsync(DbConnection connection) =>
        [.. await connection.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")];

    /// <inheritdoc />
    public override async Task<Filling> BeginFillingAsync(CancellationToken cancel)
    {
        var file = PathOfFile;
        if (File.Exists(file) || File.Exists(file + "-wal"))
        {
            throw new BackupRefusedException(
                $"{file} exists already. A restore goes into an empty place alone: move the file away, together with its -wal and -shm, or name another one in Gateway:Records:Sqlite:File.");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var unfinished = file + ".restoring";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (new FileStream(unfinished, options))
        {
            // Only made here, so that it is its owner's alone from the beginning.
        }

        var connection = await OpenAsync(unfinished, SqliteOpenMode.ReadWrite, cancel);
        // If this process dies, the file is begun anew; so nothing is journalled, and the disk is waited for once, at the end.
        await connection.ExecuteAsync("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; BEGIN");
        return new SqliteFilling(connection, unfinished, file, cancel);
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken cancel)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (SqliteException error)
        {
            await connection.DisposeAsync();
            throw new BackupRefusedException($"{file} cannot be opened: {error.Message}");
        }
    }
}

/// <summary>A new file, filled under another name.</summary>
internal sealed class SqliteFilling(SqliteConnection connection, string unfinished, string file, CancellationToken cancel) : Filling
{
    /// <inheritdoc />
    public override RecordsSession Session { get; } = new(connection, locksRows: false, cancel);

    /// <inheritdoc />
    public override async Task FillAsync(string table, IReadOnlyList<ArchiveColumn> columns, Func<Func<object?[], ValueTask>, Task> rows)
    {
        await using var insert = connection.CreateCommand();
        insert.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns.Select(column => column.Name))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        SqliteParameter[] parameters = [.. columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" }))];
        await rows(values =>
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = values[i] ?? DBNull.Value;
            return new ValueTask(insert.ExecuteNonQueryAsync(cancel));
        });
    }

    /// <inheritdoc />
    public override async Task FinishAsync()
    {
        await connection.ExecuteAsync("COMMIT");
        if (await connection.ExecuteScalarAsync("SELECT 1 FROM pragma_foreign_key_check LIMIT 1") is not null)
            throw new BackupRefusedException("The archive of the records does not fit together: a row refers to one that is not there.");
        await connection.CloseAsync();
        await using (var disk = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) OnDisk.Flush(disk);
        File.Move(unfinished, file);
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        File.Delete(unfinished);
    }
}
