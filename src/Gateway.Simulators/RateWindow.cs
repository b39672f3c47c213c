namespace Gateway.Simulators;

/// <summary>Counts calls in windows of a fixed length, as the providers' limits are stated. Callers hold their own lock.</summary>
internal sealed class RateWindow(TimeProvider time, TimeSpan window)
{
    private long _current;
    private int _calls;

    /// <summary>Counts one call; false when it is over the limit. Calls over the limit count too.</summary>
    public bool Admits(int limit)
    {
        var now = time.GetUtcNow().Ticks / window.Ticks;
        if (now != _current)
            (_current, _calls) = (now, 0);
        return ++_calls <= limit;
    }
}
