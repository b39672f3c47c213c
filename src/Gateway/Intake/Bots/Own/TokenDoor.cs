using System.Security.Cryptography;
using System.Text;
using Gateway.Organisations;

namespace Gateway.Intake.Bots.Own;

/// <summary>Where bots find our public key, and get the token with which they call the connector API (OAuth 2.0, client credentials).</summary>
internal static class TokenDoor
{
    private const int LargestForm = 16 * 1024;
    private static readonly string[] s_algorithms = ["RS256"];

    /// <summary><c>GET /bots/.well-known/openid-configuration</c></summary>
    public static IResult MetadataAsync(BotTokens tokens, OrganisationDirectory organisations) => tokens.Issuer is { } issuer && AnyKeyed(organisations)
        ? Results.Json(new { issuer, jwks_uri = $"{issuer}/.well-known/keys", id_token_signing_alg_values_supported = s_algorithms })
        : Results.NotFound();

    /// <summary><c>GET /bots/.well-known/keys</c></summary>
    public static async Task<IResult> KeysAsync(BotTokens tokens, OrganisationDirectory organisations) =>
        AnyKeyed(organisations) ? Results.Json(await tokens.PublishAsync()) : Results.NotFound();

    /// <summary><c>POST /bots/{organisation}/oauth2/v2.0/token</c></summary>
    public static async Task<IResult> TokenAsync(string organisation, HttpContext context, BotTokens tokens, OrganisationDirectory organisations)
    {
        if (organisations.FindOrganisation(organisation) is not { Closed: false, IntakeBot: { Connects: true, Local: false, Secret: { } secret } bot }) return Results.NotFound();
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > LargestForm) return Refuse("invalid_request");
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form["grant_type"] != "client_credentials") return Refuse("unsupported_grant_type");
        // Both are compared in full, so that the time it takes says nothing.
        if (!(IsSame(form["client_id"], bot.AppId) & IsSame(form["client_secret"], secret.Value))) return Refuse("invalid_client", StatusCodes.Status401Unauthorized);
        if (await tokens.ForBotAsync(organisation, bot) is not { } token) return Refuse("temporarily_unavailable", StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { token_type = "Bearer", expires_in = (int)BotTokens.FromBotLasts.TotalSeconds, access_token = token });
    }

    private static bool AnyKeyed(OrganisationDirectory organisations) =>
        organisations.Organisations.Any(organisation => organisation is { Closed: false, IntakeBot.Local: false });

    private static bool IsSame(string? given, string kept) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(kept)));

    private static IResult Refuse(string error, int status = StatusCodes.Status400BadRequest) => Results.Json(new { error }, statusCode: status);
}
