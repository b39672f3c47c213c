using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Handoff.DataRequests;
using Gateway.Handoff.Desk;
using Gateway.Handoff.Introductions;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Stories;
using Gateway.Handoff.Together;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Gateway.SupportBodies;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Handoff;

/// <summary>Puts the hand-off together.</summary>
public static class HandoffSetup
{
    /// <summary>Adds the gate, the other door, and the records of what went through them.</summary>
    public static void AddHandoff(this IServiceCollection services, SettingsReader settings)
    {
        // A command that only erases has none.
        services.TryAddSingleton<DisasterBoard>();
        services.AddSingleton<IDisasterBodies, DisasterBodies>();
        services.AddSingleton<ProvisionRows>();
        services.AddSingleton<SheetRows>();
        services.AddSingleton<WriteSheet>();
        services.AddSingleton<AskAboutSheet>();
        services.AddSingleton<ShowAgreement>();
        services.AddSingleton<AnswerAboutSheet>();
        services.AddSingleton<ReadChecks>();
        services.AddSingleton(provider => new GroundRows(provider.GetRequiredService<Vault>()));
        services.AddSingleton<DecideGround>();
        services.AddSingleton(provider => new OpenGate(
            provider.GetRequiredService<SupportBodyDirectory>(), provider.GetRequiredService<ConsentRows>(), provider.GetRequiredService<GroundRows>(),
            provider.GetRequiredService<ProvisionRows>(), provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<ConsentSettings>(), provider.GetRequiredService<Ids>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ForgetProvisions>();
        services.AddDataRequests(settings);
        services.AddReferrals(settings);
        services.AddDesk(settings);
        services.AddTogether();
        services.AddIntroductions(settings);
        services.AddStories();
    }

    /// <summary>The counsellor's doors to sheets and hand-offs, and the desk of the support bodies.</summary>
    public static void MapHandoff(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapReferrals();
        endpoints.MapLoop();
        endpoints.MapProposals();
        endpoints.MapDesk();
        endpoints.MapWaysIn();
        endpoints.MapBodyAccounts();
        endpoints.MapDataRequests();
        endpoints.MapSheets();
        endpoints.MapHeard();
        endpoints.MapChecks();
        endpoints.MapStories();
    }

    private static void AddProposals(this IServiceCollection services)
    {
        services.AddSingleton<IWhenSheetChanges, EndProposals>();
        services.AddSingleton(all => new ProposeReferral(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>(), all.GetRequiredService<SheetRows>(),
            all.GetRequiredService<DecideGround>(), all.GetRequiredService<SupportBodyDirectory>(), all.GetRequiredService<Ids>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AnswerProposal(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralLog>(), all.GetRequiredService<SheetRows>(), all.GetRequiredService<DecideGround>(),
            all.GetRequiredService<OfferReferral>(), all.GetRequiredService<SupportBodyDirectory>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ReadProposals(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<GroundRows>(), all.GetRequiredService<SheetRows>(),
            all.GetRequiredService<AuditTrail>()));
    }

    private static void AddReferrals(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<ReferralSettings>(services);
        services.AddSingleton<ReferralRows>();
        services.AddSingleton<ReferralWords>();
        services.AddSingleton<ReferralLog>();
        services.AddSingleton<IWhenConsentMoves, FollowConsent>();
        services.AddSingleton<IWhenErasureIsAsked, TakeBackReferrals>();
        services.AddSingleton(all => new OfferReferral(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>(), all.GetRequiredService<OpenGate>(),
            all.GetRequiredService<SheetRows>()));
        services.AddSingleton<IWhenReferralMoves>(all => new OfferNext(all.GetRequiredService<ReferralRows>(), all.GetRequiredService<OfferReferral>));
        services.AddSingleton<IWhenReferralMoves>(all => new CloseOthers(all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>));
        services.AddSingleton(all => new OfferTogether(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>(), all.GetRequiredService<OfferReferral>()));
        services.AddSingleton(all => new AnswerReferral(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>(), all.GetRequiredService<SupportBodyDirectory>(),
            all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new GuideReferral(all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralLog>()));
        services.AddSingleton(all => new ReadReferrals(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>(), all.GetRequiredService<ConsentRows>(),
            all.GetRequiredService<SheetRows>(), all.GetRequiredService<ConsentSettings>(), all.GetRequiredService<AuditTrail>()));
        services.AddSingleton(all => new BringMunicipality(
            all.GetRequiredService<SupportBodyDirectory>(), all.GetRequiredService<SheetRows>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReferralLog>(),
            all.GetRequiredService<OfferReferral>(), all.GetRequiredService<OfferTogether>()));
        services.AddSingleton(all => new LookOverReferrals(all.GetRequiredService<IRecords>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new NoteUnmetNeed(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<Vault>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>()));
        services.AddProposals();
        services.AddHostedService<ReferralKeeper>();
    }
}
