using Gateway.Channels.Line;
using Gateway.Channels.Sms;
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
        services.AddHttpClient("line", client => client.Timeout = TimeSpan.FromSeconds(15));
        services.AddSingleton<WebhookCounters>();
        services.AddSingleton<LeaveGroups>();
        services.AddHostedService(provider => provider.GetRequiredService<LeaveGroups>());
        services.AddSingleton<IChannelSender, LineSender>();
        services.AddSingleton<IChannelSender, AcsSender>();
    }

    /// <summary>Maps the webhooks.</summary>
    public static void MapChannels(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapLine();
        endpoints.MapSms();
    }
}
