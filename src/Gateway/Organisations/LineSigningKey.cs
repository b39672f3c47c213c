using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Organisations;

/// <summary>Reads the private key with which LINE is asked for tokens: a JWK, as LINE's guide makes it, or PEM.</summary>
public static class LineSigningKey
{
    private const int SmallestKey = 2048;

    /// <summary>The key, to be disposed; or what is wrong, in words that hold no part of it.</summary>
    public static (RSA? Key, string? Problem) Read(string text)
    {
        var key = RSA.Create();
        try
        {
            if (text.TrimStart().StartsWith('{')) key.ImportParameters(FromJwk(text));
            else key.ImportFromPem(text);
            // A public key alone is imported without complaint, and would fail at the first signature.
            key.ExportParameters(includePrivateParameters: true);
            if (key.KeySize >= SmallestKey) return (key, null);
            key.Dispose();
            return (null, $"the key is too short; LINE takes RSA keys of {SmallestKey} bits");
        }
        catch (Exception error) when (error is CryptographicException or JsonException or ArgumentException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            key.Dispose();
            return (null, "is no private RSA key; it must be the private half, without a passphrase, as JWK ({\"kty\":\"RSA\",…,\"d\":…}) or PEM (-----BEGIN PRIVATE KEY-----)");
        }
    }

    private static RSAParameters FromJwk(string text)
    {
        using var jwk = JsonDocument.Parse(text);
        var modulus = Part("n", 0);
        // A number may be written without its leading zeros; the framework wants all of them.
        return new RSAParameters
        {
            Modulus = modulus,
            Exponent = Part("e", 0),
            D = Part("d", modulus.Length),
            P = Half("p"),
            Q = Half("q"),
            DP = Half("dp"),
            DQ = Half("dq"),
            InverseQ = Half("qi"),
        };

        byte[] Half(string name) => Part(name, (modulus.Length + 1) / 2);

        byte[] Part(string name, int length)
        {
            var bytes = Base64Url.DecodeFromChars(jwk.RootElement.GetProperty(name).GetString());
            return bytes.Length >= length ? bytes : [.. new byte[length - bytes.Length], .. bytes];
        }
    }
}
