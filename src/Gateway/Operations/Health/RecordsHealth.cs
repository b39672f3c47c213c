using Gateway.Records;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

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
