using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Channels.Sms;

/// <summary>The parameters of a call of Twilio, in the order in which they came. Pure.</summary>
public sealed class TwilioForm
{
    // Twilio sends about twenty. Whoever sends thousands wants us to sort them.
    private const int Most = 1000;

    private TwilioForm(IReadOnlyList<KeyValuePair<string, string>> parameters) => Parameters = parameters;

    /// <summary>All of them, repeated names too.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The first value of a name; nothing when it did not come or is empty.</summary>
    public string? this[string name] => Parameters.FirstOrDefault(one => one.Key == name).Value is { Length: > 0 } value ? value : null;

    /// <summary>A value that can serve as an id: 1 to 200 visible ASCII letters.</summary>
    public string? Id(string name) => this[name] is { Length: <= 200 } id && id.All(c => c is > ' ' and <= '~') ? id : null;

    /// <summary>A name for a call without an id: the same parameters have the same name.</summary>
    public string Name => "sha256:" + Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Parameters.Select(one => $"{one.Key.Length}:{one.Key}{one.Value.Length}:{one.Value}")))));

    /// <summary>Reads a body as a browser's form; nothing when there is too much in it.</summary>
    public static TwilioForm? Read(byte[] body)
    {
        var parts = Encoding.UTF8.GetString(body).Split('&', Most + 1, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > Most ? null : new TwilioForm([.. parts.Select(Pair)]);
    }

    /// <summary>Reads a JSON object's texts and numbers as parameters; nothing when it is none.</summary>
    public static TwilioForm? ReadJson(byte[] body)
    {
        try
        {
            using var document = JsonText.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return null;
            var parameters = document.RootElement.EnumerateObject().Take(Most + 1).Where(one => one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                .Select(one => KeyValuePair.Create(NameOf(one), one.Value.ValueKind == JsonValueKind.String ? JsonText.Of(one.Value) : one.Value.GetRawText())).ToList();
            return parameters.Count > Most ? null : new TwilioForm(parameters);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no parameter of Twilio's has such a name.
            return "?";
        }
    }

    private static KeyValuePair<string, string> Pair(string part)
    {
        var at = part.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? KeyValuePair.Create(WebUtility.UrlDecode(part), "") : KeyValuePair.Create(WebUtility.UrlDecode(part[..at]), WebUtility.UrlDecode(part[(at + 1)..]));
    }
}
