using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Line;

/// <summary>The addresses of LINE's Messaging API that the gateway uses.</summary>
public static class LineEndpoints
{
    private const string RetryKey = "X-Line-Retry-Key";

    /// <summary>Serves the Messaging API for the accounts of this simulator.</summary>
    public static void MapLine(this IEndpointRouteBuilder app, LineSimulator line)
    {
        app.MapLineTokens(line);
        var bot = app.MapGroup("/v2/bot");

        bot.MapPost("/message/reply", context => LineCall.HandleAsync(context, line, "reply", call =>
            call.Account.Reply(call.Body, context.Request.Headers.ContainsKey(RetryKey))));
        bot.MapPost("/message/push", context => LineCall.HandleAsync(context, line, "push", call =>
            call.Account.Push(call.Body, context.Request.Headers.TryGetValue(RetryKey, out var key) ? key.ToString() : null, call.RequestId)));
        bot.MapPost("/message/validate/{kind}", context => LineCall.HandleAsync(context, line, "validate", call =>
            LineMessages.Read(call.Body).Refusal ?? Empty(200)));
        bot.MapPost("/chat/loading/start", context => LineCall.HandleAsync(context, line, "loading", call => Loading(call)));
        bot.MapPost("/chat/markAsRead", context => LineCall.HandleAsync(context, line, "markAsRead", _ => Empty(200)));

        bot.MapGet("/message/{id}/content", context => LineContentHost.HandleAsync(context, line, transcoding: false));
        bot.MapGet("/message/{id}/content/transcoding", context => LineContentHost.HandleAsync(context, line, transcoding: true));
        bot.MapPost("/group/{id}/leave", context => LineCall.HandleAsync(context, line, "leave", call => Leave(context, call)));
        bot.MapPost("/room/{id}/leave", context => LineCall.HandleAsync(context, line, "leave", call => Leave(context, call)));
        bot.MapGet("/message/quota", context => LineCall.HandleAsync(context, line, "quota", call =>
            new LineAnswer(200, call.Account.Quota().Limit is { } limit ? new { type = "limited", value = limit } : new { type = "none" })));
        bot.MapGet("/message/quota/consumption", context => LineCall.HandleAsync(context, line, "consumption", call =>
            new LineAnswer(200, new { totalUsage = call.Account.Quota().Used })));
        bot.MapGet("/channel/webhook/endpoint", context => LineCall.HandleAsync(context, line, "endpoint", call => call.Account.Webhook is { } webhook
            ? new LineAnswer(200, new { endpoint = webhook.AbsoluteUri, active = call.Account.UsesWebhook })
            : LineAnswer.Error(404, "Webhook endpoint not found")));
        bot.MapPost("/channel/webhook/test", context => LineCall.HandleAsync(context, line, "test", TestWebhookAsync));
        bot.MapGet("/profile/{userId}", context => LineCall.HandleAsync(context, line, "profile", call =>
            Profile(call.Account, context.GetRouteValue("userId") as string ?? "")));
        bot.MapGet("/info", context => LineCall.HandleAsync(context, line, "info", call => new LineAnswer(200, new
        {
            userId = call.Account.Options.Destination,
            basicId = "@" + call.Account.Options.Account,
            displayName = call.Account.Options.Account,
            chatMode = call.Account.ChatMode,
            markAsReadMode = "auto",
        })));
    }

    private static LineAnswer Leave(HttpContext context, LineCall call) =>
        call.Account.Leave(context.GetRouteValue("id") as string ?? "") ? Empty(200) : LineAnswer.Error(404, "Not found");

    private static LineAnswer Empty(int status) => new(status, new { });

    /// <summary>LINE calls the webhook as with "Verify", and tells what came of it.</summary>
    private static async Task<LineAnswer> TestWebhookAsync(LineCall call)
    {
        if (call.Account.Webhook is null)
            return LineAnswer.Error(404, "Webhook endpoint not found");
        var attempt = (await call.Account.VerifyAsync()).First;
        return new LineAnswer(200, new
        {
            success = attempt.Accepted,
            timestamp = call.At,
            statusCode = attempt.StatusCode ?? 0,
            reason = attempt.Accepted ? "OK" : attempt.Reason?.ToUpperInvariant() ?? "ERROR_STATUS_CODE",
            detail = attempt.StatusCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        });
    }

    private static LineAnswer Loading(LineCall call)
    {
        var body = call.Body;
        if (!LineIds.IsUser(LineMessages.Text(body, "chatId")))
            return LineAnswer.Error(400, "The property, 'chatId', in the request body is invalid (line: -, column: -)");
        var seconds = body.TryGetProperty("loadingSeconds", out var given) && given.TryGetInt32(out var number) ? number : 20;
        if (seconds is >= 5 and <= 60 && seconds % 5 == 0)
        {
            call.Account.Loads(LineMessages.Text(body, "chatId")!, TimeSpan.FromSeconds(seconds));
            return Empty(202);
        }
        return LineAnswer.Error(400, "The property, 'loadingSeconds', in the request body is invalid (line: -, column: -)");
    }

    // Absent for anybody who is no friend: a gateway must not need it.
    private static LineAnswer Profile(LineAccount account, string userId) =>
        account.IsFriend(userId)
            ? new LineAnswer(200, new { displayName = "だれか", userId, language = "ja" })
            : LineAnswer.Error(404, "Not found");
}
