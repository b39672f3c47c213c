using Gateway.Intake;
using Gateway.Organisations;

namespace Gateway.Channels.Line;

/// <summary>LINE's webhook: verify the raw bytes, then parse, then store, and only then 200.</summary>
public static partial class LineWebhook
{
    /// <summary>Maps <c>POST /channels/line/{account}/webhook</c>. LINE signs its calls; nobody is signed in.</summary>
    public static void MapLine(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/channels/line/{account}/webhook", HandleAsync).AllowAnonymous().DisableAntiforgery()
            .WithSummary("LINE Messaging API webhook").ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(
        string account, HttpContext context, OrganisationDirectory organisations, AcceptInbound accept, LeavingWords words, LeaveGroups leave,
        WebhookCounters counters, ILogger<AcceptInbound> log)
    {
        if (organisations.FindLine(account) is not { } line) return Results.NotFound();
        using var call = new WebhookCall("line", counters);
        var read = await RawBody.ReadAsync(context);
        if (read.Bytes is not { } body) return call.Ended(read.Result, read.Status);
        if (!LineSignature.IsGood(body, context.Request.Headers["x-line-signature"], line.ChannelSecrets))
            return call.Ended("signature", StatusCodes.Status401Unauthorized);
        if (LineEvents.Read(line, body) is not { } events) return call.Ended("broken", StatusCodes.Status400BadRequest);
        // Started in order: one person's events pass one after another, those of different people share a commit.
        return await call.TakeAsync(accept, words.Understand(events), Results.Ok(), error => LogUnavailable(log, error), then: () =>
        {
            if (events.Any(inbound => inbound.Kind == InboundKind.Nobody))
                foreach (var group in LineGroups.Of(body)) leave.Soon(line, group);
        });
    }

    [LoggerMessage(1601, LogLevel.Error, "A LINE webhook could not be stored; LINE was told so")]
    private static partial void LogUnavailable(ILogger log, Exception error);
}
