using System.Security.Cryptography;
using System.Text;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>Twilio's signature: HMAC-SHA1 over the address that Twilio called and every parameter that came (Twilio: "Webhooks security"). Pure.</summary>
public static class TwilioSignature
{
    /// <summary>The signature of a call, as it stands in the header.</summary>
    /// <param name="token">The account's token.</param>
    /// <param name="url">The whole address, exactly as the caller wrote it.</param>
    /// <param name="parameters">What came in the form; whatever it is, nothing may be left out. Empty where the body is bound to the address.</param>
    public static string Of(string token, string url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var signed = new StringBuilder(url);
        foreach (var name in parameters.GroupBy(one => one.Key, one => one.Value, StringComparer.Ordinal).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            foreach (var value in name.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) signed.Append(name.Key).Append(value);
        }

        // SHA-1 is what Twilio signs with; keyed as HMAC it still holds.
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(signed.ToString())));
    }

    /// <summary>Whether a call was signed with one of the tokens, over one of the ways to write its address.</summary>
    /// <param name="given">The header <c>X-Twilio-Signature</c>; nothing when there was none, or several.</param>
    /// <param name="tokens">The tokens that are good at the moment.</param>
    /// <param name="url">The address, from the set-up file and with the query that came.</param>
    /// <param name="parameters">See <see cref="Of"/>.</param>
    public static bool IsGood(string? given, IReadOnlyList<Redacted<string>> tokens, string url, IReadOnlyCollection<KeyValuePair<string, string>> parameters)
    {
        var bytes = Encoding.ASCII.GetBytes(given ?? "");
        var good = false;
        // All of them, whichever fits: the time it takes says nothing.
        foreach (var address in WaysToWrite(url))
        {
            foreach (var token in tokens) good |= CryptographicOperations.FixedTimeEquals(bytes, Encoding.ASCII.GetBytes(Of(token.Value, address, parameters)));
        }

        return good;
    }

    /// <summary>With and without the port: which of the two a caller signs depends on its age and on the proxies between.</summary>
    public static IReadOnlyList<string> WaysToWrite(string url)
    {
        var path = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
        var start = new Uri(url[..path]);
        var bare = $"{start.Scheme}://{start.Host}";
        return [.. new[] { url, bare + url[path..], $"{bare}:{start.Port}{url[path..]}" }.Distinct(StringComparer.Ordinal)];
    }
}
