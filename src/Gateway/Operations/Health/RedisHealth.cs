using Gateway.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>Redis answers. Without it words are still taken, and news reaches screens on other nodes late: degraded, never down.</summary>
public sealed class RedisHealth(RedisLink link) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await link.AnswersAsync() ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Redis does not answer");
}
