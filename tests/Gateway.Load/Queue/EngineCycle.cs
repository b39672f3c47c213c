using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;

namespace Gateway.Load.Queue;

/// <summary>
/// The product's own engine, whole: a counsellor takes the next person under an operation id, and that person joins again as the last one
/// (given back with a new arrival), so that there are as many operations as the floor has. With <c>visits</c> the person leaves
/// instead, and somebody new joins: three operations. Every claimer has counsellors of their own, all available and present, who take by turns.
/// </summary>
internal sealed class EngineCycle : ICycle
{
    private readonly IReadOnlyList<IQueueEngine> _nodes;
    private readonly string _organisation;
    private readonly int _staffEach;
    private readonly ConcurrentDictionary<string, int>? _taken;
    private readonly Ids _ids = new(TimeProvider.System);
    private readonly IAsyncDisposable _store;
    private readonly bool _visits;
    private readonly int[] _turns;
    private long _arrived;
    private int _twice;

    private EngineCycle(IReadOnlyList<IQueueEngine> nodes, string organisation, int claimers, int staffEach, bool visits, bool witness, IAsyncDisposable store)
    {
        (_nodes, _organisation, _staffEach, _visits, _store) = (nodes, organisation, staffEach, visits, store);
        _turns = new int[claimers];
        _taken = witness ? new ConcurrentDictionary<string, int>() : null;
    }

    /// <summary>How often somebody was claimed who had been claimed before. Counted only with a witness; is to be 0.</summary>
    public int Twice => _twice;

    /// <summary>Fills the queue of <paramref name="organisation"/> and lets every counsellor say that they are available.</summary>
    /// <param name="nodes">Engines over one store; the claimers are spread over them.</param>
    /// <param name="organisation">Whose queue; it must not be known yet.</param>
    /// <param name="waiting">How many wait.</param>
    /// <param name="claimers">How many claim at once.</param>
    /// <param name="staff">Counsellors in all, at least one for each claimer.</param>
    /// <param name="visits">Whether whoever was claimed leaves and somebody new joins.</param>
    /// <param name="witness">Whether every claim is remembered, to find one that was given twice.</param>
    /// <param name="store">What is given back at the end.</param>
    public static async Task<EngineCycle> OpenAsync(
        IReadOnlyList<IQueueEngine> nodes, string organisation, int waiting, int claimers, int staff, bool visits, bool witness, IAsyncDisposable store)
    {
        var cycle = new EngineCycle(nodes, organisation, claimers, Math.Max(1, staff / claimers), visits, witness, store);
        cycle._arrived = TimeProvider.System.NowMs();
        var places = Enumerable.Range(0, waiting).Select(_ => cycle.Newcomer()).ToList();
        if (!await nodes[0].RebuildAsync(organisation, places, []))
            throw new InvalidOperationException("The queue was filled by somebody else.");
        foreach (var some in Enumerable.Range(0, claimers * cycle._staffEach).Chunk(64))
            await Task.WhenAll(some.Select(one => nodes[0].SetAvailabilityAsync(organisation, StaffId(one), true, 5)));
        return cycle;
    }

    /// <inheritdoc/>
    public async Task<bool> TurnAsync(int claimer)
    {
        var engine = _nodes[claimer % _nodes.Count];
        var staff = StaffId((claimer * _staffEach) + (_turns[claimer]++ % _staffEach));
        var taken = await engine.TakeNextAsync(_organisation, staff, _ids.New());
        if (taken.Claim is not { } claim)
            return false;
        if (_taken is not null && !_taken.TryAdd(claim.Place.ConversationId, claimer))
            Interlocked.Increment(ref _twice);
        if (!_visits)
        {
            await engine.GiveBackAsync(claim.Place with { ArrivedAt = Interlocked.Increment(ref _arrived) }, claim.Fence);
            return true;
        }

        await Task.WhenAll(engine.RemoveAsync(_organisation, claim.Place.ConversationId), engine.JoinAsync(Newcomer()));
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    /// <summary>The id of a counsellor, as long as a real one.</summary>
    public static string StaffId(int number) => string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{number:d12}");

    private QueuePlace Newcomer()
    {
        var number = Interlocked.Increment(ref _arrived);
        return new QueuePlace(_ids.New(), _organisation, $"K-{number % 1000:d3}", "line", Grade.Unknown, number, false);
    }
}
