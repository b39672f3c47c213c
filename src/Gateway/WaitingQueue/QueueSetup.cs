using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.WaitingQueue.InProcess;

namespace Gateway.WaitingQueue;

/// <summary>Puts the queue together, and with it the feed: both live in the process, or both in Redis.</summary>
public static class QueueSetup
{
    /// <summary>Adds the engine that the settings choose, the use cases and the keeper.</summary>
    public static void AddWaitingQueue(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<QueueSettings>(services);
        services.AddSingleton<QueueMemory>();
        services.AddSingleton<IQueueEngine, InProcessQueue>();
        services.AddSingleton<IFeed, InProcessFeed>();
        services.AddSingleton<JoinQueue>();
        services.AddSingleton<ConfirmClaim>();
        services.AddSingleton<TakeNext>();
        services.AddSingleton<LetGo>();
        services.AddSingleton<MatchRecords>();
        services.AddHostedService<QueueKeeper>();
    }
}
