namespace Gateway.Worlds.Consoles;

/// <summary>When a console gives a connection up, and how soon it tries again.</summary>
/// <param name="Silence">After so much silence a connection counts as dead.</param>
/// <param name="Look">How often it looks whether there is silence.</param>
/// <param name="Answer">How long a connect, or the first answer on it, may take.</param>
/// <param name="Pause">How long before attempt n, from 0.</param>
public sealed record Patience(TimeSpan Silence, TimeSpan Look, TimeSpan Answer, Func<int, TimeSpan> Pause)
{
    /// <summary>Trusts every connection and comes back at once: for runs in which the network is not what is asked.</summary>
    public static Patience Quick { get; } = new(TimeSpan.MaxValue, TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20), _ => TimeSpan.FromMilliseconds(200));

    /// <summary>As the console in the browser does: src/console/src/app/connection.ts and src/console/src/protocol/retry.ts.</summary>
    public static Patience AsInTheBrowser { get; } = new(
        TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10),
        attempt => TimeSpan.FromMilliseconds(attempt == 0
            ? 300 * Random.Shared.NextDouble()
            : Math.Min(4000, 1000 * Math.Pow(2, Math.Min(attempt, 8) - 1)) * (0.5 + (Random.Shared.NextDouble() / 2))));
}
