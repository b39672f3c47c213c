namespace Gateway.Primitives;

/// <summary>Threads for the time in which a database says nothing.</summary>
/// <remarks>
/// Its client holds one for seconds for every call that it gives up, to ask a silent server to cancel. On two processors nobody
/// else would run meanwhile; the pool by itself adds one or two in a second.
/// </remarks>
public static class SpareThreads
{
    // A database client has a hundred connections at most.
    private const int Enough = 128;

    private static readonly Lock Gate = new();
    private static int _needed;
    private static (int Workers, int Completions) _usual;

    /// <summary>Lets the pool grow at once. To be followed by <see cref="TakeBack"/>.</summary>
    public static void Provide()
    {
        lock (Gate)
        {
            if (++_needed > 1) return;
            ThreadPool.GetMinThreads(out _usual.Workers, out _usual.Completions);
            ThreadPool.SetMinThreads(Math.Max(_usual.Workers, Enough), _usual.Completions);
        }
    }

    /// <summary>They are needed no more.</summary>
    public static void TakeBack()
    {
        lock (Gate)
        {
            if (--_needed == 0) ThreadPool.SetMinThreads(_usual.Workers, _usual.Completions);
        }
    }
}
