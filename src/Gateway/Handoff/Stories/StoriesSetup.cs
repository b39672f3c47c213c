using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.Stories;

/// <summary>Puts the stories together.</summary>
internal static class StoriesSetup
{
    public static void AddStories(this IServiceCollection services)
    {
        services.AddSingleton<StoryRows>();
        services.AddSingleton<IWhenConsentMoves, FollowStory>();
        services.AddSingleton<IWhenErasureIsAsked, TakeBackStories>();
        services.AddSingleton<ReadStoryFacts>();
        services.AddSingleton(all => new AskStory(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<StoryRows>(), all.GetRequiredService<ReferralRows>(), all.GetRequiredService<ReadStoryFacts>(),
            all.GetRequiredService<AskConsent>(), all.GetRequiredService<OrganisationDirectory>(), all.GetRequiredService<PersonTexts>(), all.GetRequiredService<Ids>(),
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new AnswerStory(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<StoryRows>(), all.GetRequiredService<ConsentRows>(), all.GetRequiredService<AskConsent>(),
            all.GetRequiredService<AnswerConsent>(), all.GetRequiredService<EndConsents>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ReadStories(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<StoryRows>(), all.GetRequiredService<ConsentRows>(), all.GetRequiredService<ConsentSettings>(),
            all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>()));
    }
}
