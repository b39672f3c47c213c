using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Gateway.Records.Sqlite;

/// <summary>The records in one SQLite file. One writer commits together what waits together.</summary>
/// <remarks>
/// SQLite has one writer at a time, and a transaction that turns from reading to writing fails at once when another was
/// quicker. So all writing goes through one queue on one connection, in <c>BEGIN IMMEDIATE</c>; every waiting piece of work
/// gets a savepoint of its own, and one commit (one fsync) makes all of them durable.
/// </remarks>
public sealed partial class SqliteRecords : IRecords, IAsyncDisposable
{
    private const int LargestGroup = 64;

    private readonly string _file;
    private readonly string _connectionString;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteRecords> _log;
    private readonly Channel<Work> _queue = Channel.CreateUnbounded<Work>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writer;

    static SqliteRecords() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens (or makes) the file at once, so that an unusable path stops the start.</summary>
    public SqliteRecords(RecordsSettings settings, TimeProvider time, ILogger<SqliteRecords> log)
    {
        _time = time;
        _log = log;
        _file = Path.GetFullPath(settings.Sqlite.File);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = Math.Max(1, settings.TimeoutMs / 1000), Pooling = true }.ToString();
        var connection = OpenWriter();
        _writer = Task.Factory.StartNew(() => WriteLoopAsync(connection), TaskCreationOptions.LongRunning).Unwrap();
    }

    /// <inheritdoc />
    public bool IsAcrossANetwork => false;

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
    {
        var item = new Work<T>(work, cancel);
        if (!_queue.Writer.TryWrite(item)) throw Unavailable(new ObjectDisposedException(nameof(SqliteRecords)));
        return await item.Done;
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
    {
        await using var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancel);
            await connection.ExecuteAsync("PRAGMA query_only = ON");
            return await work(new RecordsSession(connection, locksRows: false, cancel));
        }
        catch (SqliteException error) when (IsAway(error))
        {
            throw Unavailable(error);
        }
    }

    /// <inheritdoc />
    public Task MigrateAsync(CancellationToken cancel = default) =>
        this.WriteAsync(session => Migrations.ApplyAsync(session, "sqlite", _time.GetUtcNow().ToUnixTimeMilliseconds()), cancel);

    /// <summary>Finishes what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private SqliteConnection OpenWriter()
    {
        // Pooling would hand this connection to a reader after its end with the pragmas still set.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        connection.Open();
        var mode = connection.ExecuteScalar<string>("PRAGMA journal_mode = WAL");
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST");
        if (mode != "wal" || connection.ExecuteScalar<long>("PRAGMA synchronous") < 2)
            throw new InvalidOperationException($"{_file}: SQLite refuses WAL with synchronous=FULL; without it a power cut loses words.");
        return connection;
    }

    private async Task WriteLoopAsync(SqliteConnection connection)
    {
        await using var _ = connection;
        var group = new List<Work>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var work)) group.Add(work);
            await CommitTogetherAsync(connection, group);
        }
    }

    private async Task CommitTogetherAsync(SqliteConnection connection, List<Work> group)
    {
        try
        {
            await connection.ExecuteAsync("BEGIN IMMEDIATE");
            foreach (var work in group)
            {
                await connection.ExecuteAsync("SAVEPOINT work");
                await connection.ExecuteAsync(await work.RunAsync(connection) ? "RELEASE work" : "ROLLBACK TO work; RELEASE work");
            }

            await connection.ExecuteAsync("COMMIT");
            RecordsFigures.Group.Record(group.Count);
            foreach (var work in group) work.Committed(_log);
        }
        catch (Exception error)
        {
            // Whatever it was, the writer must live: it is the only one.
            LogCommitFailed(error, group.Count);
            var unavailable = Unavailable(error);
            foreach (var work in group) work.Failed(unavailable);
            TryRollback(connection);
        }
    }

    private static void TryRollback(SqliteConnection connection)
    {
        try
        {
            connection.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The failed statement had ended the transaction already.
        }
    }

    private RecordsUnavailableException Unavailable(Exception error) => new($"The records file {_file} cannot be used.", error);

    // BUSY, LOCKED, IOERR, CORRUPT, FULL, CANTOPEN, NOTADB: the database, not the statement, is at fault.
    private static bool IsAway(SqliteException error) => error.SqliteErrorCode is 5 or 6 or 10 or 11 or 13 or 14 or 26;

    [LoggerMessage(1101, LogLevel.Error, "SQLite refused a commit of {Count} pieces of work")]
    private partial void LogCommitFailed(Exception error, int count);

    private abstract class Work
    {
        public abstract Task<bool> RunAsync(SqliteConnection connection);

        public abstract void Committed(ILogger log);

        public abstract void Failed(Exception error);
    }

    private sealed class Work<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private RecordsSession? _session;
        private Exception? _error;
        private T _result = default!;

        public Task<T> Done => _done.Task;

        public override async Task<bool> RunAsync(SqliteConnection connection)
        {
            try
            {
                cancel.ThrowIfCancellationRequested();
                _session = new RecordsSession(connection, locksRows: false, CancellationToken.None);
                _result = await work(_session);
                return true;
            }
            catch (SqliteException error) when (IsAway(error))
            {
                // The whole group goes back: its commit could not be trusted.
                throw;
            }
            catch (Exception error)
            {
                _error = error;
                return false;
            }
        }

        public override void Committed(ILogger log)
        {
            if (_error is OperationCanceledException)
            {
                _done.TrySetCanceled(cancel);
                return;
            }

            if (_error is not null)
            {
                _done.TrySetException(_error);
                return;
            }

            _session!.Committed(log);
            _done.TrySetResult(_result);
        }

        public override void Failed(Exception error) => _done.TrySetException(error);
    }
}
