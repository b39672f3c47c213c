namespace Gateway.Simulators;

/// <summary>What can go wrong with one call to a provider.</summary>
public enum Fault
{
    /// <summary>Answered 500; nothing was accepted.</summary>
    ServerError,

    /// <summary>Answered 429, the rate limit; nothing was accepted.</summary>
    RateLimited,

    /// <summary>The connection is cut before anything was accepted.</summary>
    DropBeforeAccepting,

    /// <summary>SMS: the call is understood, and this recipient is refused for good. LINE knows no such answer.</summary>
    RecipientRefused,

    /// <summary>Accepted, and the connection is cut before the answer: the caller cannot know.</summary>
    DropAfterAccepting,
}

/// <summary>Faults that a test switches on. By default there are none.</summary>
public sealed class Faults
{
    private readonly Lock _gate = new();
    private readonly Queue<Fault> _next = new();
    private int _duplicates;

    /// <summary>How much later than its acceptance a call is answered.</summary>
    public TimeSpan AnswerDelay { get; set; }

    /// <summary>The next <paramref name="times"/> calls suffer this fault, after those already asked for.</summary>
    public void Next(Fault fault, int times = 1)
    {
        lock (_gate)
        {
            for (var i = 0; i < times; i++)
                _next.Enqueue(fault);
        }
    }

    /// <summary>All is well from now on.</summary>
    public void End()
    {
        lock (_gate)
            _next.Clear();
    }

    /// <summary>The next <paramref name="times"/> webhook calls arrive twice, without being marked as redelivered.</summary>
    public void DuplicateWebhooks(int times = 1) => Interlocked.Add(ref _duplicates, times);

    internal Fault? Take()
    {
        lock (_gate)
            return _next.TryDequeue(out var fault) ? fault : null;
    }

    internal bool TakeDuplicate()
    {
        if (Interlocked.Decrement(ref _duplicates) >= 0)
            return true;
        Interlocked.Increment(ref _duplicates);
        return false;
    }
}
