namespace Gateway.Intake;

/// <summary>An honest guess of the wait: a band of minutes, or nothing when there is no ground for one. Pure.</summary>
public static class WaitEstimate
{
    /// <summary>How long talks last when nothing else is known, in minutes: one in four is shorter than the first, one in four longer than the second (published figures: 30 to 60).</summary>
    public static TalkLengths Usual { get; } = new(20, 60);

    /// <summary>A wait that begins later than this is not given in minutes: until then the shift has changed, and with it everything that it was reckoned from.</summary>
    public const int LongestMinutes = 180;

    /// <summary>The band for somebody at <paramref name="position"/> (1 is next).</summary>
    /// <param name="position">Place in the queue.</param>
    /// <param name="freeHands">How many people could be taken right now.</param>
    /// <param name="allHands">How many people the counsellors who are present can talk with at once.</param>
    /// <param name="lengths">How long talks last here; <see cref="Usual"/> where too few are known.</param>
    /// <returns>(0, 0) for "a moment"; <see cref="LongestMinutes"/> to nothing for "longer than that"; nothing when nobody is present.</returns>
    public static (int From, int? To)? Minutes(long position, int freeHands, int allHands, TalkLengths? lengths = null)
    {
        if (allHands <= 0) return null;
        if (position <= freeHands) return (0, 0);
        // Hands become free evenly spread over a talk's length; the band is wide because talks differ.
        var turns = (position - freeHands) / (double)allHands;
        var (shorter, longer) = lengths ?? Usual;
        var from = RoundDown(turns * shorter);
        return from > LongestMinutes ? (LongestMinutes, null) : (from, RoundUp(turns * longer));
    }

    private static int RoundDown(double minutes) => Math.Max(5, (int)(Math.Floor(minutes / 5) * 5));

    private static int RoundUp(double minutes) => Math.Max(10, (int)(Math.Ceiling(minutes / 5) * 5));
}

/// <summary>How long talks last: one in four is shorter than <paramref name="Shorter"/>, one in four longer than <paramref name="Longer"/>. In minutes.</summary>
public sealed record TalkLengths(double Shorter, double Longer)
{
    /// <summary>So many talks must be known before they say anything.</summary>
    public const int Fewest = 20;

    /// <summary>The quarters of talks of these lengths; nothing when there are too few.</summary>
    public static TalkLengths? Of(IReadOnlyList<double> minutes)
    {
        if (minutes.Count < Fewest) return null;
        var ordered = minutes.Order().ToList();
        var (shorter, longer) = (ordered[ordered.Count / 4], ordered[ordered.Count * 3 / 4]);
        // However alike they were lately: a band of nothing would be a promise.
        return new TalkLengths(Math.Max(1, Math.Min(shorter, longer * 0.75)), Math.Max(2, Math.Max(longer, shorter * 1.25)));
    }
}
