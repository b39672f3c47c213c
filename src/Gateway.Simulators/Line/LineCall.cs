using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Gateway.Simulators.Line;

/// <summary>One call of the Messaging API, known to come from an account.</summary>
internal sealed record LineCall(LineAccount Account, JsonElement Body, string RequestId)
{
    /// <summary>When it came.</summary>
    public required DateTimeOffset At { get; init; }

    private const int LargestBody = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What stands around every call: request id, token, size, limit, faults; then the call itself.</summary>
    public static Task HandleAsync(HttpContext context, LineSimulator line, string name, Func<LineCall, LineAnswer> handle) =>
        HandleAsync(context, line, name, call => Task.FromResult(handle(call)));

    /// <summary>The same for a call during which the simulator calls somebody itself.</summary>
    public static async Task HandleAsync(HttpContext context, LineSimulator line, string name, Func<LineCall, Task<LineAnswer>> handle)
    {
        var requestId = line.Ids.Uuid();
        context.Response.Headers["X-Line-Request-Id"] = requestId;

        if (line.Authenticate(context.Request.Headers.Authorization) is not { } account)
        {
            await WriteAsync(context, LineAnswer.Error(
                401, "Authentication failed. Confirm that the access token in the authorization header is valid."));
            return;
        }

        var (body, refusal) = await ReadAsync(context);
        // A fault that a test has asked for is meant for what is sent, not for what the gateway asks by itself meanwhile.
        var fault = HttpMethods.IsGet(context.Request.Method) || name == "loading" ? null : account.Faults.Take();
        if (fault is Fault.DropBeforeAccepting)
        {
            context.Abort();
            return;
        }

        var answer = fault switch
        {
            Fault.ServerError => LineAnswer.Error(500, "Internal Server Error"),
            Fault.RateLimited => LineAnswer.RateLimited,
            _ when !account.Admits(name) => LineAnswer.RateLimited,
            _ => refusal ?? await handle(new LineCall(account, body, requestId) { At = line.Time.GetUtcNow() }),
        };
        if (account.Faults.AnswerDelay > TimeSpan.Zero)
            await Task.Delay(account.Faults.AnswerDelay, context.RequestAborted);
        if (fault is Fault.DropAfterAccepting)
            context.Abort();
        else
            await WriteAsync(context, answer);
    }

    private static async Task<(JsonElement Body, LineAnswer? Refusal)> ReadAsync(HttpContext context)
    {
        // Leaving a group has no body.
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Path.Value!.EndsWith("/leave", StringComparison.Ordinal))
            return (default, null);
        if (!context.Request.HasJsonContentType())
            return (default, LineAnswer.Error(415, "Unsupported Media Type"));
        if (context.Request.ContentLength > LargestBody)
            return (default, LineAnswer.Error(413, "Request Entity Too Large"));
        try
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (document.RootElement.Clone(), null)
                : (default, LineAnswer.Error(400, "The request body could not be parsed as a JSON object"));
        }
        catch (JsonException)
        {
            return (default, LineAnswer.Error(400, "The request body could not be parsed as JSON"));
        }
    }

    private static async Task WriteAsync(HttpContext context, LineAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        if (answer.AcceptedRequestId is not null)
            context.Response.Headers["x-line-accepted-request-id"] = answer.AcceptedRequestId;
        await context.Response.WriteAsJsonAsync(answer.Body, answer.Body.GetType(), Json, context.RequestAborted);
    }
}
