using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Sms;

/// <summary>The address of Azure Communication Services with which the gateway sends SMS.</summary>
public static class SmsEndpoints
{
    private static readonly string[] Versions = ["2021-03-07", "2025-09-17", "2026-01-23"];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Serves <c>POST /sms</c> for the numbers of this simulator.</summary>
    public static void MapSms(this IEndpointRouteBuilder app, SmsSimulator sms) => app.MapPost("/sms", context => SendAsync(context, sms));

    private static async Task SendAsync(HttpContext context, SmsSimulator sms)
    {
        var body = await BodyAsync(context);
        var call = Signed(context, body);
        if (sms.Authenticate(call) is not { } number)
        {
            await RefuseAsync(context, 401, "Denied", "Denied by the resource provider.");
            return;
        }
        var fault = number.Faults.Take();
        if (fault is Fault.DropBeforeAccepting)
        {
            context.Abort();
            return;
        }
        if (fault is Fault.ServerError)
        {
            await RefuseAsync(context, 500, "InternalError", "The server encountered an internal error.");
            return;
        }
        if (!number.Admits() || fault is Fault.RateLimited)
        {
            await RefuseAsync(context, 429, "TooManyRequests", "Rate limit exceeded. Try again later.");
            return;
        }
        await AcceptAsync(context, number, body, fault);
    }

    private static async Task AcceptAsync(HttpContext context, SmsNumber number, byte[] body, Fault? fault)
    {
        if (!Versions.Contains(context.Request.Query["api-version"].ToString()))
        {
            await RefuseAsync(context, 400, "UnsupportedApiVersion", "The api-version is not supported.");
            return;
        }
        var (request, refusal) = SmsRequest.Read(body);
        if (request is null)
        {
            await RefuseAsync(context, 400, "BadRequest", refusal!);
            return;
        }
        // Always 202 for a call that is understood: what became of each recipient stands in its own row.
        var value = request.Recipients.Select(recipient => number.Send(request, recipient, refused: fault is Fault.RecipientRefused)).ToArray();
        if (number.Faults.AnswerDelay > TimeSpan.Zero)
            await Task.Delay(number.Faults.AnswerDelay, context.RequestAborted);
        if (fault is Fault.DropAfterAccepting)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        await context.Response.WriteAsJsonAsync(new { value }, Json, context.RequestAborted);
    }

    private static SignedCall Signed(HttpContext context, byte[] body)
    {
        var headers = context.Request.Headers;
        // The request line as it came: a signature over a normalised path would fit too many.
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget;
        return new SignedCall(
            context.Request.Method,
            target ?? context.Request.Path + context.Request.QueryString,
            context.Request.Host.ToString(),
            headers["x-ms-date"].ToString(),
            headers["x-ms-content-sha256"].ToString(),
            headers.Authorization.ToString(),
            body);
    }

    private static async Task<byte[]> BodyAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }

    private static Task RefuseAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new { error = new { code, message } }, Json, context.RequestAborted);
    }
}
