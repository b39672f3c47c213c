using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>
/// Lets words of different people that come at the same moment share a transaction. Nobody waits for company: while a lane is free
/// a word goes at once and alone; only what comes while all lanes are busy is gathered.
/// </summary>
public sealed class ReceiveTogether(TakeTogether take)
{
    // Three transactions under way keep two processors and a disk busy; more would only make each of them smaller.
    private const int Lanes = 3;
    private const int Most = 64;

    private readonly Lock _lock = new();
    private readonly Queue<Waiting> _waiting = [];
    private int _busy;

    /// <summary>Stores it, with others or alone.</summary>
    /// <exception cref="RecordsUnavailableException">Nothing is known to be stored.</exception>
    public Task<ArrivalResult> StoreAsync(Arrival arrival)
    {
        var waiting = new Waiting(arrival);
        lock (_lock)
        {
            _waiting.Enqueue(waiting);
            if (_busy == Lanes) return waiting.Result.Task;
            _busy++;
        }

        _ = RunLaneAsync();
        return waiting.Result.Task;
    }

    private async Task RunLaneAsync()
    {
        while (Next() is { Count: > 0 } some) await StoreAsync(some);
    }

    private List<Waiting> Next()
    {
        var some = new List<Waiting>();
        lock (_lock)
        {
            while (some.Count < Most && _waiting.TryDequeue(out var next)) some.Add(next);
            if (some.Count == 0) _busy--;
        }

        return some;
    }

    private async Task StoreAsync(List<Waiting> some)
    {
        try
        {
            var results = await take.StoreAsync([.. some.Select(waiting => waiting.Arrival)]);
            for (var i = 0; i < some.Count; i++) some[i].Result.SetResult(results[i]);
        }
        catch (RecordsUnavailableException away)
        {
            foreach (var waiting in some) waiting.Result.SetException(away);
        }
        catch (Exception)
        {
            // One that cannot be stored must not take the others with it: each goes alone, and shows there what is wrong with it.
            foreach (var waiting in some) waiting.Result.SetResult(ArrivalResult.NeedsMore);
        }
    }

    private sealed record Waiting(Arrival Arrival)
    {
        public TaskCompletionSource<ArrivalResult> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
