using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Simulators.Sms;

/// <summary>The signature that Azure Communication Services asks of every call. Pure.</summary>
public static class AcsSignature
{
    private const string Before = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    /// <summary>The value of <c>x-ms-content-sha256</c>.</summary>
    public static string ContentHash(ReadOnlySpan<byte> body) => Convert.ToBase64String(SHA256.HashData(body));

    /// <summary>The signature itself.</summary>
    /// <param name="accessKey">The resource's key, base64.</param>
    /// <param name="verb">In capitals.</param>
    /// <param name="pathAndQuery">Exactly as it stands in the request line.</param>
    /// <param name="date">The value of <c>x-ms-date</c>.</param>
    /// <param name="host">With the port where it is not the scheme's own.</param>
    /// <param name="contentHash">The value of <c>x-ms-content-sha256</c>.</param>
    public static string Of(string accessKey, string verb, string pathAndQuery, string date, string host, string contentHash) =>
        Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(accessKey),
            Encoding.UTF8.GetBytes($"{verb}\n{pathAndQuery}\n{date};{host};{contentHash}")));

    /// <summary>The whole <c>Authorization</c> header.</summary>
    public static string Header(string accessKey, string verb, string pathAndQuery, string date, string host, string contentHash) =>
        Before + Of(accessKey, verb, pathAndQuery, date, host, contentHash);

    /// <summary>Whether this call was signed with this key, over these bytes, within a quarter of an hour of now.</summary>
    public static bool Verifies(string accessKey, SignedCall call, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(call.Date, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            || (now - date).Duration() > ClockSkew
            || call.ContentHash != ContentHash(call.Body))
            return false;
        var right = Header(accessKey, call.Verb, call.PathAndQuery, call.Date, call.Host, call.ContentHash);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(right), Encoding.UTF8.GetBytes(call.Authorization));
    }
}

/// <summary>The parts of a call that the signature covers, as they came.</summary>
public sealed record SignedCall(
    string Verb, string PathAndQuery, string Host, string Date, string ContentHash, string Authorization, byte[] Body);
