using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.ConsoleHub;

/// <summary>The sockets of consoles: they ask the other end for a sign of life after ten seconds of silence, and end when none comes within ten more.</summary>
/// <remarks>
/// SignalR's own limit begins to count with a console's first ping: a laptop that fell asleep before it would hold its people until
/// their talk ends for silence. A browser answers this question by itself, even while its page is too busy for anything else.
/// </remarks>
/// <param name="sockets">How a socket is opened otherwise.</param>
internal sealed class AskingSockets(IHttpWebSocketFeature sockets) : IHttpWebSocketFeature
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public bool IsWebSocketRequest => sockets.IsWebSocketRequest;

    /// <summary>Makes all sockets of these paths such sockets.</summary>
    public static void Use(IApplicationBuilder app) => app.UseWebSockets().Use((context, next) =>
    {
        if (context.Features.Get<IHttpWebSocketFeature>() is { } sockets) context.Features.Set<IHttpWebSocketFeature>(new AskingSockets(sockets));
        return next(context);
    });

    /// <inheritdoc/>
    public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context)
    {
        (context.KeepAliveInterval, context.KeepAliveTimeout) = (Silence, Answer);
        return sockets.AcceptAsync(context);
    }
}
