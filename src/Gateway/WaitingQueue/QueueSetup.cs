using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.Redis;
using Gateway.WaitingQueue.InProcess;
using Gateway.WaitingQueue.Redis;

namespace Gateway.WaitingQueue;

/// <summary>Puts the queue together, and with it the feed: both live in the process, or both in Redis.</summary>
public static class QueueSetup
{
    /// <summary>Adds the engine that the settings choose, the use cases and the keeper.</summary>
    public static void AddWaitingQueue(this IServiceCollection services, SettingsReader settings)
    {
        var queue = settings.Read<QueueSettings>(services);
        if (queue.Engine == "Redis") services.AddRedisEngines(settings);
        else services.AddEnginesInProcess();
        services.AddSingleton<JoinQueue>();
        services.AddSingleton<TellEngine>();
        services.AddSingleton<ConfirmClaim>();
        services.AddSingleton<QueueFigures>();
        services.AddSingleton<TakeNext>();
        services.AddSingleton<LetGo>();
        services.AddSingleton<MatchRecords>();
        services.AddSingleton<CountWaits>();
        services.AddSingleton<FollowPlace>();
        services.AddSingleton<MovePlace>();
        services.AddSingleton<ShiftRows>();
        services.AddSingleton<TraitRows>();
        services.AddSingleton<SayTraits>();
        services.AddHostedService<ForgetTraits>();
        services.AddSingleton<WishCounts>();
        services.AddSingleton<IWhenTaken, MeetWish>();
        services.AddSingleton<KeepDisasterLine>();
        services.AddHostedService(provider => provider.GetRequiredService<KeepDisasterLine>());
        services.AddHostedService<QueueKeeper>();
        services.AddSingleton<KeepOneQueue>();
        services.AddHostedService(provider => provider.GetRequiredService<KeepOneQueue>());
    }

    /// <summary><c>/api/wishes</c>.</summary>
    public static void MapWaitingQueue(this IEndpointRouteBuilder endpoints) => endpoints.MapWishes();

    private static void AddEnginesInProcess(this IServiceCollection services)
    {
        services.AddSingleton<QueueMemory>();
        services.AddSingleton<IQueueEngine, InProcessQueue>();
        services.AddSingleton<IFeed, InProcessFeed>();
    }

    private static void AddRedisEngines(this IServiceCollection services, SettingsReader settings)
    {
        services.AddRedis(settings);
        services.AddSingleton<IQueueEngine, RedisQueue>();
        services.AddSingleton<RedisFeed>();
        services.AddSingleton<IFeed>(provider => provider.GetRequiredService<RedisFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<RedisFeed>());
    }
}
