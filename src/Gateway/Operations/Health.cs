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

/// <summary>The queue engine answers and has a memory. Without it words are still taken, so it is degraded, not down.</summary>
public sealed class QueueHealth(IQueueEngine engine, OrganisationDirectory organisations) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (organisations.Organisations.FirstOrDefault(organisation => !organisation.Closed) is { } any) await engine.SnapshotAsync(any.Id);
            return HealthCheckResult.Healthy();
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            return new HealthCheckResult(context.Registration.FailureStatus, "the queue engine does not answer");
        }
    }
}

/// <summary>The queues have been filled once: before that nobody can be taken.</summary>
public static class HealthEndpoints
{
    /// <summary>Adds the checks.</summary>
    public static void AddOperations(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<RecordsHealth>("records", tags: ["ready"])
        .AddCheck<QueueHealth>("queue", tags: ["ready"]);

    /// <summary>Maps <c>/healthz/live</c> (the process runs) and <c>/healthz/ready</c> (records and queue take part).</summary>
    public static void MapOperations(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/healthz/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
    }
}
