using Gateway.Consortium.Page;

namespace Gateway.Consortium;

/// <summary>Puts the consortia together.</summary>
public static class ConsortiumSetup
{
    /// <summary>Registers the slice. It has no settings: everything about a consortium stands in its agreement.</summary>
    public static void AddConsortium(this IServiceCollection services)
    {
        services.AddSingleton<ConsortiumDirectory>();
        services.AddSingleton<ProposeCharter>();
        services.AddSingleton<SignAgreement>();
        services.AddSingleton<ChangeStanding>();
        services.AddSingleton<PreviewOverflow>();
    }

    /// <summary><c>/api/consortia</c>, and the public page of each.</summary>
    public static void MapConsortium(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapConsortia();
        endpoints.MapConsortiumPage();
    }
}
