using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Handoff.Sheets;

/// <summary>The one canonical text of a JSON value (RFC 8785), so that any system computes the same fingerprint. Numbers are whole here.</summary>
internal static class CanonicalJson
{
    /// <summary>Keys in the order of their UTF-16 code units, no blanks, the shortest escapes.</summary>
    /// <exception cref="NotSupportedException">A number is not whole.</exception>
    public static string Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                AppendAll(text, '{', '}', json.OrderBy(pair => pair.Key, StringComparer.Ordinal), pair =>
                {
                    AppendString(text, pair.Key);
                    text.Append(':');
                    Append(text, pair.Value);
                });
                break;
            case JsonArray list:
                AppendAll(text, '[', ']', list, entry => Append(text, entry));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                text.Append(long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                    ? number.ToString(CultureInfo.InvariantCulture)
                    : throw new NotSupportedException("Only whole numbers have a canonical form here."));
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, char close, IEnumerable<T> parts, Action<T> append)
    {
        text.Append(open);
        var first = true;
        foreach (var part in parts)
        {
            if (!first) text.Append(',');
            first = false;
            append(part);
        }

        text.Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' => text.Append("\\u").Append(((int)letter).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }
}
