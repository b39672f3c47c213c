using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Line;

/// <summary>The addresses at which LINE issues channel access tokens, with the errors of their own that these have.</summary>
internal static class LineTokenEndpoints
{
    private const int StatelessSeconds = 899;
    private const int LongestSeconds = 30 * 24 * 3600;
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public static void MapLineTokens(this IEndpointRouteBuilder app, LineSimulator line)
    {
        app.MapPost("/oauth2/v3/token", context => HandleAsync(context, line, (account, form) => Stateless(account, form, line)));
        app.MapPost("/oauth2/v2.1/token", context => HandleAsync(context, line, (account, form) => Keyed(account, form, line)));
    }

    private static async Task HandleAsync(HttpContext context, LineSimulator line, Func<LineAccount?, IFormCollection, IResult> issue)
    {
        if (!context.Request.HasFormContentType)
        {
            await Refuse("invalid_request", "The content type must be application/x-www-form-urlencoded").ExecuteAsync(context);
            return;
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var channel = form["client_id"].ToString() is { Length: > 0 } id ? id : ChannelOf(form["client_assertion"].ToString());
        var account = line.Accounts.FirstOrDefault(one => one.Options.ChannelId.Length > 0 && one.Options.ChannelId == channel);
        switch (account?.TokenFaults.Take())
        {
            case Fault.DropBeforeAccepting or Fault.DropAfterAccepting:
                context.Abort();
                return;
            case Fault.ServerError:
                await Results.StatusCode(500).ExecuteAsync(context);
                return;
            case Fault.RateLimited:
                await Results.StatusCode(429).ExecuteAsync(context);
                return;
            default:
                var answer = form["grant_type"] == "client_credentials" ? issue(account, form) : Refuse("unsupported_grant_type", "grant_type is not supported");
                await answer.ExecuteAsync(context);
                return;
        }
    }

    private static IResult Stateless(LineAccount? account, IFormCollection form, LineSimulator line)
    {
        var isHim = account is not null && (form["client_assertion"].ToString() is { Length: > 0 } assertion
            ? form["client_assertion_type"] == AssertionType && Claims(account, assertion, line) is not null
            : Same(form["client_secret"].ToString(), account.Options.ChannelSecret));
        return isHim ? Issue(account!, TimeSpan.FromSeconds(StatelessSeconds), null, line) : Refuse("invalid_client", "The client credentials are invalid");
    }

    private static IResult Keyed(LineAccount? account, IFormCollection form, LineSimulator line)
    {
        if (account is null || form["client_assertion_type"] != AssertionType || Claims(account, form["client_assertion"].ToString(), line) is not { } claims)
            return Refuse("invalid_client", "Invalid client_assertion");
        if (!claims.TryGetProperty("token_exp", out var life) || !life.TryGetInt32(out var seconds) || seconds is < 1 or > LongestSeconds)
            return Refuse("invalid_request", "Invalid token_exp");
        return account.AdmitsKeyedToken()
            ? Issue(account, TimeSpan.FromSeconds(seconds), line.Ids.Hex(8), line)
            : Refuse("invalid_request", "The number of channel access tokens has reached its limit");
    }

    private static IResult Issue(LineAccount account, TimeSpan life, string? keyId, LineSimulator line)
    {
        var token = line.Ids.Hex(32);
        account.KeepToken(token, life, keyId is not null);
        var answer = new Dictionary<string, object> { ["token_type"] = "Bearer", ["access_token"] = token, ["expires_in"] = (int)life.TotalSeconds };
        if (keyId is not null)
            answer["key_id"] = keyId;
        return Results.Json(answer);
    }

    /// <summary>What an assertion claims, if it is signed with a key of the account and good now.</summary>
    private static JsonElement? Claims(LineAccount account, string assertion, LineSimulator line)
    {
        try
        {
            var parts = assertion.Split('.');
            var header = Part(parts[0]);
            var claims = Part(parts[1]);
            if (parts.Length != 3 || header.GetProperty("alg").GetString() != "RS256" || header.GetProperty("typ").GetString() != "JWT"
                || !account.Options.AssertionKeys.TryGetValue(header.GetProperty("kid").GetString()!, out var pem))
                return null;
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            var signature = Base64Url.DecodeFromChars(parts[2]);
            var now = line.Time.GetUtcNow();
            var ends = DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64());
            var good = key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                && claims.GetProperty("iss").GetString() == account.Options.ChannelId && claims.GetProperty("sub").GetString() == account.Options.ChannelId
                && claims.GetProperty("aud").GetString() == "https://api.line.me/" && ends > now && ends <= now + TimeSpan.FromMinutes(30);
            return good ? claims : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // Whose it claims to be: the signature is looked at afterwards.
    private static string ChannelOf(string assertion)
    {
        try
        {
            return assertion.Split('.') is [_, var claims, _] && Part(claims).TryGetProperty("iss", out var issuer) ? issuer.GetString() ?? "" : "";
        }
        catch (Exception error) when (error is JsonException or FormatException or InvalidOperationException)
        {
            return "";
        }
    }

    private static JsonElement Part(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }

    private static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));

    private static IResult Refuse(string error, string description) => Results.Json(new { error, error_description = description }, statusCode: 400);
}
