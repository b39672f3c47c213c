using System.Threading.RateLimiting;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>How much may come in a short time: generous to a person, a hindrance to a machine. Counted on each node.</summary>
public sealed class ChatLimits(WebChatSettings settings) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _messages = PerMinute(settings.MessagesPerMinute);
    private readonly PartitionedRateLimiter<string> _beginnings = PerMinute(settings.BeginningsPerMinute);
    private readonly PartitionedRateLimiter<string> _typing = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = 1, Window = TimeSpan.FromSeconds(2), QueueLimit = 0 }));

    private readonly PartitionedRateLimiter<string> _seen = PerMinute(60);

    /// <summary>Whether this person may send one more message.</summary>
    public bool MaySend(Redacted<string> secret) => May(_messages, secret.Value);

    /// <summary>Whether one more conversation may begin from this address.</summary>
    public bool MayBegin(HttpContext context) => May(_beginnings, CallerAddress.Of(context.Connection.RemoteIpAddress));

    /// <summary>Whether the counsellor need be told once more that this person is writing.</summary>
    public bool MayType(Redacted<string> secret) => May(_typing, secret.Value);

    /// <summary>Whether this person's page may say once more what was seen of it.</summary>
    public bool MaySee(Redacted<string> secret) => May(_seen, secret.Value);

    /// <inheritdoc />
    public void Dispose()
    {
        _seen.Dispose();
        _messages.Dispose();
        _beginnings.Dispose();
        _typing.Dispose();
    }

    private static bool May(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetSlidingWindowLimiter(key, _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = permits,
            Window = TimeSpan.FromMinutes(1),
            SegmentsPerWindow = 6,
            QueueLimit = 0,
        }));
}
