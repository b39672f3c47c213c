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
        services.AddHttpClient("line", client => client.Timeout = TimeSpan.FromSeconds(15));
        // Nobody is followed elsewhere, and nothing is remembered or unpacked on the way. How long a call may take, the caller says.
        services.AddHttpClient(LineContent.Client, client => client.Timeout = Timeout.InfiniteTimeSpan).ConfigurePrimaryHttpMessageHandler(
            () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(10) });
        services.AddSingleton<IAttachmentSource, LineContent>();
        services.AddSingleton<WebhookCounters>();
        services.AddSingleton<LineTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<LineTokens>());
        services.AddSingleton<CallLine>();
        services.AddSingleton<WatchQuota>();
        services.AddHostedService(provider => provider.GetRequiredService<WatchQuota>());
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
        // Secrets go to the address of the set-up file and nowhere else: a redirect is not followed.
        services.AddHttpClient("twilio", client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(15), 1024 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    }

    /// <summary>Maps the webhooks.</summary>
    public static void MapChannels(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapLine();
        endpoints.MapLineQuota();
        endpoints.MapSms();
        endpoints.MapTwilio();
    }
}
