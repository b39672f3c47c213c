using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Gateway.Channels;

/// <summary>Reads JSON strings of providers. One that holds half a surrogate pair, which the framework refuses, loses nothing else.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string.</summary>
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Lenient(value.GetRawText());
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
}
