namespace Gateway.Intake;

/// <summary>An honest guess of the wait: a band of minutes, or nothing when there is no ground for one. Pure.</summary>
public static class WaitEstimate
{
    /// <summary>Minutes that a talk takes when nothing else is known (published figures: 30 to 60).</summary>
    public const int UsualTalkMinutes = 40;

    /// <summary>The band for somebody at <paramref name="position"/> (1 is next).</summary>
    /// <param name="position">Place in the queue.</param>
    /// <param name="freeHands">How many people could be taken right now.</param>
    /// <param name="allHands">How many people the counsellors who are present can talk with at once.</param>
    /// <returns>(0, 0) for "a moment"; nothing when nobody is present.</returns>
    public static (int From, int To)? Minutes(long position, int freeHands, int allHands)
    {
        if (allHands <= 0) return null;
        if (position <= freeHands) return (0, 0);
        // Hands become free evenly spread over a talk's length; the band is wide because talks differ.
        var expected = (position - freeHands) * (double)UsualTalkMinutes / allHands;
        return (RoundDown(expected * 0.5), RoundUp(expected * 1.5));
    }

    private static int RoundDown(double minutes) => Math.Max(5, (int)(Math.Floor(minutes / 5) * 5));

    private static int RoundUp(double minutes) => Math.Max(10, (int)(Math.Ceiling(minutes / 5) * 5));
}
