using Gateway.Organisations;
using Gateway.PartnerGateways.Signatures;
using Gateway.PartnerGateways.Stays;
using Gateway.Primitives;

namespace Gateway.PartnerGateways;

/// <summary><c>POST /partner-gateways/v1/exchange</c>: what partners' gateways call. Nobody is signed in; the key is what counts.</summary>
internal static class ExchangeDoor
{
    /// <summary>The largest body, in bytes.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Maps it.</summary>
    public static void MapExchange(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(ExchangeJson.Path, AnswerAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(HttpContext context, CheckCall check, AvailabilityNow availability, HearStays stays, PartnerFigures figures, TimeProvider time)
    {
        var receivedAt = time.NowMs();
        var call = await check.ReadAsync(context);
        if (call is not { Refusal: null, Partner: { } partner, Body: { } body, Signature: { } signature }) return Refused(call, figures, context);
        if (ExchangeJson.Read<ExchangeCall>(body) is not { Version: ExchangeJson.Version } said || !CheckStays.AreNamed(said.Stays)) return Refused(CheckedCall.Refused(Refusal.Broken, partner), figures, context);
        var answers = await stays.TakeAsync(partner, said.Stays, receivedAt, context.RequestAborted);
        var answer = ExchangeJson.Write(new ExchangeAnswer(ExchangeJson.Version, time.GetUtcNow(), await availability.OfAsync(partner.Organisation))
        {
            Takes = partner.Takes is { } takes ? new ExchangeTakes(takes.Agreement, takes.AtOnce, takes.Languages) { PerDay = takes.PerDay } : null,
            Stays = answers,
        });
        Sign(context.Response, partner, answer, signature, time.GetUtcNow());
        figures.Came("ok");
        return Results.Bytes(answer, SignedExchange.ContentType);
    }

    private static void Sign(HttpResponse response, PartnerGateway partner, byte[] body, string callSignature, DateTimeOffset now)
    {
        var digest = ContentDigest.Of(body);
        var components = SignedExchange.OfAnswer(digest, callSignature);
        var parameters = new SignatureParameters(now.ToUnixTimeSeconds(), now.ToUnixTimeSeconds() + SignedExchange.HoldsSeconds, Ids.NewSecret(), partner.SigningKeyId);
        using var key = partner.OpenSigningKey();
        response.Headers[ContentDigest.Field] = digest;
        response.Headers["Signature-Input"] = SignedExchange.InputOf(components, parameters);
        response.Headers["Signature"] = $"{SignedExchange.Label}={SignedExchange.Sign(key, components, parameters.Text)}";
    }

    private static IResult Refused(CheckedCall call, PartnerFigures figures, HttpContext context)
    {
        var refusal = call.Refusal!.Value;
        figures.Came(refusal.Word());
        if (refusal == Refusal.TooMany) context.Response.Headers.RetryAfter = "10";
        var more = new Dictionary<string, object?> { ["code"] = "partner." + refusal.Word() };
        if (call.SecondsApart is { } apart) more["secondsApart"] = apart;
        return Results.Problem(title: refusal.Title(), statusCode: refusal.Status(), extensions: more);
    }
}
