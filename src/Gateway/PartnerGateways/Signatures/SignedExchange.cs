using System.Security.Cryptography;
using System.Text;
using Gateway.Organisations;

namespace Gateway.PartnerGateways.Signatures;

/// <summary>What is signed of a call and of its answer, in one fixed order each: nothing that matters is left out, and nothing is up to whoever sends.</summary>
public static class SignedExchange
{
    /// <summary>How the one signature is called.</summary>
    public const string Label = "partner";

    /// <summary>The kind of body that travels.</summary>
    public const string ContentType = "application/json";

    /// <summary>For how many seconds a signature holds from when it was made.</summary>
    public const int HoldsSeconds = 60;

    /// <summary>What a call's signature covers.</summary>
    /// <param name="target">The whole address that is called.</param>
    /// <param name="digest">The field <c>Content-Digest</c>.</param>
    public static IReadOnlyList<SignedComponent> OfCall(string target, string digest) =>
        [new("\"@method\"", "POST"), new("\"@target-uri\"", target), new("\"content-type\"", ContentType), new("\"content-digest\"", digest)];

    /// <summary>What an answer's signature covers: the answer, and the signature of the very call that it answers (RFC 9421 §2.4), so that no answer serves twice.</summary>
    /// <param name="digest">Its field <c>Content-Digest</c>.</param>
    /// <param name="callSignature">The signature of the call, as Base64 between colons.</param>
    public static IReadOnlyList<SignedComponent> OfAnswer(string digest, string callSignature) =>
        [new("\"@status\"", "200"), new("\"content-type\"", ContentType), new("\"content-digest\"", digest), new($"\"signature\";req;key=\"{Label}\"", callSignature)];

    /// <summary>The field <c>Signature-Input</c>.</summary>
    public static string InputOf(IReadOnlyList<SignedComponent> components, SignatureParameters parameters) => $"{Label}={SignatureBase.ListOf(components)}{parameters.Text}";

    /// <summary>The part of <c>Signature-Input</c> behind the list of components; nothing when it covers anything else, or is not the only one.</summary>
    public static string? ParametersOf(string input, IReadOnlyList<SignedComponent> components)
    {
        var begin = $"{Label}={SignatureBase.ListOf(components)}";
        return input.StartsWith(begin, StringComparison.Ordinal) ? input[begin.Length..] : null;
    }

    /// <summary>Signs; the value for between the colons of the field <c>Signature</c>, with them.</summary>
    public static string Sign(ECDsa key, IReadOnlyList<SignedComponent> components, string parameters) =>
        $":{Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(SignatureBase.Of(components, parameters)), HashAlgorithmName.SHA256))}:";

    /// <summary>Whether a signature is good.</summary>
    /// <param name="key">Whose.</param>
    /// <param name="components">What it covers.</param>
    /// <param name="parameters">Behind the list, as they were sent.</param>
    /// <param name="signature">Base64 between colons.</param>
    public static bool IsGood(PartnerKey key, IReadOnlyList<SignedComponent> components, string parameters, string signature)
    {
        Span<byte> bytes = stackalloc byte[64];
        if (signature is not [':', .. { Length: 88 } text, ':'] || !Convert.TryFromBase64String(text, bytes, out var length) || length != 64) return false;
        using var reader = ECDsa.Create();
        reader.ImportSubjectPublicKeyInfo(key.PublicKey, out _);
        return reader.VerifyData(Encoding.UTF8.GetBytes(SignatureBase.Of(components, parameters)), bytes, HashAlgorithmName.SHA256);
    }

    /// <summary>The value of our one signature in the field <c>Signature</c>; nothing when there is another one, or none.</summary>
    public static string? SignatureOf(string field) => field.StartsWith(Label + "=", StringComparison.Ordinal) ? field[(Label.Length + 1)..] : null;
}
