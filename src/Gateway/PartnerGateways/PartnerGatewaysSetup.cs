using Gateway.Channels;
using Gateway.Consortium.Live;
using Gateway.Conversations;
using Gateway.PartnerGateways.Stays;

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
        services.AddSingleton<IGuestsElsewhere, FollowStays>();
        services.AddSingleton<IMembersElsewhere, MembersElsewhere>();
        services.AddSingleton<BeginCopy>();
        services.AddSingleton<EndCopy>();
        services.AddSingleton<StoreWords>();
        services.AddSingleton<HearHome>();
        services.AddSingleton<HearStays>();
        services.AddSingleton<NotBelieved>();
        services.AddSingleton<HearPartner>();
        services.AddSingleton<HearAlarm>();
        services.AddSingleton<HomeStays>();
        services.AddSingleton<KeepHomeStays>();
        services.AddHostedService(all => all.GetRequiredService<KeepHomeStays>());
        services.AddSingleton<KeepCopies>();
        services.AddHostedService(all => all.GetRequiredService<KeepCopies>());
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
