using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Bots.Protocol;

/// <summary>What a token says (RFC 7519). Times are seconds since 1970.</summary>
/// <param name="Iss">Who issued it.</param>
/// <param name="Aud">For whom it is.</param>
/// <param name="Nbf">Not before.</param>
/// <param name="Exp">Not after.</param>
/// <param name="Serviceurl">From a channel: where answers go to. The SDK compares it with the activity.</param>
/// <param name="Appid">From a bot: which bot.</param>
public sealed record TokenClaims(string Iss, string Aud, long Nbf, long Exp, string? Serviceurl = null, string? Appid = null)
{
    /// <summary>The version that Microsoft's libraries look for.</summary>
    public string Ver { get; init; } = "1.0";
}

/// <summary>Tokens signed with RS256, the least that the Bot Framework SDK takes. No other algorithm is ever accepted.</summary>
public static class SignedToken
{
    private const int LongestToken = 8192;

    /// <summary>Signs.</summary>
    /// <param name="key">An RSA key of 2048 bits or more.</param>
    /// <param name="keyId">The id under which its public half is published.</param>
    /// <param name="claims">What it says.</param>
    public static string Sign(RSA key, string keyId, TokenClaims claims)
    {
        var head = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new TokenHead("RS256", "JWT", keyId), TokenJson.Default.TokenHead));
        var body = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, TokenJson.Default.TokenClaims));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{body}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>What a token says, if it was signed with this key, is for <paramref name="audience"/> and holds at this moment; else nothing.</summary>
    public static TokenClaims? Read(RSA key, string token, string issuer, string audience, DateTimeOffset now)
    {
        if (token.Length > LongestToken || token.Split('.') is not [var head, var body, var signature]) return null;
        try
        {
            if (JsonSerializer.Deserialize(Base64Url.DecodeFromChars(head), TokenJson.Default.TokenHead) is not { Alg: "RS256" }) return null;
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return null;
            var claims = JsonSerializer.Deserialize(Base64Url.DecodeFromChars(body), TokenJson.Default.TokenClaims);
            var seconds = now.ToUnixTimeSeconds();
            return claims is not null && claims.Iss == issuer && claims.Aud == audience && claims.Nbf <= seconds && seconds < claims.Exp ? claims : null;
        }
        catch (Exception error) when (error is JsonException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The public half of a key, as others fetch it (RFC 7517).</summary>
    public static PublicKeys Publish(RSA key, string keyId)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return new PublicKeys([new PublicKey("RSA", "sig", "RS256", keyId, Base64Url.EncodeToString(parameters.Modulus), Base64Url.EncodeToString(parameters.Exponent))]);
    }
}

/// <summary>Public keys.</summary>
public sealed record PublicKeys(IReadOnlyList<PublicKey> Keys);

/// <summary>One public key.</summary>
public sealed record PublicKey(string Kty, string Use, string Alg, string Kid, string N, string E);

internal sealed record TokenHead(string Alg, string Typ, string Kid);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenHead))]
[JsonSerializable(typeof(TokenClaims))]
[JsonSerializable(typeof(PublicKeys))]
internal sealed partial class TokenJson : JsonSerializerContext;
