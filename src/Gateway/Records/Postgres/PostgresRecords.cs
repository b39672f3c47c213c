using Npgsql;

namespace Gateway.Records.Postgres;

/// <summary>The records in PostgreSQL: one transaction each, row locks, repeated after a conflict.</summary>
public sealed class PostgresRecords : IRecords, IAsyncDisposable
{
    private const int Attempts = 4;
    private const long MigrationLock = 0x6761746577617931;

    // Without any one of them a commit that was answered can be gone after a power cut.
    private static readonly string[] Durability = ["fsync", "full_page_writes", "synchronous_commit"];

    // Others wait for the lock while one builds an index over everything; nobody is being answered yet.
    private static readonly TimeSpan MigrationLimit = TimeSpan.FromMinutes(30);

    // Far above what is under way when all is well (the pool has 100 connections by default).
    private const int MostInside = 2000;

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger<PostgresRecords> _log;
    private int _inside;

    /// <summary>Prepares the pool; the server is first asked by <see cref="MigrateAsync"/>.</summary>
    public PostgresRecords(RecordsSettings settings, TimeProvider time, ILogger<PostgresRecords> log)
    {
        _time = time;
        _log = log;
        var connection = new NpgsqlConnectionStringBuilder(settings.Postgres.Connection)
        {
            CommandTimeout = Math.Max(1, (settings.TimeoutMs + 999) / 1000),
            Timeout = Math.Max(1, (settings.TimeoutMs + 999) / 1000),
            // Nothing here is ever set for a session, so there is nothing to set back at each return to the pool.
            NoResetOnClose = true,
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // A server that says nothing does not hear a request to cancel either: a call that is too late ends with its connection.
            CancellationTimeout = -1,
            // What a person wrote may stand in a parameter; it must never reach an exception's text.
            IncludeErrorDetail = false,
            LogParameters = false,
        };
        if (settings.Postgres.PasswordFile is { Length: > 0 } file) connection.Password = File.ReadAllText(file).Trim();
        _source = NpgsqlDataSource.Create(connection);
    }

    /// <inheritdoc />
    public bool IsAcrossANetwork => true;

    /// <inheritdoc />
    public Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default) => WriteAsync(work, null, cancel);

    private async Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, TimeSpan? limit, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, limit, cancel);
            }
            catch (PostgresException error) when (IsConflict(error) && attempt < Attempts)
            {
                // Two transactions met; the one that lost runs again from its beginning.
                RecordsFigures.Retries.Add(1);
            }
            catch (Exception error) when (IsAway(error))
            {
                throw Away(error);
            }
        }
    }

    /// <inheritdoc />
    public async Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
    {
        ComeIn();
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancel);
            return await work(new RecordsSession(connection, locksRows: true, cancel));
        }
        catch (Exception error) when (IsAway(error))
        {
            throw Away(error);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <inheritdoc />
    public Task MigrateAsync(CancellationToken cancel = default) => WriteAsync(async session =>
    {
        foreach (var setting in Durability)
        {
            if (await session.FindAsync<string>($"SHOW {setting}") == "off")
                throw new InvalidOperationException($"PostgreSQL runs with {setting}=off: a power cut would lose words. Switch it on.");
        }

        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(@Key)", new { Key = MigrationLock });
        await Migrations.ApplyAsync(session, "postgres", _time.GetUtcNow().ToUnixTimeMilliseconds());
        return true;
    }, MigrationLimit, cancel);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task<T> WriteOnceAsync<T>(Func<RecordsSession, Task<T>> work, TimeSpan? limit, CancellationToken cancel)
    {
        ComeIn();
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancel);
            var session = new RecordsSession(connection, locksRows: true, cancel, transacts: true, limit);
            try
            {
                var result = await work(session);
                // Once asked, a commit is waited for: a cancelled one would have an unknown outcome for no reason.
                if (!session.IsCommitted && session.Transaction is { } open) await open.CommitAsync(CancellationToken.None);
                session.Committed(_log);
                return result;
            }
            finally
            {
                if (session.Transaction is { } begun) await begun.DisposeAsync();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    private static bool IsConflict(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation;

    // While the server is silent, whoever comes waits for nothing: a bounded number of them.
    private void ComeIn()
    {
        if (Interlocked.Increment(ref _inside) <= MostInside) return;
        Interlocked.Decrement(ref _inside);
        throw new RecordsUnavailableException("Too many wait for PostgreSQL.", new TimeoutException());
    }

    private RecordsUnavailableException Away(Exception error)
    {
        // What was the primary has become a standby: its connections go, and the next ones find the new primary.
        if (error is PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction }) _source.Clear();
        return new RecordsUnavailableException("PostgreSQL does not answer.", error);
    }

    private static bool IsAway(Exception error) =>
        error is NpgsqlException and not PostgresException
        || error is PostgresException
        {
            SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.OutOfMemory or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.IoError,
        };
}
