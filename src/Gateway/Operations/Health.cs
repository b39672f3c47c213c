using Gateway.Organisations;
using Gateway.Records;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations;

/// <summary>The records can be read.</summary>
public sealed class RecordsHealth(IRecords records) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM schema_version"), cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (RecordsUnavailableException)
        {
            return HealthCheckResult.Unhealthy("the records cannot be read");
        }
    }
}

/// <summary>
/// The queue engine answers and has a memory. Before that was so once, a gateway is not ready; afterwards it is degraded, not
/// down: words are still taken, and a load balancer that drained every node would turn people away.
/// </summary>
public sealed class QueueHealth(IQueueEngine engine, OrganisationDirectory organisations) : IHealthCheck
{
    private volatile bool _wasReady;

    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (organisations.Organisations.FirstOrDefault(organisation => !organisation.Closed) is { } any) await engine.FindAsync(any.Id, []);
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

/// <summary>Where a load balancer asks.</summary>
public static class HealthEndpoints
{
    /// <summary>Adds the checks.</summary>
    public static void AddOperations(this IServiceCollection services) => services.AddSingleton<QueueHealth>().AddHealthChecks()
        .AddCheck<RecordsHealth>("records", tags: ["ready"])
        .AddCheck<QueueHealth>("queue", tags: ["ready"]);

    /// <summary>Maps <c>/healthz/live</c> (the process runs) and <c>/healthz/ready</c> (records and queue take part).</summary>
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
    }
}
