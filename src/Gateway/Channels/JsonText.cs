using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Gateway.Channels;

/// <summary>Reads the JSON of providers. What cannot be text costs only itself: never the event beside it, never an exception.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The document, after a byte order mark if there is one.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body) =>
        JsonDocument.Parse(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body, Options);

    /// <summary>A property of an object; <c>Undefined</c> where there is none.</summary>
    public static JsonElement Property(JsonElement value, string name)
    {
        if (value.ValueKind != JsonValueKind.Object) return default;
        try
        {
            return value.TryGetProperty(name, out var property) ? property : default;
        }
        catch (InvalidOperationException)
        {
            // Another property's name holds half a surrogate pair, which the framework's comparison refuses.
            return value.EnumerateObject().FirstOrDefault(property => NameIs(property, name)).Value;
        }
    }

    /// <summary>The text of a property, if it is a JSON string.</summary>
    public static string? Text(JsonElement value, string name) =>
        Property(value, name) is { ValueKind: JsonValueKind.String } text ? Of(text) : null;

    /// <summary>A provider's id of something, if it can serve as one: 1 to 200 visible ASCII letters.</summary>
    public static string? Id(JsonElement value, string name) =>
        Text(value, name) is { Length: > 0 and <= 200 } id && id.All(c => c is > ' ' and <= '~') ? id : null;

    /// <summary>A name for something that came without an id: the same bytes have the same name.</summary>
    public static string NameOf(JsonElement value) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(JsonMarshal.GetRawUtf8Value(value)));

    /// <summary>The text of a JSON string.</summary>
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8.
            return Lenient(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)));
        }
    }

    /// <summary>The text of a raw JSON string in quotation marks, with U+FFFD where it cannot be text.</summary>
    public static string Lenient(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 1; i < raw.Length - 1; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)ushort.Parse(raw.AsSpan(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
            }
        }

        // Through UTF-8 and back: every half pair comes out as the replacement character.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static bool NameIs(JsonProperty property, string name)
    {
        try
        {
            return property.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
