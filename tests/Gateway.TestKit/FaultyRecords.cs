using Gateway.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.TestKit;

/// <summary>What happens to calls to the records from now on.</summary>
public enum RecordsFault
{
    /// <summary>They answer.</summary>
    None,

    /// <summary>They refuse at once, as when the server has been shut down.</summary>
    Refuse,

    /// <summary>They answer reads and refuse every write, as when the primary has become a standby.</summary>
    ReadOnly,

    /// <summary>They say nothing until they are healed, and then fail, as when the server was stopped.</summary>
    Hang,

    /// <summary>A write is committed, and nothing is heard of it: the outcome that nobody knows.</summary>
    CommitAndHang,
}

/// <summary>Real records that can be taken away.</summary>
public sealed class FaultyRecords(IRecords inner) : IRecords
{
    private TaskCompletionSource _healed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hanging;

    /// <summary>What happens from now on.</summary>
    public RecordsFault Fault { get; private set; }

    /// <summary>How many calls hang at this moment.</summary>
    public int Hanging => Volatile.Read(ref _hanging);

    /// <summary>From now on this happens.</summary>
    public void Break(RecordsFault fault) => Fault = fault;

    /// <summary>From now on they answer; what hangs fails.</summary>
    public void Heal()
    {
        Fault = RecordsFault.None;
        Interlocked.Exchange(ref _healed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <inheritdoc/>
    public bool IsAcrossANetwork => inner.IsAcrossANetwork;

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
    {
        if (Fault == RecordsFault.CommitAndHang) await inner.WriteAsync(work, cancel);
        await FailAsync();
        return await inner.WriteAsync(work, cancel);
    }

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
    {
        if (Fault != RecordsFault.ReadOnly) await FailAsync();
        return await inner.ReadAsync(work, cancel);
    }

    /// <inheritdoc/>
    public async Task MigrateAsync(CancellationToken cancel = default)
    {
        await FailAsync();
        await inner.MigrateAsync(cancel);
    }

    // A command under way does not look at its caller's token: it ends when its server speaks or is gone.
    private async Task FailAsync()
    {
        if (Fault == RecordsFault.None) return;
        if (Fault is RecordsFault.Hang or RecordsFault.CommitAndHang)
        {
            var healed = Volatile.Read(ref _healed);
            Interlocked.Increment(ref _hanging);
            await healed.Task;
            Interlocked.Decrement(ref _hanging);
        }

        throw new RecordsUnavailableException("The test has taken the records away.", new TimeoutException());
    }
}

/// <summary>Puts <see cref="FaultyRecords"/> before the engine.</summary>
public static class FaultyRecordsSetup
{
    /// <summary>Call it where services are replaced.</summary>
    public static void MakeRecordsFaulty(this IServiceCollection services)
    {
        var engine = services.Last(service => service.ServiceType == typeof(IRecords));
        services.Remove(engine);
        services.AddSingleton(provider => new FaultyRecords((IRecords)engine.ImplementationFactory!(provider)));
        services.AddSingleton<IRecords>(provider => provider.GetRequiredService<FaultyRecords>());
    }
}
