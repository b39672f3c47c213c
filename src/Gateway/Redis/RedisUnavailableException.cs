namespace Gateway.Redis;

/// <summary>Redis did not answer, or not in time. Whether it carried the call out is unknown: repeat only what is idempotent.</summary>
public sealed class RedisUnavailableException(string doing, Exception inner) : Exception($"Redis does not answer ({doing}).", inner);
