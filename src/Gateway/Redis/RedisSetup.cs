using Gateway.Primitives;

namespace Gateway.Redis;

/// <summary>Puts Redis together.</summary>
public static class RedisSetup
{
    /// <summary>The connection, for slices that chose Redis as their engine. Call it only then.</summary>
    public static void AddRedis(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<RedisSettings>(services);
        services.AddSingleton<RedisLink>();
    }
}
