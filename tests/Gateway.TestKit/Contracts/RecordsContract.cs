using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What every engine of the records promises. Each test has a database of its own.</summary>
public abstract partial class RecordsContract : IAsyncLifetime
{
    private readonly List<IRecords> _opened = [];

    /// <summary>The clock of the records.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>The nodes that share the database: two where the engine serves several processes.</summary>
    protected IReadOnlyList<IRecords> Nodes { get; private set; } = [];

    /// <summary>The first node.</summary>
    protected IRecords Records => Nodes[0];

    /// <summary>How many gateways may write at once.</summary>
    protected abstract int NodeCount { get; }

    /// <summary>Makes an empty database.</summary>
    protected abstract Task CreateAsync();

    /// <summary>Opens it once more, as another process would.</summary>
    protected abstract IRecords Open();

    /// <summary>What somebody runs who may change the schema and wants to change the audit trail.</summary>
    protected abstract string TakeAuditTriggersAway { get; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await CreateAsync();
        Nodes = [.. Enumerable.Range(0, NodeCount).Select(_ => Opened())];
        await Records.MigrateAsync();
        await Records.WriteAsync(session => session.ExecuteAsync("CREATE TABLE probe (id TEXT PRIMARY KEY, n BIGINT NOT NULL, bytes BLOB)".Replace("BLOB", Bytes, StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var records in _opened) await ((IAsyncDisposable)records).DisposeAsync();
    }

    /// <summary>The engine's word for a column of bytes.</summary>
    protected virtual string Bytes => "BLOB";

    /// <summary>Opens it once more; closed at the end of the test.</summary>
    protected IRecords Opened()
    {
        var records = Open();
        lock (_opened) _opened.Add(records);
        return records;
    }

    private static Task<int> AddAsync(RecordsSession session, string id, long n = 0) =>
        session.ExecuteAsync("INSERT INTO probe (id, n) VALUES (@id, @n)", new { id, n });

    private Task<IReadOnlyList<string>> IdsAsync() =>
        Nodes[^1].ReadAsync(session => session.QueryAsync<string>("SELECT id FROM probe ORDER BY id"));

    private static Task<T[]> AllAtOnceAsync<T>(int count, Func<int, Task<T>> work) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i))));
}
