namespace Gateway.Disasters;

/// <summary>Puts the disaster mode together.</summary>
public static class DisastersSetup
{
    /// <summary>Adds it. It has no settings: what holds is said when it is turned on.</summary>
    public static void AddDisasters(this IServiceCollection services)
    {
        services.AddSingleton<DisasterBoard>();
        services.AddHostedService(all => all.GetRequiredService<DisasterBoard>());
        services.AddSingleton<DisasterDoor>();
    }

    /// <summary><c>/api/disasters</c>.</summary>
    public static void MapDisasters(this IEndpointRouteBuilder endpoints) => DisasterDoor.Map(endpoints);
}
