using System.Security.Cryptography;

namespace Gateway.Organisations;

/// <summary>Reads the keys with which gateways sign: ECDSA on the curve P-256, which RFC 9421 calls <c>ecdsa-p256-sha256</c>. (The framework has no Ed25519.)</summary>
public static class PartnerKeys
{
    private const string P256 = "1.2.840.10045.3.1.7";

    /// <summary>The private key, to be disposed; or what is wrong, in words that hold no part of it.</summary>
    public static (ECDsa? Key, string? Problem) ReadPrivate(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            // A public key alone is imported without complaint, and would fail at the first signature.
            if (key.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == P256) return (key, null);
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            // Told below: the framework's sentence may quote what it read.
        }

        key.Dispose();
        return (null, "is no private key on the curve P-256, without a passphrase, as PEM (openssl ecparam -name prime256v1 -genkey -noout)");
    }

    /// <summary>The bytes of a public key that is written as PEM or as the Base64 inside it; nothing when it is none on P-256.</summary>
    public static byte[]? ReadPublic(string text)
    {
        using var key = ECDsa.Create();
        try
        {
            if (text.Contains("-----", StringComparison.Ordinal)) key.ImportFromPem(text);
            else key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256 && !HoldsPrivate(text) ? key.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The public half of a private key.</summary>
    public static byte[]? PublicHalf(string pem)
    {
        var (key, _) = ReadPrivate(pem);
        using (key) return key?.ExportSubjectPublicKeyInfo();
    }

    // Somebody else's private key in our file would be a leak; whoever pasted it shall hear of it.
    private static bool HoldsPrivate(string text) => text.Contains("PRIVATE", StringComparison.Ordinal);
}
