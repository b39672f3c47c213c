using System.Security.Cryptography;
using Gateway.Intake;
using Gateway.Organisations;

namespace Gateway.Channels.Sms;

/// <summary>Twilio's calls: verify the signature over the public address and everything that came, then store, and only then 200.</summary>
public static partial class TwilioWebhooks
{
    // Nobody is answered in the answer: replies go over the API, where they can be followed.
    private const string NoReply = """<?xml version="1.0" encoding="UTF-8"?><Response/>""";

    /// <summary>Maps <c>POST /channels/twilio/{account}/messages</c> and <c>…/status</c>. Twilio signs its calls; nobody is signed in.</summary>
    public static void MapTwilio(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/channels/twilio/{account}").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        group.MapPost("/messages", (string account, HttpContext context, OrganisationDirectory organisations, AcceptInbound accept, WebhookCounters counters, ILogger<AcceptInbound> log) =>
            HandleAsync(account, "messages", context, organisations, accept, counters, log, (twilio, form) => TwilioEvents.Message(twilio, form)));
        group.MapPost("/status", (string account, HttpContext context, OrganisationDirectory organisations, AcceptInbound accept, WebhookCounters counters, ILogger<AcceptInbound> log) =>
            HandleAsync(account, "status", context, organisations, accept, counters, log, (twilio, form) => [TwilioEvents.Status(twilio, form, Reference(context))]));
    }

    private static async Task<IResult> HandleAsync(
        string account, string door, HttpContext context, OrganisationDirectory organisations, AcceptInbound accept, WebhookCounters counters, ILogger log,
        Func<TwilioAccount, TwilioForm, IReadOnlyList<Inbound>> translate)
    {
        if (organisations.FindSms(account) is not TwilioAccount twilio) return Results.NotFound();
        using var call = new WebhookCall("sms", counters);
        var read = await RawBody.ReadAsync(context);
        if (read.Bytes is not { } body) return call.Ended(read.Result, read.Status);
        var (signed, form) = Verified(twilio, door, context.Request, body);
        if (!signed) return call.Ended("signature", StatusCodes.Status401Unauthorized);
        if (form is null) return call.Ended("broken", StatusCodes.Status400BadRequest);
        // Another number of the same Twilio account leads here: whoever wrote to it must not be answered from this one. Twilio's console shows the refusal.
        if (door == "messages" && PhoneNumber.IsAnother(form["To"], twilio.Number)) return call.Ended("number", StatusCodes.Status403Forbidden);
        return await call.TakeAsync(accept, translate(twilio, form), Results.Text(NoReply, "text/xml"), error => LogUnavailable(log, error));
    }

    /// <summary>Whether Twilio signed it, and what it says. A JSON body is bound to the address by its hash there, and the address alone is signed.</summary>
    private static (bool Signed, TwilioForm? Form) Verified(TwilioAccount account, string door, HttpRequest request, byte[] body)
    {
        var given = request.Headers["X-Twilio-Signature"] is [{ } one] ? one : null;
        var url = account.PublicUrl(door) + request.QueryString.Value;
        if (request.Query["bodySHA256"] is [{ } hash, ..])
        {
            var bound = string.Equals(hash, Convert.ToHexStringLower(SHA256.HashData(body)), StringComparison.OrdinalIgnoreCase);
            return bound && TwilioSignature.IsGood(given, account.AuthTokens, url, []) ? (true, TwilioForm.ReadJson(body)) : (false, null);
        }

        return TwilioForm.Read(body) is { } form && TwilioSignature.IsGood(given, account.AuthTokens, url, form.Parameters) ? (true, form) : (false, null);
    }

    // Ours, as we gave it to Twilio; anything else is no key of the records.
    private static string? Reference(HttpContext context) =>
        context.Request.Query["ref"] is [{ Length: > 0 and <= 100 } reference] && reference.All(c => c is > ' ' and <= '~') ? reference : null;

    [LoggerMessage(1612, LogLevel.Error, "A call of Twilio could not be stored; Twilio was told so")]
    private static partial void LogUnavailable(ILogger log, Exception error);
}
