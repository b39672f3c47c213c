using Gateway.Intake;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>Every organisation's own bot answers. Without it people go the way of the gateway's own guide, on every node alike, so this never takes one out of service.</summary>
public sealed class BotsHealth(BotsAway away) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        away.Organisations.Count > 0 ? HealthCheckResult.Degraded("an organisation's own bot does not answer; people get the gateway's own guide") : HealthCheckResult.Healthy());
}
