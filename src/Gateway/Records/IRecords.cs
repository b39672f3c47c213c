namespace Gateway.Records;

/// <summary>The truth: what has been said and decided. Two engines stand behind it, SQLite and PostgreSQL, under one contract test.</summary>
public interface IRecords
{
    /// <summary>
    /// Whether each statement is a round trip to a server. Then whoever has several things to store at a moment stores them in one
    /// transaction; the embedded engine does that by itself.
    /// </summary>
    bool IsAcrossANetwork { get; }

    /// <summary>Runs <paramref name="work"/> in one transaction and returns when it is durable.</summary>
    /// <remarks>
    /// The work may be run again after a conflict, so it does nothing but SQL: no network call, no change of memory.
    /// What must follow a commit goes to <see cref="RecordsSession.AfterCommit"/>.
    /// </remarks>
    /// <exception cref="RecordsUnavailableException">The database cannot be reached or does not answer in time; nothing is known to be stored.</exception>
    Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default);

    /// <summary>Runs <paramref name="work"/> on a connection that only reads.</summary>
    /// <exception cref="RecordsUnavailableException">The database cannot be reached or does not answer in time.</exception>
    Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default);

    /// <summary>Brings the database to the newest schema; several processes may call it at once.</summary>
    /// <exception cref="InvalidOperationException">The database was made by a newer gateway, is set up unsafely, or a migration was changed afterwards.</exception>
    Task MigrateAsync(CancellationToken cancel = default);
}

/// <summary>Shorthand for work without a result.</summary>
public static class RecordsExtensions
{
    /// <summary>As <see cref="IRecords.WriteAsync{T}"/>, without a result.</summary>
    public static Task WriteAsync(this IRecords records, Func<RecordsSession, Task> work, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            await work(session);
            return true;
        }, cancel);
}

/// <summary>The database did not take part: nothing may be promised to anybody on its behalf.</summary>
public sealed class RecordsUnavailableException(string message, Exception inner) : Exception(message, inner);
