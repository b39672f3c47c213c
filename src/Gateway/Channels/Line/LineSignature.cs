using System.Security.Cryptography;
using System.Text;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Base64 of HMAC-SHA256 over the raw body, keyed with the channel secret (LINE: "Verify webhook signature").</summary>
public static class LineSignature
{
    /// <summary>Whether one of the secrets made this signature; compared in constant time.</summary>
    public static bool IsGood(ReadOnlySpan<byte> body, string? signature, IReadOnlyList<Redacted<string>> secrets)
    {
        Span<byte> given = stackalloc byte[32];
        // The framework reads Base64 with white space in it. LINE writes none: 44 letters, no more and no fewer.
        if (signature is not { Length: 44 } || !Convert.TryFromBase64String(signature, given, out var length) || length != 32) return false;
        var good = false;
        Span<byte> expected = stackalloc byte[32];
        foreach (var secret in secrets)
        {
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Value), body, expected);
            good |= CryptographicOperations.FixedTimeEquals(expected, given);
        }

        return good;
    }
}
