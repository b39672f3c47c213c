namespace Gateway.Redis;

/// <summary>The server cannot keep the gateway's functions.</summary>
/// <param name="endpoint">Which one.</param>
/// <param name="version">What it says it is.</param>
public sealed class RedisTooOldException(string endpoint, Version version) : InvalidOperationException(
    $"Redis at {endpoint} is version {version}. The queue needs Redis 7.0 or newer, or Valkey, for its functions (FCALL): "
    + "install a newer one, name another server in Gateway:Redis:Endpoints, or keep the queue in the process (Gateway:Queue:Engine=InProcess, one gateway).")
{
    /// <summary>The oldest that has functions.</summary>
    public static readonly Version Oldest = new(7, 0);
}
