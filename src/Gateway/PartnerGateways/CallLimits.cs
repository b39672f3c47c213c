using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Gateway.Organisations;

namespace Gateway.PartnerGateways;

/// <summary>How many calls are taken on each node: by address before any work, because anybody can name somebody else's key; and by partner once it is certain who calls, and that it is no copy.</summary>
public sealed class CallLimits : IDisposable
{
    /// <summary>Calls a minute from one address, whoever signs them.</summary>
    public const int FromAddress = 600;

    /// <summary>Calls a minute of one partner.</summary>
    public const int OfPartner = 240;

    /// <summary>People a minute of whom one partner speaks for the first time: more than it could ever send here at once, and fewer than would fill the records.</summary>
    public const int NewStays = 60;

    private readonly PartitionedRateLimiter<string> _addresses = PerMinute(FromAddress);
    private readonly PartitionedRateLimiter<string> _partners = PerMinute(OfPartner);
    private readonly PartitionedRateLimiter<string> _newStays = PerMinute(NewStays);
    private readonly ConcurrentDictionary<(string Partner, string Nonce), long> _counted = new();

    /// <summary>Whether one more call from this address is looked at.</summary>
    internal bool MayKnock(HttpContext context) => May(_addresses, CallerAddress.Of(context.Connection.RemoteIpAddress));

    /// <summary>Whether a call with this nonce was counted here: whatever comes under it now is a copy, or forged.</summary>
    internal bool IsCopy(string partner, string nonce) => _counted.ContainsKey((partner, nonce));

    /// <summary>Counts a call of this partner, whose signature holds. A copy is not counted: whoever stands on the way and sends one call again and again uses up nothing of the partner's share.</summary>
    /// <param name="partner">Whose.</param>
    /// <param name="nonce">By which a copy is known.</param>
    /// <param name="until">Until when one could come, in milliseconds.</param>
    /// <returns>Why it is not answered; nothing when it is.</returns>
    internal Refusal? Count(string partner, string nonce, long until)
    {
        if (!_counted.TryAdd((partner, nonce), until)) return Refusal.Replayed;
        if (May(_partners, partner)) return null;
        _counted.TryRemove((partner, nonce), out _);
        return Refusal.TooMany;
    }

    /// <summary>Whether this partner may speak of one more person of whom nothing was heard before.</summary>
    internal bool MayBegin(string partner) => May(_newStays, partner);

    /// <summary>Forgets calls whose copies would be too old by now.</summary>
    internal void Forget(long now)
    {
        foreach (var (call, until) in _counted)
        {
            if (until < now) _counted.TryRemove(call, out _);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _addresses.Dispose();
        _partners.Dispose();
        _newStays.Dispose();
    }

    private static bool May(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetSlidingWindowLimiter(
            key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 }));
}
