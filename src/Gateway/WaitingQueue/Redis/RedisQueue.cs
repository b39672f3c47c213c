using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Redis;
using StackExchange.Redis;
using static Gateway.WaitingQueue.Redis.QueueScripts;

namespace Gateway.WaitingQueue.Redis;

/// <summary>The engine of several gateways: every decision is one Lua script in Redis, so that no two nodes can disagree.</summary>
/// <remarks>
/// What Redis holds for an organisation, all under the hash tag <c>{q:organisation}:</c> and without an expiry of its own
/// except <c>op:</c>. Ids, labels, channel names and grades only; never a word of a conversation. Ids contain no space.
/// <list type="bullet">
/// <item><c>meta</c> hash: <c>server</c> (the replication id of the Redis that was filled: a wiped, restarted or failed-over one
/// is noticed, because it is missing or another), <c>epoch</c> (a new id for each rebuild), <c>fence</c> (the last given out),
/// <c>changed</c> (since the last tick).</item>
/// <item><c>places</c> hash: conversation → <see cref="PackedPlace"/>, for everybody in the queue in any state.</item>
/// <item><c>waiting</c> sorted set: conversation by <see cref="NextInQueue.Order"/>; only who is neither asked about nor taken.</item>
/// <item><c>has</c> hash: conversation → <c>offered|claimed|held staff offerId|fence ends</c>. In <c>waiting</c> or in here, never both.</item>
/// <item><c>hands</c> sorted set, all scores 0: <c>staff conversation</c>, so that a range of one staff id is what they have.</item>
/// <item><c>offers</c> hash: offer id → conversation, for those that ring.</item>
/// <item><c>staff</c> hash: staff → <c>available capacity lastAskedAt</c>.</item>
/// <item><c>due</c> sorted set by time in ms, every timer there is: <c>offered c</c>, <c>claimed c</c> (end), <c>held c</c> (name the
/// vanished), <c>present s</c> (until), <c>forget s</c> (availability), <c>cool s c</c> (until).</item>
/// <item><c>withdrawn</c> list: <c>offerId staff reason</c> that the next tick will tell.</item>
/// <item><c>op:id</c> string, expires: the answer to an operation, with the epoch in which it was given.</item>
/// </list>
/// Time is always the caller's (milliseconds); nodes need clocks within about a second of each other. A tick costs a range of
/// <c>due</c>, and looks at staff only while somebody waits.
/// </remarks>
public sealed class RedisQueue(RedisLink link, TimeProvider time, QueueSettings settings, Ids ids) : IQueueEngine
{
    private const long NameAgainMs = 10_000;

    private readonly QueueScripts _scripts = new(link, time);
    private readonly ConcurrentDictionary<string, string> _unheardTicks = new();

    /// <inheritdoc />
    public async Task<bool> JoinAsync(QueuePlace place)
    {
        var answer = await _scripts.RunAsync(
            QueueScripts.Join, place.Organisation, place.ConversationId, PackedPlace.Pack(place), PackedPlace.Lower(place.Grade));
        return (string)answer[0] == "joined";
    }

    /// <inheritdoc />
    public async Task<WithdrawnOffer?> RemoveAsync(string organisation, string conversationId) =>
        QueueAnswers.Withdrawn(await _scripts.RunAsync(QueueScripts.Remove, organisation, conversationId), "left");

    /// <inheritdoc />
    public async Task<TakeResult> TakeNextAsync(string organisation, string staffId, string operationId)
    {
        RedisValue[] values =
            [staffId, Seconds(settings.PresenceSeconds), Seconds(settings.ClaimSeconds), Span(QueueSettings.OperationsKept)];
        return QueueAnswers.Take(organisation, await _scripts.RunAsync(QueueScripts.TakeNext, organisation, operationId, values));
    }

    /// <inheritdoc />
    public async Task<TakeResult> AnswerOfferAsync(string organisation, string offerId, string staffId, bool accept, string operationId)
    {
        RedisValue[] values =
        [
            offerId, staffId, Text(accept), Seconds(settings.PresenceSeconds), Seconds(settings.ClaimSeconds),
            Seconds(settings.CoolDownSeconds), Span(QueueSettings.OperationsKept),
        ];
        return QueueAnswers.Take(organisation, await _scripts.RunAsync(QueueScripts.AnswerOffer, organisation, operationId, values));
    }

    /// <inheritdoc />
    public Task ConfirmAsync(string organisation, string conversationId, string staffId, long fence) =>
        _scripts.RunAsync(QueueScripts.Confirm, organisation, conversationId, staffId, Text(fence));

    /// <inheritdoc />
    public Task HoldAsync(QueuePlace place, string staffId, long fence) =>
        _scripts.RunAsync(QueueScripts.Hold, place.Organisation, place.ConversationId, PackedPlace.Pack(place), staffId, Text(fence));

    /// <inheritdoc />
    public Task GiveBackAsync(QueuePlace place, long fence) =>
        _scripts.RunAsync(
            QueueScripts.GiveBack, place.Organisation, place.ConversationId, PackedPlace.Pack(place), Text(fence),
            Seconds(settings.CoolDownSeconds));

    /// <inheritdoc />
    public async Task<WithdrawnOffer?> SetAvailabilityAsync(string organisation, string staffId, bool available, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 5);
        var answer = await _scripts.RunAsync(
            QueueScripts.SetAvailability, organisation, staffId, Seconds(settings.PresenceSeconds), Text(available), Text(capacity));
        return QueueAnswers.Withdrawn(answer, "declined");
    }

    /// <inheritdoc />
    public Task HeartbeatAsync(string organisation, IReadOnlyCollection<string> staffIds) =>
        _scripts.RunAsync(QueueScripts.Heartbeat, organisation, [Seconds(settings.PresenceSeconds), .. staffIds.Select(id => (RedisValue)id)]);

    /// <inheritdoc />
    public Task LeaveAsync(string organisation, string staffId) => _scripts.RunAsync(QueueScripts.Leave, organisation, staffId);

    /// <inheritdoc />
    public async Task<QueueTick> TickAsync(string organisation)
    {
        if (!_unheardTicks.TryRemove(organisation, out var id)) id = ids.New();
        RedisValue[] values =
        [
            id, Seconds(settings.OfferSeconds), Seconds(settings.CoolDownSeconds), Span(QueueSettings.AvailabilityKept), Text(NameAgainMs),
        ];
        try
        {
            return QueueAnswers.Tick(organisation, await _scripts.RunAsync(QueueScripts.Tick, organisation, id, values));
        }
        catch (QueueUnavailableException)
        {
            // It may have run unheard, and made offers: the next tick asks for the same answer again.
            _unheardTicks[organisation] = id;
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<QueueSnapshot> SnapshotAsync(string organisation) =>
        QueueAnswers.Snapshot(organisation, await _scripts.RunAsync(QueueScripts.Snapshot, organisation));

    /// <inheritdoc />
    public async Task<bool> RebuildAsync(string organisation, IReadOnlyCollection<QueuePlace> waiting, IReadOnlyCollection<HeldPlace> held)
    {
        RedisValue[] values =
        [
            ids.New(), Seconds(settings.PresenceSeconds), Text(waiting.Count),
            .. waiting.SelectMany(p => new RedisValue[] { p.ConversationId, PackedPlace.Pack(p) }),
            .. held.SelectMany(h => new RedisValue[] { h.Place.ConversationId, PackedPlace.Pack(h.Place), h.StaffId, Text(h.Fence) }),
        ];
        return (string)(await _scripts.RunAsync(QueueScripts.Rebuild, organisation, values))[0] == "rebuilt";
    }
}
