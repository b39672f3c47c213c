using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Redis;
using static Gateway.WaitingQueue.Redis.QueueLibrary;

namespace Gateway.WaitingQueue.Redis;

/// <summary>The engine of several gateways: every decision is one step of a Lua function in Redis, so that no two nodes can disagree.</summary>
/// <remarks>
/// What Redis holds for an organisation, all under the hash tag <c>{q:organisation}:</c> and the number of this layout. Ids, labels, channel names, grades, the codes of wishes and until when somebody is of a disaster only;
/// never a word of a conversation. Ids contain no space. What each operation costs stands above it in <c>Scripts/</c>; why it is laid
/// out like this, in <c>docs/decisions/0013-queue-on-redis.md</c>.
/// <list type="bullet">
/// <item><c>meta</c> hash: <c>server</c> (the replication id of the Redis that was filled: a wiped, restarted or failed-over one
/// is noticed, because it is missing or another), <c>epoch</c> (a new id for each rebuild), <c>fence</c> (the last given out),
/// <c>changed</c> (since the last tick), <c>done_since</c> (when <c>done</c> was begun).</item>
/// <item><c>places</c> hash, everybody in the queue: conversation → <c>w</c> and the <see cref="PackedPlace"/> of who waits, or
/// <c>o|c|h staff offerId|fence ends</c> and the place of who is offered, claimed or held.</item>
/// <item><c>waiting</c> sorted set: conversation by <see cref="NextInQueue.Order"/>; only those with a <c>w</c>.</item>
/// <item><c>staff</c> hash: staff → four digits (listed, counted as present, available, capacity), when last asked, present until, which wishes they meet, until when they take people of a disaster first, and
/// the conversations in their hands; a <c>*</c> before the one that rings. Whoever has gone and still holds somebody is kept unlisted.</item>
/// <item><c>free</c> sorted set: who may be asked, in the order of <see cref="NextInQueue.Counsellors"/>.</item>
/// <item><c>due</c> sorted set by time in ms, every timer there is: <c>offered c</c>, <c>claimed c</c> (end), <c>held c</c> (name the
/// vanished), <c>present s</c> (look whether still present), <c>forget s</c> (availability), <c>cool s c</c> (until).</item>
/// <item><c>withdrawn</c> list: <c>offerId staff reason</c> that the next tick will tell.</item>
/// <item><c>done</c>, <c>done-before</c> hashes, expire: operation → until when, and the answer it was given. The older one goes when the younger is
/// ten minutes old or holds 100,000.</item>
/// <item><c>filling</c> string, expires: who is filling the queue; <c>new-places</c>, <c>new-waiting</c>, expire: how far they are.</item>
/// </list>
/// Time is always the caller's (milliseconds); nodes need clocks within about a second of each other.
/// </remarks>
public sealed class RedisQueue(RedisLink link, TimeProvider time, QueueSettings settings, Ids ids) : IQueueEngine
{
    private const long NameAgainMs = 10_000;
    private const int StaffAtOnce = 500;
    private const int WalkAtOnce = 1000;

    private readonly QueueCalls _calls = new(link, time, settings);
    private readonly ConcurrentDictionary<string, string> _unheardTicks = new();

    /// <inheritdoc />
    public async Task<bool> JoinAsync(QueuePlace place)
    {
        var answer = await _calls.AskAsync(place.Organisation, "Join", place.ConversationId, PackedPlace.Pack(place));
        if (answer == "joined") return true;
        // The grade may rise once more before this one arrives; a higher one is not lowered.
        while (answer.StartsWith("known ", StringComparison.Ordinal) && PackedPlace.GradeOf(answer[^1]) is var has && NextInQueue.IsHigher(place.Grade, has))
        {
            answer = await _calls.AskAsync(place.Organisation, "Change", place.ConversationId, Text((int)has), PackedPlace.Pack(place));
        }

        return false;
    }

    /// <inheritdoc />
    public async Task<bool> ChangeAsync(QueuePlace place) =>
        await _calls.AskAsync(place.Organisation, "Change", place.ConversationId, "-", PackedPlace.Pack(place)) == "changed";

    /// <inheritdoc />
    public async Task<WithdrawnOffer?> RemoveAsync(string organisation, string conversationId) =>
        QueueAnswers.Withdrawn(await _calls.AskAsync(organisation, "Remove", conversationId), "left");

    /// <inheritdoc />
    public async Task<TakeOutOutcome> TakeOutAsync(string organisation, string conversationId) =>
        await _calls.AskAsync(organisation, "TakeOut", conversationId) switch
        {
            "taken" => TakeOutOutcome.TakenOut,
            "unknown" => TakeOutOutcome.NotThere,
            _ => TakeOutOutcome.InHands,
        };

    /// <inheritdoc />
    public async Task<TakeResult> TakeNextAsync(string organisation, string staffId, string operationId) =>
        QueueAnswers.Take(organisation, await _calls.AskAsync(organisation, "TakeNext", staffId, operationId));

    /// <inheritdoc />
    public async Task<TakeResult> AnswerOfferAsync(string organisation, string offerId, string staffId, bool accept, string operationId) =>
        QueueAnswers.Take(organisation, await _calls.AskAsync(organisation, "AnswerOffer", staffId, operationId, offerId, Text(accept)));

    /// <inheritdoc />
    public Task ConfirmAsync(string organisation, string conversationId, string staffId, long fence) =>
        _calls.AskAsync(organisation, "Confirm", conversationId, staffId, Text(fence));

    /// <inheritdoc />
    public Task HoldAsync(QueuePlace place, string staffId, long fence) =>
        _calls.AskAsync(place.Organisation, "Hold", place.ConversationId, staffId, PackedPlace.Pack(place), Text(fence));

    /// <inheritdoc />
    public Task GiveBackAsync(QueuePlace place, long fence) =>
        _calls.AskAsync(place.Organisation, "GiveBack", place.ConversationId, PackedPlace.Pack(place), Text(fence));

    /// <inheritdoc />
    public async Task<WithdrawnOffer?> SetAvailabilityAsync(string organisation, string staffId, bool available, int capacity, int traits = 0, long disasterFirstUntil = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 5);
        return QueueAnswers.Withdrawn(await _calls.AskAsync(organisation, "SetAvailability", staffId, Text(available), Text(capacity), Text(traits), Text(disasterFirstUntil)), "declined");
    }

    /// <inheritdoc />
    public async Task HeartbeatAsync(string organisation, IReadOnlyCollection<string> staffIds)
    {
        foreach (var some in staffIds.Chunk(StaffAtOnce)) await _calls.AskAloneAsync(organisation, "Heartbeat", some);
    }

    /// <inheritdoc />
    public Task LeaveAsync(string organisation, string staffId) => _calls.AskAsync(organisation, "Leave", staffId);

    /// <inheritdoc />
    public async Task<QueueTick> TickAsync(string organisation)
    {
        if (!_unheardTicks.TryRemove(organisation, out var id)) id = ids.New();
        try
        {
            return QueueAnswers.Tick(
                organisation, await _calls.AskAloneAsync(organisation, "Tick", id, Text(QueueSettings.AvailabilityKept.Ms()), Text(NameAgainMs)));
        }
        catch (QueueUnavailableException)
        {
            // It may have run unheard, and made offers: the next tick asks for the same answer again.
            _unheardTicks[organisation] = id;
            throw;
        }
    }

    /// <inheritdoc />
    public async Task<QueueSnapshot> SnapshotAsync(string organisation, int first = QueueSnapshot.Glance) =>
        QueueAnswers.Snapshot(organisation, await _calls.AskAloneAsync(organisation, "Snapshot", Text(first)), first);

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, long>> PositionsAsync(string organisation, IReadOnlyList<string> conversationIds) =>
        QueueAnswers.Positions(conversationIds, await _calls.AskAloneAsync(organisation, "Positions", [.. conversationIds]));

    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, FoundPlace>> FindAsync(string organisation, IReadOnlyList<string> conversationIds) =>
        QueueAnswers.Found(organisation, conversationIds, await _calls.AskAloneAsync(organisation, "Find", [.. conversationIds]));

    /// <inheritdoc />
    public async Task<(string? Next, IReadOnlyList<string> ConversationIds)> WalkAsync(string organisation, string? from)
    {
        var lines = (await _calls.AskAloneAsync(organisation, "Walk", from ?? "0", Text(WalkAtOnce))).Split('\n');
        return (lines[0] == "0" ? null : lines[0], lines[1..]);
    }

    /// <inheritdoc />
    public Task<bool> RebuildAsync(string organisation, IAsyncEnumerable<QueueFilling> pages) =>
        new FillQueue(_calls, organisation, ids.New()).FromAsync(pages);
}
