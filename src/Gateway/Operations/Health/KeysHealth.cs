using Gateway.Records.Sealing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Operations.Health;

/// <summary>The key folder could be read again. This process has its keys; one that restarts without them could not start.</summary>
public sealed class KeysHealth(KeySettings settings) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            return Task.FromResult(KeyFolder.Problems(settings.Directory).Any() ? Gone : HealthCheckResult.Healthy());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(Gone);
        }
    }

    private static HealthCheckResult Gone => HealthCheckResult.Degraded("the key folder cannot be used any more; a restart would fail");
}
