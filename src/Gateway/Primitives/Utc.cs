namespace Gateway.Primitives;

/// <summary>Time as the records keep it: whole milliseconds since 1970-01-01 UTC.</summary>
public static class Utc
{
    /// <summary>Now, in milliseconds.</summary>
    public static long NowMs(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A duration in whole milliseconds.</summary>
    public static long Ms(this TimeSpan span) => (long)span.TotalMilliseconds;

    /// <summary>Whether <paramref name="ms"/>, said by somebody else, can be a moment: from 1970 to the year 9999.</summary>
    public static bool IsMoment(long ms) => ms >= 0 && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The moment that <paramref name="ms"/> stands for.</summary>
    public static DateTimeOffset FromMs(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>The moment that <paramref name="ms"/> stands for, or nothing.</summary>
    public static DateTimeOffset? FromMs(long? ms) => ms is { } value ? FromMs(value) : null;
}
