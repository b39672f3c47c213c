using Gateway.Channels.Line;
using Gateway.Channels.Sms;
using Gateway.Conversations.Attachments;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;

namespace Gateway.Channels;

/// <summary>Puts the channels together.</summary>
public static class ChannelsSetup
{
    /// <summary>Adds LINE and SMS; the web chat adds itself.</summary>
    public static void AddChannels(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<LineSettings>(services);
        services.AddLineClient();
        // How long a call may take, the caller says.
        services.AddHttpClient(LineContent.Client, client => client.Timeout = Timeout.InfiniteTimeSpan).ByTheWay();
        services.AddSingleton<IAttachmentSource, LineContent>();
        services.AddSingleton<WebhookCounters>();
        services.AddSingleton<LineTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<LineTokens>());
        services.AddSingleton<CallLine>();
        services.AddSingleton<WatchQuota>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchQuota>());
        services.AddHostedService<NewsByLine>();
        services.AddSingleton<LeavingWords>();
        services.AddSingleton<ShowTyping>();
        services.AddHostedService(provider => provider.GetRequiredService<ShowTyping>());
        services.AddSingleton<LeaveGroups>();
        services.AddHostedService(provider => provider.GetRequiredService<LeaveGroups>());
        services.AddSingleton<IChannelSender, LineSender>();
        services.AddSingleton<IChannelSender, SmsSender>();
        services.AddSingleton<SmsFigures>();
        services.AddSingleton<ISmsProvider, AcsSender>();
        services.AddSingleton<ISmsProvider, TwilioSender>();
        services.AddHttpClient("twilio", client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(15), 1024 * 1024)).ByTheWay();
    }

    /// <summary>Adds what calls the Messaging API; for a command that asks LINE too.</summary>
    internal static void AddLineClient(this IServiceCollection services)
    {
        services.AddSingleton<WayToProvider>();
        services.AddHttpClient("line", client => client.Timeout = TimeSpan.FromSeconds(15)).ByTheWay();
    }

    private static void ByTheWay(this IHttpClientBuilder client) =>
        client.ConfigurePrimaryHttpMessageHandler(services => services.GetRequiredService<WayToProvider>().Handler());

    /// <summary>Maps the webhooks.</summary>
    public static void MapChannels(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapLine();
        endpoints.MapLineQuota();
        endpoints.MapSms();
        endpoints.MapTwilio();
    }
}
