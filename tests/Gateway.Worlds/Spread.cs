namespace Gateway.Worlds;

/// <summary>How a time is spread, in milliseconds.</summary>
/// <param name="P50">Half are not longer.</param>
/// <param name="P99">99 of 100 are not longer.</param>
/// <param name="Max">The longest.</param>
/// <param name="Count">How many were measured.</param>
public sealed record Spread(double P50, double P99, double Max, int Count)
{
    /// <summary>The exact spread of all of these.</summary>
    public static Spread Of(IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted.Length == 0
            ? new Spread(0, 0, 0, 0)
            : new Spread(At(sorted, 0.50), At(sorted, 0.99), Math.Round(sorted[^1], 2), sorted.Length);
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[(int)Math.Ceiling(share * sorted.Length) - 1], 2);
}
