namespace Gateway.Primitives;

/// <summary>Days by the clock of Japan, which has had one offset since 1952.</summary>
public static class JapaneseDay
{
    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    /// <summary>The moment at which the day of another moment began.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset moment) => new(moment.ToOffset(s_japan).Date, s_japan);
}
