namespace Gateway.Records.Backup;

/// <summary>Reads the records as they are at one moment, however long it takes, while the gateway writes on.</summary>
public sealed class OneMoment(RecordsSettings settings)
{
    /// <summary>Runs <paramref name="work"/>; everything that it reads is of the same moment.</summary>
    /// <exception cref="BackupRefusedException">There are no records.</exception>
    public async Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
    {
        await using var connection = await DatabaseCopy.Of(settings).OpenMomentAsync(cancel);
        return await work(new RecordsSession(connection, locksRows: settings.Engine == "Postgres", cancel));
    }
}
