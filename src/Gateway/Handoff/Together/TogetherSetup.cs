using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Together;

/// <summary>Puts three in one talk together.</summary>
internal static class TogetherSetup
{
    public static void AddTogether(this IServiceCollection services)
    {
        services.AddSingleton<SeatRows>();
        services.AddSingleton<CallWorker>();
        services.AddSingleton<SeatLog>();
        services.AddSingleton<SitInTalk>();
        services.AddSingleton(all => new AnswerSeat(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<SeatRows>(), all.GetRequiredService<SeatLog>(), all.GetRequiredService<ConversationLog>(),
            all.GetRequiredService<OutboxRows>(), all.GetRequiredService<PersonTexts>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IOtherQuestion>(all => all.GetRequiredService<AnswerSeat>());
        services.AddSingleton(all => new InviteWorker(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<SeatRows>(), all.GetRequiredService<SeatLog>(), all.GetRequiredService<ReferralRows>(),
            all.GetRequiredService<SupportBodyDirectory>(), all.GetRequiredService<MoveConversation>(), all.GetRequiredService<AskConsent>(), all.GetRequiredService<OrganisationDirectory>(),
            all.GetRequiredService<Ids>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IWhenReferralMoves, LetWorkerGo>();
        services.AddSingleton<IWhenUrgent, CallLineBack>();
        services.AddHostedService<SeatKeeper>();
    }
}
