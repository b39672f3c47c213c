using Gateway.Channels;

namespace Gateway.PartnerGateways;

/// <summary>Puts together what two gateways exchange. Without a partner in the set-up file nothing is called, and every call is refused.</summary>
public static class PartnerGatewaysSetup
{
    /// <summary>Registers the slice. It has no settings: everything about a partner stands in the set-up file.</summary>
    public static void AddPartnerGateways(this IServiceCollection services)
    {
        services.AddHttpClient(CallPartner.Client, client => (client.Timeout, client.MaxResponseContentBufferSize) = (CallPartner.Limit, ExchangeDoor.LargestBody))
            .ConfigurePrimaryHttpMessageHandler(all => all.GetRequiredService<WayToProvider>().Handler());
        services.AddSingleton<CallPartner>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<CheckCall>();
        services.AddSingleton<AvailabilityNow>();
        services.AddSingleton<PartnerLinks>();
        services.AddSingleton<PartnerFigures>();
        services.AddSingleton<WatchPartners>();
        services.AddHostedService(all => all.GetRequiredService<WatchPartners>());
    }

    /// <summary>The door for partners' gateways, and <c>/api/partner-gateways</c>.</summary>
    public static void MapPartnerGateways(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapExchange();
        endpoints.MapLinks();
    }
}
