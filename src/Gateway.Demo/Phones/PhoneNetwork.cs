namespace Gateway.Demo.Phones;

/// <summary>The network of a phone: good, slow, or away. What is written while it is away goes out when it is back, in its order; so does what comes in.</summary>
public sealed class PhoneNetwork
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(4);
    private readonly Lock _gate = new();
    private TaskCompletionSource? _away;
    private Task _lastOut = Task.CompletedTask;
    private Task _lastIn = Task.CompletedTask;
    private bool _isSlow;

    /// <summary>Becomes <c>good</c>, <c>slow</c> (each way takes four seconds) or <c>away</c>.</summary>
    public void Become(string how)
    {
        TaskCompletionSource? back = null;
        lock (_gate)
        {
            _isSlow = how == "slow";
            if (how == "away") _away ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            else (back, _away) = (_away, null);
        }
        back?.SetResult();
    }

    /// <summary>Sends something as soon as the network lets it through, after what was sent before.</summary>
    public Task OutAsync(Func<Task> send)
    {
        lock (_gate) return _lastOut = AfterAsync(_lastOut, send);
    }

    /// <summary>Brings something as soon as the network lets it through, after what came before.</summary>
    public Task InAsync(Func<Task> bring)
    {
        lock (_gate) return _lastIn = AfterAsync(_lastIn, bring);
    }

    private async Task AfterAsync(Task before, Func<Task> pass)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        while (Away() is { } away) await away;
        if (IsSlow()) await Task.Delay(Slow);
        await pass();
    }

    private Task? Away()
    {
        lock (_gate) return _away?.Task;
    }

    private bool IsSlow()
    {
        lock (_gate) return _isSlow;
    }
}
