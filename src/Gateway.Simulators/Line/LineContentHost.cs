using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Line;

/// <summary>LINE's second host, which hands out what users have sent. The simulator serves both under one address.</summary>
internal static class LineContentHost
{
    public static async Task HandleAsync(HttpContext context, LineSimulator line, bool transcoding)
    {
        context.Response.Headers["X-Line-Request-Id"] = line.Ids.Uuid();
        if (line.Authenticate(context.Request.Headers.Authorization) is not { } account)
        {
            await AnswerAsync(context, 401, "Authentication failed. Confirm that the access token in the authorization header is valid.");
            return;
        }

        var id = context.GetRouteValue("id") as string ?? "";
        if (transcoding) await TranscodingAsync(context, account.Contents.AskToConvert(id));
        else await ContentAsync(context, account.Contents.Ask(id));
    }

    private static Task TranscodingAsync(HttpContext context, (LineContent? Content, int Times) asked) => asked.Content switch
    {
        null or { Kind: not ("audio" or "video") } => AnswerAsync(context, 404, "Not found"),
        { CannotBeConverted: true } => context.Response.WriteAsJsonAsync(new { status = "failed" }),
        { StillProcessing: var times } => context.Response.WriteAsJsonAsync(new { status = asked.Times <= times ? "processing" : "succeeded" }),
    };

    private static async Task ContentAsync(HttpContext context, LineContent? content)
    {
        if (content is null or { Elsewhere: not null })
        {
            await AnswerAsync(context, 404, "not found");
            return;
        }

        if (content.RedirectTo is { } elsewhere)
        {
            context.Response.Redirect(elsewhere);
            return;
        }

        if (content.Status is { } status)
        {
            await AnswerAsync(context, status, status == 410 ? "The content is gone" : "not found");
            return;
        }

        context.Response.ContentType = content.Type;
        if (!content.WithoutLength) context.Response.ContentLength = content.Bytes.Length;
        var half = content.CutAfter ?? content.Bytes.Length / 2;
        await context.Response.Body.WriteAsync(content.Bytes.AsMemory(0, half), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (content.Pause > TimeSpan.Zero) await Task.Delay(content.Pause, context.RequestAborted);
        if (content.CutAfter is not null) context.Abort();
        else await context.Response.Body.WriteAsync(content.Bytes.AsMemory(half), context.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { message });
    }
}
