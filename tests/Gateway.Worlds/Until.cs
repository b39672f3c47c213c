namespace Gateway.Worlds;

/// <summary>Waits for a condition.</summary>
public static class Until
{
    /// <exception cref="TimeoutException">It is not so in time; the message says what was waited for.</exception>
    public static async Task TrueAsync(Func<bool> condition, TimeSpan patience, string what)
    {
        if (!await IsTrueAsync(condition, patience))
            throw new TimeoutException($"Not within {patience.TotalSeconds:0} s: {what}.");
    }

    /// <summary>Whether it became so in time.</summary>
    public static async Task<bool> IsTrueAsync(Func<bool> condition, TimeSpan patience)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > patience)
                return false;
            await Task.Delay(20);
        }
        return true;
    }
}
