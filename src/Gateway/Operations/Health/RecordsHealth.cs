using Gateway.Intake;
using Gateway.Records;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>
/// The records can be read. While they cannot, the node is degraded, not down: providers' words go to its spool, and a load
/// balancer that drained every node would turn them away.
/// </summary>
public sealed class RecordsHealth(IRecords records, SpoolGauge spool) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            // Nobody asks a second time what is known already: a silent database would keep the asker waiting.
            if (spool.Spooling) return Away;
            await records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM schema_version"), cancellationToken);
            return spool.Spooled + spool.Held == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("words from the spool are going into the records");
        }
        catch (Exception error) when (error is RecordsUnavailableException or OperationCanceledException)
        {
            return Away;
        }
    }

    private static HealthCheckResult Away => HealthCheckResult.Degraded("the records do not answer; words of LINE and SMS go to the spool, everything else waits");
}
