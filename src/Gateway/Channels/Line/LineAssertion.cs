using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Organisations;

namespace Gateway.Channels.Line;

/// <summary>The signed statement with which LINE is asked for a token (a JWT, RS256). Pure.</summary>
internal static class LineAssertion
{
    // LINE names itself so, wherever its API is reached.
    private const string Audience = "https://api.line.me/";

    // LINE takes 30 minutes at most. It is used at once; the rest is for clocks that differ.
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>The statement for a token of the credential's life, signed.</summary>
    public static string Of(LineCredential.Keyed credential, DateTimeOffset now)
    {
        var header = new AssertionHeader(credential.KeyId);
        var claims = new AssertionClaims(
            credential.ChannelId, credential.ChannelId, Audience, (now + Life).ToUnixTimeSeconds(), (long)credential.Life.TotalSeconds);
        var signed = Part(JsonSerializer.SerializeToUtf8Bytes(header, AssertionJson.Default.AssertionHeader))
            + "." + Part(JsonSerializer.SerializeToUtf8Bytes(claims, AssertionJson.Default.AssertionClaims));
        var (key, problem) = LineSigningKey.Read(credential.Key.Value);
        using (key)
        {
            if (key is null) throw new InvalidOperationException($"The assertion key {problem}");
            return signed + "." + Part(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        }
    }

    private static string Part(byte[] bytes) => Base64Url.EncodeToString(bytes);
}

internal sealed record AssertionHeader(
    [property: JsonPropertyName("kid")] string KeyId, [property: JsonPropertyName("alg")] string Algorithm = "RS256", [property: JsonPropertyName("typ")] string Type = "JWT");

internal sealed record AssertionClaims(
    [property: JsonPropertyName("iss")] string Issuer, [property: JsonPropertyName("sub")] string Subject, [property: JsonPropertyName("aud")] string Audience,
    [property: JsonPropertyName("exp")] long Ends, [property: JsonPropertyName("token_exp")] long TokenLife);

[JsonSerializable(typeof(AssertionHeader))]
[JsonSerializable(typeof(AssertionClaims))]
internal sealed partial class AssertionJson : JsonSerializerContext;
