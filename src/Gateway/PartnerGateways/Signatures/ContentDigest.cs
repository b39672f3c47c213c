using System.Security.Cryptography;

namespace Gateway.PartnerGateways.Signatures;

/// <summary>The field <c>Content-Digest</c> (RFC 9530): the SHA-256 of the body as it travels.</summary>
public static class ContentDigest
{
    /// <summary>The name of the field.</summary>
    public const string Field = "Content-Digest";

    /// <summary>For a body.</summary>
    public static string Of(ReadOnlySpan<byte> body) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:";
}
