using System.Diagnostics;

namespace Gateway.Worlds.Sending;

/// <summary>
/// Makes words fall due at a steady rate, whether the gateway keeps up or not. Each carries the time at which it was meant
/// to be sent, so that a pause of the gateway is counted for everybody who would have written in it.
/// </summary>
/// <param name="crowd">Who speaks.</param>
/// <param name="rate">Words a second.</param>
/// <param name="seed">Null: by turns, so that each writes at the same distance. Else at random, so that some write quickly.</param>
public sealed class OpenLoop(Crowd crowd, int rate, int? seed = null)
{
    private readonly Random? _random = seed is { } given ? new Random(given) : null;
    private readonly List<double> _late = [];

    /// <summary>How much later than intended the generator itself was, in milliseconds.</summary>
    public Spread Lateness => Spread.Of(_late);

    /// <summary>Speaks until so many words are said, or until <paramref name="end"/>.</summary>
    /// <param name="words">How many at most.</param>
    /// <param name="end">Ends the speaking.</param>
    /// <param name="stop">Ends the trying to be answered.</param>
    public async Task RunAsync(int words, CancellationToken end, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        for (var said = 0; said < words && !end.IsCancellationRequested; said++)
        {
            var intended = start + (long)((double)said / rate * Stopwatch.Frequency);
            await UntilAsync(intended);
            _late.Add(Stopwatch.GetElapsedTime(intended).TotalMilliseconds);
            _ = crowd.SayAsync(_random?.Next(crowd.Size) ?? said % crowd.Size, intended, stop);
        }
    }

    // Never early, which would make the gateway look quicker than it is. A timer counts whole milliseconds, so the last part of
    // one is spent spinning; how late it still becomes is reported beside the figures.
    private static async Task UntilAsync(long intended)
    {
        for (TimeSpan ahead; (ahead = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), intended)) > TimeSpan.Zero;)
        {
            if (ahead.TotalMilliseconds >= 1)
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Floor(ahead.TotalMilliseconds)), CancellationToken.None);
            else
                Thread.SpinWait(50);
        }
    }
}
