using Gateway.Organisations;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>
/// The queue engine answers and has a memory of every organisation. Before that was so once, a gateway is not ready; afterwards it
/// is degraded, not down: words are still taken, and a load balancer that drained every node would turn people away.
/// </summary>
public sealed class QueueHealth(IQueueEngine engine, OrganisationDirectory organisations) : IHealthCheck
{
    private volatile bool _wasReady;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // A heartbeat of nobody costs next to nothing, however many people wait. Once all have answered, one speaks for all.
            var open = organisations.Organisations.Where(organisation => !organisation.Closed).Select(organisation => organisation.Id);
            foreach (var organisation in _wasReady ? open.Take(1) : open) await engine.HeartbeatAsync(organisation, []);
            _wasReady = true;
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            return new HealthCheckResult(
                _wasReady ? HealthStatus.Degraded : HealthStatus.Unhealthy, "the queue engine does not answer; words are taken, offers and claims wait");
        }
    }
}
