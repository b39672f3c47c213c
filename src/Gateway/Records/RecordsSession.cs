using System.Data.Common;
using Dapper;

namespace Gateway.Records;

/// <summary>One transaction (or one reading) on the records. SQL with <c>@names</c>, in the dialect that both engines share.</summary>
/// <remarks>Numbers are 64-bit, times are milliseconds (see <c>Utc</c>), texts of persons are sealed bytes.</remarks>
public sealed partial class RecordsSession(
    DbConnection connection, bool locksRows, CancellationToken cancel, bool transacts = false, TimeSpan? limit = null)
{
    private readonly List<Action> _afterCommit = [];

    /// <summary>Add it to a SELECT whose rows must not change until the commit. Empty on SQLite, where one writer is alone anyway.</summary>
    public string ForUpdate => locksRows ? " FOR UPDATE" : "";

    /// <summary>As <see cref="ForUpdate"/>, for a row that others refer to by its id: rows that name it may be added meanwhile.</summary>
    public string ForNoKeyUpdate => locksRows ? " FOR NO KEY UPDATE" : "";

    /// <summary>As <see cref="ForUpdate"/>, but passing over rows that somebody else holds.</summary>
    public string ForUpdateSkipLocked => locksRows ? " FOR UPDATE SKIP LOCKED" : "";

    /// <summary>A condition that is true for every value of the array parameter <paramref name="name"/>: PostgreSQL has arrays, SQLite a list.</summary>
    public string In(string name) => locksRows ? $"= ANY(@{name})" : $"IN @{name}";

    /// <summary>What to do once the transaction is durable. It must be quick: others wait behind it. If it fails, that is logged and changes nothing.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, object? values = null) => await connection.ExecuteAsync(await BegunAsync(sql, values));

    /// <summary>All rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? values = null) =>
        [.. await connection.QueryAsync<T>(await BegunAsync(sql, values))];

    /// <summary>All rows of a query, each in two parts; the second begins at the column <paramref name="second"/>.</summary>
    public async Task<IReadOnlyList<(TFirst First, TSecond Second)>> QueryPairsAsync<TFirst, TSecond>(string sql, string second, object? values = null) =>
        [.. await connection.QueryAsync<TFirst, TSecond, (TFirst, TSecond)>(await BegunAsync(sql, values), (one, two) => (one, two), second)];

    /// <summary>
    /// The last query of a transaction: across a network the commit travels with it, which saves a round trip while rows are locked. As the
    /// only one it is a transaction by itself. Nothing may follow it on this session.
    /// </summary>
    public async Task<IReadOnlyList<T>> QueryAndCommitAsync<T>(string sql, object? values = null)
    {
        if (!transacts) return await QueryAsync<T>(sql, values);
        IReadOnlyList<T> rows = [.. await connection.QueryAsync<T>(Command(Transaction is null ? sql : sql + "; COMMIT", values))];
        IsCommitted = true;
        return rows;
    }

    /// <summary>The one row of a query, or nothing.</summary>
    public async Task<T?> FindAsync<T>(string sql, object? values = null) =>
        await connection.QuerySingleOrDefaultAsync<T>(await BegunAsync(sql, values));

    /// <summary>Whether the query has any row.</summary>
    public async Task<bool> AnyAsync(string sql, object? values = null) =>
        await connection.ExecuteScalarAsync(await BegunAsync(sql, values)) is not null;

    /// <summary>The commit has been asked for with the last query, and was answered.</summary>
    internal bool IsCommitted { get; private set; }

    /// <summary>Begun by the first statement that is not the last one as well; nothing before, and where the caller keeps the transaction.</summary>
    internal DbTransaction? Transaction { get; private set; }

    internal void Committed(ILogger log)
    {
        foreach (var action in _afterCommit)
        {
            try
            {
                action();
            }
            catch (Exception error)
            {
                // It is committed, and its caller must be told so. On SQLite the one writer would end here, for everybody.
                LogFailedAfterCommit(log, error);
            }
        }
    }

    private async ValueTask<CommandDefinition> BegunAsync(string sql, object? values)
    {
        if (transacts) Transaction ??= await connection.BeginTransactionAsync(cancel);
        return Command(sql, values);
    }

    private CommandDefinition Command(string sql, object? values) =>
        new(sql, values, Transaction, limit is { } time ? (int)time.TotalSeconds : null, cancellationToken: cancel);

    [LoggerMessage(1102, LogLevel.Error, "What should follow a commit failed; the commit stands")]
    private static partial void LogFailedAfterCommit(ILogger log, Exception error);
}
