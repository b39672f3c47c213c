using Gateway.Consent;
using Gateway.Consortium.Entrance;
using Gateway.Consortium.Live;
using Gateway.Consortium.Page;
using Gateway.Conversations;

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
        services.AddSingleton<CoverWeek>();
        services.AddSingleton<PartnersElsewhere>();
        services.AddSingleton<MembersNow>();
        services.AddSingleton<WhatTheyTold>();
        services.AddSingleton<OverflowSignal>();
        services.AddSingleton<AnswerAsked>();
        services.AddSingleton<IAskedWhileWaiting>(all => all.GetRequiredService<AnswerAsked>());
        services.AddSingleton<IOtherQuestion>(all => all.GetRequiredService<AnswerAsked>());
        services.AddSingleton<AskPerson>();
        services.AddSingleton<MoveGuest>();
        services.AddSingleton<BringHome>();
        services.AddSingleton<CarryOn>();
        services.AddSingleton<Contributions>();
        services.AddSingleton<CommonEntrances>();
        services.AddSingleton<EntranceSignal>();
        services.AddSingleton<AskAtEntrance>();
        services.AddSingleton<SayAtEntrance>();
        services.AddSingleton<StandAtEntrance>();
        services.AddSingleton<IAtCommonEntrance>(all => all.GetRequiredService<StandAtEntrance>());
        services.AddSingleton<ChooseMember>();
        services.AddSingleton<IAskedWhileWaiting>(all => all.GetRequiredService<ChooseMember>());
        services.AddSingleton<IWhenPersonSpeaks>(all => all.GetRequiredService<ChooseMember>());
        services.AddSingleton<VisitorFacts>();
        services.AddSingleton<RouteVisitor>();
        services.AddSingleton<EntranceKeeper>();
        services.AddHostedService(all => all.GetRequiredService<EntranceKeeper>());
        services.AddSingleton<OverflowKeeper>();
        services.AddHostedService(all => all.GetRequiredService<OverflowKeeper>());
    }

    /// <summary><c>/api/consortia</c>, and the public page of each.</summary>
    public static void MapConsortium(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapConsortia();
        endpoints.MapConsortiumPage();
    }
}
