using System.Security.Cryptography;
using System.Text;

namespace Gateway.Simulators.Twilio;

/// <summary>The header <c>X-Twilio-Signature</c> of a call. Pure.</summary>
public static class TwilioSignature
{
    /// <summary>HMAC-SHA1 over the address and the parameters, sorted by name, names and values without anything between.</summary>
    /// <param name="authToken">The account's token.</param>
    /// <param name="url">The whole address with its query.</param>
    /// <param name="parameters">What stands in the form.</param>
    public static string Of(string authToken, string url, IEnumerable<(string Name, string Value)> parameters)
    {
        var text = url + string.Concat(parameters.Distinct()
            .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Value, StringComparer.Ordinal)
            .Select(one => one.Name + one.Value));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(text)));
    }
}
