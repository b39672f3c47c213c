using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>Puts the console's side together.</summary>
public static class ConsoleHubSetup
{
    // A larger message closes the socket. What somebody pastes, a megabyte of kana too, is to be refused in words instead.
    private const long LargestMessage = 4 * 1024 * 1024;

    /// <summary>Adds the hub and its keepers.</summary>
    public static void AddConsoleHub(this IServiceCollection services)
    {
        services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = LargestMessage;
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            options.KeepAliveInterval = TimeSpan.FromSeconds(10);
            // Catch-up must not wait behind a send, nor a send behind a slow claim.
            options.MaximumParallelInvocationsPerClient = 4;
            options.AddFilter<HubFailures>();
            options.AddFilter<HubArguments>();
        }).AddJsonProtocol(options =>
        {
            options.PayloadSerializerOptions.TypeInfoResolverChain.Insert(0, ConsoleJson.Default);
            options.PayloadSerializerOptions.DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull;
            options.PayloadSerializerOptions.Converters.Add(new UtcJson());
        });
        // The dispatcher calls every refusal an error; HubFailures logs those that are.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
        services.AddSingleton<HubFailures>();
        services.AddSingleton<HubArguments>();
        services.AddSingleton<Consoles>();
        services.AddSingleton<ShowQueue>();
        services.AddSingleton<PushFailures>();
        services.AddSingleton<QueueScreens>();
        services.AddSingleton<ChannelScreens>();
        services.AddSingleton<EmergencyScreens>();
        services.AddSingleton<EmergencyDesk>();
        services.AddSingleton<GuestDesk>();
        services.AddSingleton<OpenConsole>();
        services.AddSingleton<SetAvailability>();
        services.AddSingleton<TypingNotes>();
        services.AddHostedService<ConsoleKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueScreens>());
        services.AddHostedService(provider => provider.GetRequiredService<ChannelScreens>());
        services.AddHostedService(provider => provider.GetRequiredService<EmergencyScreens>());
        services.AddHostedService<CheckScreens>();
        services.AddHostedService<SendOn>();
    }

    /// <summary>Maps the hub and the catch-up over HTTP.</summary>
    public static void MapConsoleHub(this WebApplication app)
    {
        // Browsers ask nobody before they open a socket from a strange page (cross-site WebSocket hijacking): refused here.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hubs"), hubs => hubs.Use((context, next) =>
        {
            if (SameOrigin.Allows(context.Request)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }));
        // A console that comes while everybody is being sent on asks again, and then reaches another gateway.
        var departure = app.Services.GetRequiredService<Departure>();
        app.UseWhen(context => departure.Moving.IsCancellationRequested && context.Request.Path.StartsWithSegments("/hubs"), hubs => hubs.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        }));
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/hubs"), AskingSockets.Use);
        app.MapHub<CounsellorHub>("/hubs/console", options => options.CloseOnAuthenticationExpiration = true);
        app.MapWaitingQueue();
        app.MapGet("/api/conversations/{id}/entries", EntriesAsync).RequireAuthorization(Policies.Counsel)
            .WithName("Entries").WithSummary("The entries of one's own conversation after a number, at most 200.");
        app.MapAttachments();
        app.MapConsolePages();
    }

    private static async Task<IResult> EntriesAsync(string id, long? after, HttpContext context, ConversationAccess access)
    {
        // Opened words stay out of a volunteer's disk cache.
        context.Response.Headers.CacheControl = "no-store";
        var entries = await access.ReadAsync(context.User.AsStaff()!.Id, id, after ?? 0, context.RequestAborted);
        return entries is null
            ? Results.Problem(statusCode: 404, title: "There is no such conversation.", extensions: new Dictionary<string, object?> { ["code"] = "conversation.not_found" })
            : Results.Json(Views.Of(entries), ConsoleJson.Default.IReadOnlyListEntryView);
    }
}
