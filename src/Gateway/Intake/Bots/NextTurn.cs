namespace Gateway.Intake.Bots;

/// <summary>What follows when a bot could not be asked. Pure.</summary>
public static class NextTurn
{
    /// <summary>How often a turn is tried.</summary>
    public const int MostAttempts = 3;

    /// <summary>After how long it is tried again; nothing when it is given up, and the way without the bot is taken.</summary>
    /// <param name="attempts">How often it was tried, this time included.</param>
    /// <param name="again">Whether another try may help (<see cref="BotAwayException.Again"/>).</param>
    /// <param name="age">How long ago it happened.</param>
    /// <param name="limit">How long a person is made to wait for a bot.</param>
    public static TimeSpan? After(long attempts, bool again, TimeSpan age, TimeSpan limit)
    {
        if (!again || attempts >= MostAttempts) return null;
        var pause = TimeSpan.FromMilliseconds(500 * Math.Pow(3, attempts - 1));
        return age + pause < limit ? pause : null;
    }
}
