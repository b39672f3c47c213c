using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

/// <summary>The engine of a single gateway: decisions are made in this process, one after another.</summary>
/// <param name="memory">What is known; engines that share one are like nodes that share one Redis.</param>
/// <param name="time">Now.</param>
public sealed class InProcessQueue(QueueMemory memory, TimeProvider time) : IQueueEngine
{
    /// <inheritdoc />
    public Task<bool> JoinAsync(QueuePlace place) => Ask(place.Organisation, (queue, _) => queue.Join(place));

    /// <inheritdoc />
    public Task<bool> ChangeAsync(QueuePlace place) => Ask(place.Organisation, (queue, now) => queue.Change(place, now));

    /// <inheritdoc />
    public Task<WithdrawnOffer?> RemoveAsync(string organisation, string conversationId) =>
        Ask(organisation, (queue, _) => queue.Remove(conversationId));

    /// <inheritdoc />
    public Task<TakeOutOutcome> TakeOutAsync(string organisation, string conversationId) => Ask(organisation, (queue, _) => queue.TakeOut(conversationId));

    /// <inheritdoc />
    public Task<TakeResult> TakeNextAsync(string organisation, string staffId, string operationId) =>
        Ask(organisation, (queue, now) => queue.Once(operationId, now, () => queue.TakeNext(staffId, now)));

    /// <inheritdoc />
    public Task<TakeResult> AnswerOfferAsync(string organisation, string offerId, string staffId, bool accept, string operationId) =>
        Ask(organisation, (queue, now) => queue.Once(operationId, now, () => queue.AnswerOffer(offerId, staffId, accept, now)));

    /// <inheritdoc />
    public Task ConfirmAsync(string organisation, string conversationId, string staffId, long fence) =>
        Ask(organisation, (queue, _) => queue.Confirm(conversationId, staffId, fence));

    /// <inheritdoc />
    public Task HoldAsync(QueuePlace place, string staffId, long fence) =>
        Ask(place.Organisation, (queue, _) => queue.Hold(place, staffId, fence));

    /// <inheritdoc />
    public Task GiveBackAsync(QueuePlace place, long fence) =>
        Ask(place.Organisation, (queue, now) => queue.GiveBack(place, fence, now));

    /// <inheritdoc />
    public Task<WithdrawnOffer?> SetAvailabilityAsync(string organisation, string staffId, bool available, int capacity, int traits = 0, long disasterFirstUntil = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 5);
        return Ask(organisation, (queue, now) => queue.SetAvailability(staffId, available, capacity, traits, disasterFirstUntil, now));
    }

    /// <inheritdoc />
    public Task HeartbeatAsync(string organisation, IReadOnlyCollection<string> staffIds) =>
        Ask(organisation, (queue, now) => queue.Heartbeat(staffIds, now));

    /// <inheritdoc />
    public Task LeaveAsync(string organisation, string staffId) => Ask(organisation, (queue, now) => queue.Leave(staffId, now));

    /// <inheritdoc />
    public Task<QueueTick> TickAsync(string organisation) => Ask(organisation, (queue, now) => queue.Tick(now));

    /// <inheritdoc />
    public Task<QueueSnapshot> SnapshotAsync(string organisation, int first = QueueSnapshot.Glance) =>
        Ask(organisation, (queue, now) => queue.Snapshot(first, now));

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, long>> PositionsAsync(string organisation, IReadOnlyList<string> conversationIds) =>
        Ask(organisation, (queue, _) => queue.Positions(conversationIds));

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<string, FoundPlace>> FindAsync(string organisation, IReadOnlyList<string> conversationIds) =>
        Ask(organisation, (queue, _) => queue.Find(conversationIds));

    /// <inheritdoc />
    public Task<(string? Next, IReadOnlyList<string> ConversationIds)> WalkAsync(string organisation, string? from) =>
        Ask(organisation, (queue, _) => queue.Walk());

    /// <inheritdoc />
    public async Task<bool> RebuildAsync(string organisation, IAsyncEnumerable<QueueFilling> pages)
    {
        if (memory.Knows(organisation)) return false;
        var all = await pages.ToListAsync();
        var now = time.NowMs();
        return memory.Begin(organisation, now, queue => queue.Fill([.. all.SelectMany(page => page.Waiting)], [.. all.SelectMany(page => page.Held)], now));
    }

    // A refusal belongs into the task, as with the engine that is reached over a network.
    private Task<T> Ask<T>(string organisation, Func<OrganisationQueue, long, T> decide)
    {
        try
        {
            return Task.FromResult(memory.Ask(organisation, queue => decide(queue, time.NowMs())));
        }
        catch (QueueEpochLostException lost)
        {
            return Task.FromException<T>(lost);
        }
    }
}
