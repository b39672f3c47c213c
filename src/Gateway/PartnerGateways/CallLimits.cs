using System.Threading.RateLimiting;
using Gateway.Organisations;

namespace Gateway.PartnerGateways;

/// <summary>How many calls are taken on each node: by address before any work, because anybody can name somebody else's key; and by partner once it is certain who calls.</summary>
public sealed class CallLimits : IDisposable
{
    /// <summary>Calls a minute from one address, whoever signs them.</summary>
    public const int FromAddress = 600;

    /// <summary>Calls a minute of one partner.</summary>
    public const int OfPartner = 240;

    private readonly PartitionedRateLimiter<string> _addresses = PerMinute(FromAddress);
    private readonly PartitionedRateLimiter<string> _partners = PerMinute(OfPartner);

    /// <summary>Whether one more call from this address is looked at.</summary>
    internal bool MayKnock(HttpContext context) => May(_addresses, CallerAddress.Of(context.Connection.RemoteIpAddress));

    /// <summary>Whether one more call of this partner is answered.</summary>
    internal bool MayExchange(string partner) => May(_partners, partner);

    /// <inheritdoc />
    public void Dispose()
    {
        _addresses.Dispose();
        _partners.Dispose();
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
