using System.Security.Cryptography;
using System.Text;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
namespace Gateway.Channels.Sms;

/// <summary>Event Grid's calls for SMS. It signs nothing: a key in the address, or in a header of the subscription, shows that it is ours.</summary>
public static partial class SmsEvents
{
    /// <summary>The header that may carry the key instead of the address.</summary>
    public const string KeyHeader = "X-Events-Key";

    /// <summary>Maps <c>POST /channels/sms/{account}/events?key=…</c> and the CloudEvents handshake.</summary>
    public static void MapSms(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/channels/sms/{account}/events").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        group.MapPost("", HandleAsync);
        group.MapMethods("", ["OPTIONS"], Handshake);
    }

    private static async Task<IResult> HandleAsync(
        string account, HttpContext context, OrganisationDirectory organisations, AcceptInbound accept, WebhookCounters counters,
        ILogger<AcceptInbound> log)
    {
        if (organisations.FindSms(account) is not AcsAccount sms) return Results.NotFound();
        using var call = new WebhookCall("sms", counters);
        if (!IsGood(context.Request, sms.EventsKeys)) return call.Ended("signature", StatusCodes.Status401Unauthorized);
        var read = await RawBody.ReadAsync(context);
        if (read.Bytes is not { } body) return call.Ended(read.Result, read.Status);
        if (AcsEvents.Read(sms, body) is not { } said) return call.Ended("broken", StatusCodes.Status400BadRequest);
        // The address in a validation event is never fetched: only the code goes back. Event Grid repeats after 503, and never after 400, 401 or 403.
        return await call.TakeAsync(
            accept, said.Events, said.ValidationCode is { } code ? Results.Json(new { validationResponse = code }) : Results.Ok(), error => LogUnavailable(log, error));
    }

    private static IResult Handshake(string account, HttpContext context, OrganisationDirectory organisations)
    {
        if (organisations.FindSms(account) is not AcsAccount sms) return Results.NotFound();
        if (!IsGood(context.Request, sms.EventsKeys)) return Results.StatusCode(StatusCodes.Status401Unauthorized);
        if (context.Request.Headers["WebHook-Request-Origin"].ToString() is not { Length: > 0 } origin) return Results.BadRequest();
        context.Response.Headers.Allow = "POST";
        context.Response.Headers["WebHook-Allowed-Origin"] = origin;
        context.Response.Headers["WebHook-Allowed-Rate"] = "120";
        return Results.Ok();
    }

    private static bool IsGood(HttpRequest request, IReadOnlyList<Redacted<string>> keys)
    {
        var key = request.Query["key"] is [{ Length: > 0 } asked] ? asked : request.Headers[KeyHeader] is [{ } sent] ? sent : "";
        var given = SHA256.HashData(Encoding.UTF8.GetBytes(key));
        var good = false;
        foreach (var one in keys) good |= CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one.Value)), given);
        return good;
    }

    [LoggerMessage(1611, LogLevel.Error, "SMS events could not be stored; Event Grid was told so")]
    private static partial void LogUnavailable(ILogger log, Exception error);
}
