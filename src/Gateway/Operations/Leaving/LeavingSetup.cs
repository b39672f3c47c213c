using Gateway.Primitives;

namespace Gateway.Operations.Leaving;

/// <summary>Puts the way out together.</summary>
internal static class LeavingSetup
{
    /// <summary>Adds it, and gives the host as long for its own stop as calls may take.</summary>
    public static void AddLeaving(this IServiceCollection services, SettingsReader settings)
    {
        var drain = settings.Read<DrainSettings>(services);
        services.AddSingleton<TakeLeave>();
        services.AddSingleton<IHostLifetime, SignalLifetime>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(drain.FinishSeconds));
    }
}
