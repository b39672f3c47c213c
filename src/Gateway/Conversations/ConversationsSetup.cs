using Gateway.Conversations.Attachments;
using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.Conversations.Passages;
using Gateway.Primitives;

namespace Gateway.Conversations;

/// <summary>Puts the conversations together. The feed's engine is chosen where the queue's engine is chosen.</summary>
public static class ConversationsSetup
{
    /// <summary>Adds the log, the moves, the outbox and their keepers.</summary>
    public static void AddConversations(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<ConversationSettings>(services);
        settings.Read<RetentionSettings>(services);
        settings.Read<PassageSettings>(services);
        services.AddSingleton<PersonTexts>();
        services.AddSingleton<Contacts>();
        services.AddSingleton<OpenConversation>();
        services.AddSingleton<ConversationLog>();
        services.AddSingleton<RememberedConversations>();
        services.AddSingleton<TakeTogether>();
        services.AddSingleton<ConversationWatch>();
        services.AddSingleton<ConversationAccess>();
        services.AddSingleton<GuestStays>();
        services.AddSingleton<MoveConversation>();
        services.AddSingleton<ChangeGrade>();
        services.AddSingleton<SpeakToPerson>();
        services.AddSingleton<SettleRestored>();
        services.AddSingleton<EraseWords>();
        services.AddSingleton<WithdrawWords>();
        services.AddSingleton<TakeReport>();
        services.AddSingleton<StopReplies>();
        services.AddSingleton<PassageLinks>();
        services.AddSingleton<OfferPassage>();
        services.AddSingleton<OpenPassage>();
        services.AddSingleton<LeavePage>();
        services.AddSingleton<TellOfNews>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxRows>();
        services.AddSingleton<ReplyTokens>();
        services.AddSingleton<UndeliveredReplies>();
        services.AddSingleton<SafeReach>();
        services.AddSingleton<ProviderCalls>();
        services.AddSingleton<DeliveryFigures>();
        services.AddSingleton<SendReplies>();
        services.AddHostedService<OutboxSender>();
        services.AddSingleton<AttachmentSignal>();
        services.AddSingleton<AttachmentFigures>();
        services.AddSingleton<TakeAttachment>();
        services.AddSingleton<KeepAttachment>();
        services.AddSingleton<FetchAttachments>();
        services.AddHostedService<AttachmentFetcher>();
        services.AddSingleton<OutboxWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxWatch>());
        services.AddHostedService<StageTimers>();
        services.AddHostedService<ForgetInTime>();
    }
}
