using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>Puts the web chat together.</summary>
public static class WebChatSetup
{
    /// <summary>Adds the person's page.</summary>
    public static void AddWebChat(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<WebChatSettings>(services);
        services.AddSingleton<ChatTexts>();
        services.AddSingleton<ChatAssets>();
        services.AddSingleton<ChatLimits>();
        services.AddSingleton<CrowdAtDoor>();
        services.AddSingleton<ReadTalk>();
        services.AddSingleton<WaitingNews>();
        services.AddSingleton<TypingWatch>();
        services.AddSingleton<FollowLanguage>();
        services.AddSingleton<ChatDoor>();
        services.AddSingleton<TakeWords>();
        services.AddSingleton<TakePicture>();
        services.AddSingleton<TakeAfter>();
        services.AddSingleton<AskForTurn>();
        services.AddSingleton<LeaveTalk>();
        services.AddSingleton<TakeCompany>();
        services.AddSingleton<NoteSeen>();
        services.AddSingleton<AgreeDoor>();
        services.AddSingleton<CardDoor>();
        services.AddSingleton<EnterByLink>();
        services.AddSingleton<OpenPages>();
        services.AddSingleton<StreamTalk>();
    }

    /// <summary>Maps the page and its acts. Nobody signs in here: who somebody is, their cookie says.</summary>
    public static void MapWebChat(this IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var (door, take, leave, stream) = (
            services.GetRequiredService<ChatDoor>(), services.GetRequiredService<TakeWords>(),
            services.GetRequiredService<LeaveTalk>(), services.GetRequiredService<StreamTalk>());
        var link = services.GetRequiredService<EnterByLink>();
        // Made now, because the feed takes subscribers only before the start.
        services.GetRequiredService<TypingWatch>();

        var chat = endpoints.MapGroup("/chat/{entrance}").AllowAnonymous().ExcludeFromDescription();
        chat.AddEndpointFilter(door.FilterAsync);
        chat.MapGet("", (Delegate)door.PageAsync);
        chat.MapGet("/log", (Delegate)door.LogAsync);
        chat.MapGet("/stream", (Delegate)stream.HandleAsync);
        chat.MapPost("/messages", (Delegate)take.HandleAsync);
        chat.MapPost("/pictures", (Delegate)services.GetRequiredService<TakePicture>().HandleAsync);
        chat.MapPost("/typing", (Delegate)leave.TypingAsync);
        chat.MapPost("/turn", (Delegate)services.GetRequiredService<AskForTurn>().HandleAsync);
        chat.MapPost("/company", (Delegate)services.GetRequiredService<TakeCompany>().HandleAsync);
        chat.MapPost("/seen", (Delegate)services.GetRequiredService<NoteSeen>().HandleAsync);
        chat.MapPost("/leave", (Delegate)leave.LeaveAsync);
        chat.MapPost("/after", (Delegate)services.GetRequiredService<TakeAfter>().HandleAsync);
        chat.MapPost("/exit", (Delegate)leave.Exit);
        chat.MapGet("/go/{link}", (Delegate)link.LookAsync);
        chat.MapPost("/go/{link}", (Delegate)link.OpenAsync);
        chat.MapPost("/back", (Delegate)link.BackAsync);
        var card = services.GetRequiredService<CardDoor>();
        chat.MapGet("/card", (Delegate)card.LookAsync);
        chat.MapPost("/card", (Delegate)card.OpenAsync);
        chat.MapPost("/card/{id}", (Delegate)card.DecideAsync);
        chat.MapAgreements(services.GetRequiredService<AgreeDoor>());

        var assets = services.GetRequiredService<ChatAssets>();
        endpoints.MapGet("/chat-assets/{hash}/{file}", (HttpContext context, string hash, string file) => assets.Serve(context, hash, file))
            .AllowAnonymous().ExcludeFromDescription();
    }
}
