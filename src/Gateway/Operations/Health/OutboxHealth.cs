using Gateway.Conversations.Outbox;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>No reply has been waiting for its provider for long, and every provider gets our calls. Another node would not be quicker, so this never takes one out of service.</summary>
public sealed class OutboxHealth(OutboxWatch outbox, ProviderCalls provider) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        outbox.OldestAge > Late ? HealthCheckResult.Degraded("a reply has been waiting for its provider for more than five minutes")
        : provider.Away.Count > 0 ? HealthCheckResult.Degraded("a provider does not get our calls; what is written waits") : HealthCheckResult.Healthy());
}
