using Gateway.Worlds;

namespace Gateway.Load.Queue;

/// <summary>How fast a queue turns.</summary>
/// <param name="PerSecond">Claim-and-join cycles in a second.</param>
/// <param name="TurnMs">How long one cycle took its claimer.</param>
/// <param name="Empty">Cycles that found nobody; is to be 0.</param>
/// <param name="ClientUs">Processor time of the node for each cycle, in microseconds; the claimers themselves are contained.</param>
/// <param name="ServerUs">Processor time of Redis for each cycle, in microseconds.</param>
internal sealed record ClaimRate(double PerSecond, Spread TurnMs, int Empty, double ClientUs, double ServerUs)
{
    /// <summary>Lets all claimers turn as fast as they can, after a second to warm up.</summary>
    internal static async Task<ClaimRate> MeasureAsync(ICycle cycle, int claimers, int seconds, int? server)
    {
        var clock = TimeProvider.System;
        var (begin, end) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1 + seconds));
        var start = clock.GetTimestamp();
        var empty = 0;
        var (client, redis) = (Environment.CpuUsage.TotalTime, TimeOf(server));
        var turns = await Task.WhenAll(Enumerable.Range(0, claimers).Select(claimer => Task.Run(async () =>
        {
            var took = new List<double>(4096);
            for (var at = TimeSpan.Zero; at < end;)
            {
                var taken = await cycle.TurnAsync(claimer);
                var now = clock.GetElapsedTime(start);
                if (!taken) Interlocked.Increment(ref empty);
                if (at >= begin && now < end) took.Add((now - at).TotalMilliseconds);
                at = now;
            }
            return took;
        })));
        var all = turns.SelectMany(took => took).ToList();
        // The second of warming up is contained in the processor time, and in the cycles it is divided by.
        var cycles = all.Count * (seconds + 1.0) / seconds;
        return new ClaimRate(
            Math.Round(all.Count / (double)seconds), Spread.Of(all), empty,
            Each(Environment.CpuUsage.TotalTime - client, cycles), Each(TimeOf(server) - redis, cycles));
    }

    private static double Each(TimeSpan time, double cycles) => Math.Round(time.TotalMicroseconds / cycles, 1);

    private static TimeSpan TimeOf(int? id)
    {
        if (id is null) return TimeSpan.Zero;
        using var process = System.Diagnostics.Process.GetProcessById(id.Value);
        return process.TotalProcessorTime;
    }

    /// <summary>The one in the middle.</summary>
    internal static ClaimRate Middle(IEnumerable<ClaimRate> rates)
    {
        var sorted = rates.OrderBy(rate => rate.PerSecond).ToList();
        return sorted[sorted.Count / 2];
    }
}
