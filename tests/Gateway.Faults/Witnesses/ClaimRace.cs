using System.Collections.Concurrent;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Witnesses;

/// <summary>Counsellors who all reach for the same newcomers as soon as they see one, also while the gateway dies.</summary>
internal sealed class ClaimRace : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, string> _holder = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Crowd _crowd;
    private Task _reaching = Task.CompletedTask;
    private volatile TaskCompletionSource _somebody = NewSignal();
    private int _came;
    private int _double;

    public ClaimRace(Crowd crowd) => _crowd = crowd;

    /// <summary>Follows a console from before it connects.</summary>
    public void Watch(LoadConsole console)
    {
        console.Holds += conversation =>
        {
            if (_holder.GetOrAdd(conversation, console.Name) != console.Name)
                Interlocked.Increment(ref _double);
        };
        console.QueueSeen += queue =>
        {
            if (queue.Waiting > 0)
                _somebody.TrySetResult();
        };
    }

    /// <summary>All of them begin to reach.</summary>
    public void Begin(IReadOnlyList<LoadConsole> consoles) => _reaching = Task.WhenAll(consoles.Select(ReachAsync));

    /// <summary>So many newcomers write, as far as there are hands for them.</summary>
    public void Come(int people, CancellationToken stop)
    {
        for (; people > 0 && _came < _crowd.Size; people--)
            _ = _crowd.SayAsync(_came++, TimeProvider.System.GetTimestamp(), stop);
    }

    /// <summary>Waits until everybody who came is held, then asks the records whose each is.</summary>
    public async Task<ClaimReport> EndAsync(IReadOnlyList<LoadConsole> consoles)
    {
        await _crowd.AnsweredAsync();
        await Until.IsTrueAsync(() => _holder.Count >= _came, TimeSpan.FromSeconds(30));
        await _end.CancelAsync();
        await _reaching;
        var held = new List<string>();
        foreach (var console in consoles)
            held.AddRange((await console.CallAsync<TestKit.Hub.HubResumed>("Resume"))!.Conversations.Select(conversation => conversation.Id));
        return new ClaimReport(_came, _double + held.Count - held.Distinct().Count(), held.GroupBy(id => id).Count(group => group.Count() == 1));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reaching;
    }

    private async Task ReachAsync(LoadConsole console)
    {
        while (!_end.IsCancellationRequested)
        {
            // All are woken by the same newcomer; the second's wait is for what a restart left without a signal.
            await Task.WhenAny(_somebody.Task, Task.Delay(1000));
            _somebody = NewSignal();
            try
            {
                while (_holder.Values.Count(name => name == console.Name) < LoadConsole.Hands && await console.TakeNextAsync() is not null)
                {
                    // As long as there is somebody and a free hand.
                }
            }
            catch (IOException)
            {
                // The gateway is away, or its queue is; whose it is says the next Resume.
                await Task.Delay(100);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The claims of the second organisation.</summary>
/// <param name="People">Newcomers.</param>
/// <param name="DoubleClaimed">Conversations that two counsellors were told to be theirs.</param>
/// <param name="HeldOnce">Newcomers held by exactly one counsellor at the end.</param>
public sealed record ClaimReport(int People, int DoubleClaimed, int HeldOnce);
