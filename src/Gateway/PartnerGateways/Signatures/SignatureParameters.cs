using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.PartnerGateways.Signatures;

/// <summary>The parameters of a signature in our profile of RFC 9421 §2.3: all of these, each once, and no others.</summary>
/// <param name="Created">When it was made, in seconds since 1970.</param>
/// <param name="Expires">Until when it holds, in seconds since 1970.</param>
/// <param name="Nonce">What is used once, so that a copy is known for one.</param>
/// <param name="KeyId">With which key.</param>
public sealed partial record SignatureParameters(long Created, long Expires, string Nonce, string KeyId)
{
    /// <summary>ECDSA on P-256 with SHA-256 (RFC 9421 §3.3.4).</summary>
    public const string Algorithm = "ecdsa-p256-sha256";

    /// <summary>What these signatures are for. One that was made for something else does not hold here.</summary>
    public const string Tag = "gateway-partner-v1";

    /// <summary>As they stand behind the list of components.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture, $";created={Created};expires={Expires};nonce=\"{Nonce}\";alg=\"{Algorithm}\";keyid=\"{KeyId}\";tag=\"{Tag}\"");

    /// <summary>Reads them; nothing when one is missing, doubled, unknown or not of its form. In any order.</summary>
    public static SignatureParameters? Read(string text)
    {
        if (text.Length > 500 || Whole().Match(text) is not { Success: true } whole) return null;
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Capture one in whole.Groups["one"].Captures)
        {
            var at = one.Value.IndexOf('=', StringComparison.Ordinal);
            if (!found.TryAdd(one.Value[..at], one.Value[(at + 1)..])) return null;
        }

        if (found.Count != 6 || Quoted(found, "alg") != Algorithm || Quoted(found, "tag") != Tag) return null;
        return Number(found, "created") is { } created && Number(found, "expires") is { } expires && Quoted(found, "nonce") is { Length: >= 16 and <= 64 } nonce && Quoted(found, "keyid") is { Length: > 0 } key
            ? new SignatureParameters(created, expires, nonce, key)
            : null;
    }

    private static string? Quoted(Dictionary<string, string> found, string name) => found.GetValueOrDefault(name) is ['"', .., '"'] text ? text[1..^1] : null;

    // RFC 8941 integers have at most 15 digits; a moment has far fewer.
    private static long? Number(Dictionary<string, string> found, string name) =>
        found.GetValueOrDefault(name) is { Length: <= 12 } text && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("""\A(;(?<one>[a-z]{3,10}=([0-9]{1,15}|"[A-Za-z0-9._~+/=-]{0,100}")))+\z""", RegexOptions.ExplicitCapture)]
    private static partial Regex Whole();
}
