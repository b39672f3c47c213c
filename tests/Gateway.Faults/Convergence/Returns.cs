using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Gateway.Worlds;

namespace Gateway.Faults.Convergence;

/// <summary>Who loses the network.</summary>
internal enum Client
{
    /// <summary>A counsellor's console.</summary>
    Console,

    /// <summary>A person's web chat page.</summary>
    Page,
}

/// <summary>All losses of one kind by one kind of client.</summary>
/// <param name="Client">Who.</param>
/// <param name="Loss">How.</param>
/// <param name="Losses">How often.</param>
/// <param name="LongestLossMs">The longest of them.</param>
/// <param name="BackAfterMs">How long after the network's return (and of Redis or a killed gateway, where that was later) everything said until the return was shown.</param>
/// <param name="Never">Returns after which it was not shown within a minute.</param>
internal sealed record Returned(Client Client, Loss Loss, int Losses, double LongestLossMs, Spread BackAfterMs, int Never);

/// <summary>What became of every loss.</summary>
/// <param name="limit">How long after the return everything has to be shown again.</param>
internal sealed class Returns(TimeSpan limit)
{
    private static readonly TimeSpan NoticeLimit = TimeSpan.FromSeconds(15);

    private readonly ConcurrentBag<(Client Client, Loss Loss, TimeSpan Lost, double? BackMs)> _all = [];
    private readonly ConcurrentBag<double> _noticed = [];
    private int _unnoticed;

    /// <summary>How long after the return everything has to be shown again, in milliseconds.</summary>
    public double LimitMs => limit.TotalMilliseconds;

    /// <summary>By client and kind.</summary>
    public IReadOnlyList<Returned> ByKind =>
        [.. from one in _all
            group one by (one.Client, one.Loss) into same
            orderby same.Key
            select new Returned(
                same.Key.Client, same.Key.Loss, same.Count(), Math.Round(same.Max(one => one.Lost.TotalMilliseconds)),
                Spread.Of(same.Select(one => one.BackMs).OfType<double>()), same.Count(one => one.BackMs is null))];

    /// <summary>How long a console took to notice that it was half-open, in milliseconds, where that lasted longer than it may take.</summary>
    public Spread HalfOpenNoticedAfterMs => Spread.Of(_noticed);

    /// <summary>Consoles that never noticed.</summary>
    public int Unnoticed => _unnoticed;

    /// <summary>Whether every client was back in time, and every half-open console knew.</summary>
    [JsonIgnore]
    public bool Good => !_all.IsEmpty && _all.All(one => one.BackMs <= LimitMs)
        && _unnoticed == 0 && !_noticed.IsEmpty && HalfOpenNoticedAfterMs.Max <= NoticeLimit.TotalMilliseconds;

    /// <summary>A client lost its network for so long, and was back so many milliseconds after; nothing: never.</summary>
    public void Note(Client client, Loss loss, TimeSpan lost, double? backMs) => _all.Add((client, loss, lost, backMs));

    /// <summary>A console noticed after so many milliseconds that it is half-open; nothing: it did not.</summary>
    public void Noticed(double? afterMs)
    {
        if (afterMs is { } ms)
            _noticed.Add(ms);
        else
            Interlocked.Increment(ref _unnoticed);
    }
}
