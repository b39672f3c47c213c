using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.TestKit.Nights;

/// <summary>A queue engine behind a bad line: it can be away, lose a call before it is carried out, or lose the answer to one that was.</summary>
/// <param name="make">Makes the engine, and a new one without memory when the memory is lost.</param>
public sealed class UnreliableQueue(Func<IQueueEngine> make) : IQueueEngine
{
    private int _lostCalls;
    private int _lostAnswers;
    private volatile bool _away;
    private TaskCompletionSource? _held;

    /// <summary>Puts a bad line before the engine that a gateway has chosen.</summary>
    public static void PutBefore(IServiceCollection services)
    {
        var engine = services.Single(service => service.ServiceType == typeof(IQueueEngine)).ImplementationType!;
        services.AddSingleton<UnreliableQueue>(provider => new UnreliableQueue(() => (IQueueEngine)(engine == typeof(InProcessQueue)
            ? ActivatorUtilities.CreateInstance(provider, engine, ActivatorUtilities.CreateInstance<QueueMemory>(provider))
            : ActivatorUtilities.CreateInstance(provider, engine))));
        services.AddSingleton<IQueueEngine>(provider => provider.GetRequiredService<UnreliableQueue>());
    }

    /// <summary>The engine itself, for a look past the bad line.</summary>
    public IQueueEngine Engine { get; private set; } = make();

    /// <summary>Whether nothing gets through.</summary>
    public bool Away
    {
        get => _away;
        set => _away = value;
    }

    /// <summary>The next call is not carried out, and its caller learns nothing.</summary>
    public void LoseCall() => Interlocked.Increment(ref _lostCalls);

    /// <summary>The next call is carried out, and its caller learns nothing.</summary>
    public void LoseAnswer() => Interlocked.Increment(ref _lostAnswers);

    /// <summary>The next call is carried out at once, and its answer arrives when the caller of this lets it.</summary>
    public TaskCompletionSource HoldAnswer() => _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Loses what it knows, where it lies in the process.</summary>
    public void Forget() => Engine = make();

    /// <inheritdoc/>
    public Task<bool> JoinAsync(QueuePlace place) => AskAsync(engine => engine.JoinAsync(place));

    /// <inheritdoc/>
    public Task<bool> ChangeAsync(QueuePlace place) => AskAsync(engine => engine.ChangeAsync(place));

    /// <inheritdoc/>
    public Task<TakeOutOutcome> TakeOutAsync(string organisation, string conversationId) => AskAsync(engine => engine.TakeOutAsync(organisation, conversationId));

    /// <inheritdoc/>
    public Task<WithdrawnOffer?> RemoveAsync(string organisation, string conversationId) =>
        AskAsync(engine => engine.RemoveAsync(organisation, conversationId));

    /// <inheritdoc/>
    public Task<TakeResult> TakeNextAsync(string organisation, string staffId, string operationId) =>
        AskAsync(engine => engine.TakeNextAsync(organisation, staffId, operationId));

    /// <inheritdoc/>
    public Task<TakeResult> AnswerOfferAsync(string organisation, string offerId, string staffId, bool accept, string operationId) =>
        AskAsync(engine => engine.AnswerOfferAsync(organisation, offerId, staffId, accept, operationId));

    /// <inheritdoc/>
    public Task ConfirmAsync(string organisation, string conversationId, string staffId, long fence) =>
        TellAsync(engine => engine.ConfirmAsync(organisation, conversationId, staffId, fence));

    /// <inheritdoc/>
    public Task HoldAsync(QueuePlace place, string staffId, long fence) => TellAsync(engine => engine.HoldAsync(place, staffId, fence));

    /// <inheritdoc/>
    public Task GiveBackAsync(QueuePlace place, long fence) => TellAsync(engine => engine.GiveBackAsync(place, fence));

    /// <inheritdoc/>
    public Task<WithdrawnOffer?> SetAvailabilityAsync(string organisation, string staffId, bool available, int capacity, int traits = 0, long disasterFirstUntil = 0) =>
        AskAsync(engine => engine.SetAvailabilityAsync(organisation, staffId, available, capacity, traits, disasterFirstUntil));

    /// <inheritdoc/>
    public Task HeartbeatAsync(string organisation, IReadOnlyCollection<string> staffIds) =>
        TellAsync(engine => engine.HeartbeatAsync(organisation, staffIds));

    /// <inheritdoc/>
    public Task LeaveAsync(string organisation, string staffId) => TellAsync(engine => engine.LeaveAsync(organisation, staffId));

    /// <inheritdoc/>
    public Task<QueueTick> TickAsync(string organisation) => AskAsync(engine => engine.TickAsync(organisation));

    /// <inheritdoc/>
    public Task<QueueSnapshot> SnapshotAsync(string organisation, int first = QueueSnapshot.Glance) =>
        AskAsync(engine => engine.SnapshotAsync(organisation, first));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> PositionsAsync(string organisation, IReadOnlyList<string> conversationIds) =>
        AskAsync(engine => engine.PositionsAsync(organisation, conversationIds));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, FoundPlace>> FindAsync(string organisation, IReadOnlyList<string> conversationIds) =>
        AskAsync(engine => engine.FindAsync(organisation, conversationIds));

    /// <inheritdoc/>
    public Task<(string? Next, IReadOnlyList<string> ConversationIds)> WalkAsync(string organisation, string? from) =>
        AskAsync(engine => engine.WalkAsync(organisation, from));

    /// <inheritdoc/>
    public Task<bool> RebuildAsync(string organisation, IAsyncEnumerable<QueueFilling> pages) =>
        AskAsync(engine => engine.RebuildAsync(organisation, pages));

    private Task<bool> TellAsync(Func<IQueueEngine, Task> tell) => AskAsync(async engine =>
    {
        await tell(engine);
        return true;
    });

    private async Task<T> AskAsync<T>(Func<IQueueEngine, Task<T>> ask)
    {
        if (_away || Uses(ref _lostCalls)) throw Unavailable();
        var held = Interlocked.Exchange(ref _held, null);
        var answer = await ask(Engine);
        if (held is not null) await held.Task;
        return Uses(ref _lostAnswers) ? throw Unavailable() : answer;
    }

    private static bool Uses(ref int left)
    {
        for (var now = Volatile.Read(ref left); now > 0; now = Volatile.Read(ref left))
        {
            if (Interlocked.CompareExchange(ref left, now - 1, now) == now) return true;
        }

        return false;
    }

    private static QueueUnavailableException Unavailable() => new(new TimeoutException("lost on the way"));
}
