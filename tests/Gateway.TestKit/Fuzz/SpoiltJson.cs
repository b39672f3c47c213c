using System.Text;
using System.Text.Json;

namespace Gateway.TestKit.Fuzz;

/// <summary>Writes a good JSON document anew with a few things wrong in it, where they hurt: types, numbers, depth, names, half letters.</summary>
public static class SpoiltJson
{
    // Still JSON, whatever the reader thinks of it.
    private static readonly string[] s_values =
    [
        "null", "true", "false", "0", "-0", "-1", "1.5", "1e309", "-1e-400", "99999999999999999999999999999999", "9223372036854775807", "-9223372036854775808",
        "253402300800000", "-62135596800001", "\"\"", "\" \"", "\"0\"", "\"true\"", "\"null\"", "[]", "{}", "[null]", "[[]]", "{\"\":\"\"}", "[1,\"2\",{}]",
        "\"\\ud800\"", "\"\\udfff\\ud83d\"", "\"a\\ud83dz\"", "\"\\u0000\"", "\"a\\u0000b\"", "\"\\u202e\\u2066\"", "\"\\uffff\\ufffe\"", "\"\\uFEFF\"", "\"a\\/b\\\\\\\"\\b\\f\\n\\r\\t\"",
        "\"9999-12-31T23:59:59.9999999-14:00\"", "\"0000-00-00T00:00:00Z\"", "\"1e309\"", "\"-1\"", "\"😀👨‍👩‍👧\"", "\"v=1&a=leave&c=\"", "\"v=1&a=leave&c=\\u0000\"", "\"v=1&a=leave&c=\\ud800'\\\"\"",
        "\"user\"", "\"group\"", "\"standby\"", "\"message\"", "\"unsend\"", "\"postback\"", "\"text\"", "\"image\"", "\"Microsoft.Communication.SMSReceived\"",
        "\"../../x\"", "\"http://127.0.0.1/\"", "\"' OR 1=1; --\"", "\"%00%ff\"", "\"\u0080\u2028\"",
    ];

    private static readonly string[] s_broken =
    [
        "", "NaN", "Infinity", "undefined", "'x'", "01", "+1", ".5", "1.", "0x10", "\"", "\"\\x41\"", "\"\\u12\"", "\"\n\"", "\"\t\"", "[", "{", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "/**/1", "tru", "]", "}", "1 2",
    ];

    /// <summary>The document with one to four things wrong in it.</summary>
    /// <param name="document">A good one.</param>
    /// <param name="chance">Decides.</param>
    /// <param name="stays">Whether it has to stay JSON.</param>
    public static string Of(string document, Random chance, bool stays)
    {
        using var json = JsonDocument.Parse(document);
        var text = new StringBuilder();
        new Writer(text, chance, chance.Next(1, 5) / (double)Places(json.RootElement), stays).Write(json.RootElement);
        return text.ToString();
    }

    private static int Places(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Sum(property => Places(property.Value)),
        JsonValueKind.Array => 1 + value.EnumerateArray().Sum(Places),
        _ => 1,
    };

    private sealed class Writer(StringBuilder text, Random chance, double rate, bool stays)
    {
        public void Write(JsonElement value)
        {
            if (chance.NextDouble() < rate)
                text.Append(Wrong());
            else if (value.ValueKind == JsonValueKind.Object)
                WriteObject(value);
            else if (value.ValueKind == JsonValueKind.Array)
                WriteArray(value);
            else
                text.Append(value.GetRawText());
        }

        private void WriteObject(JsonElement value)
        {
            var parts = new List<(string Name, JsonElement Value, bool Wrong)>();
            foreach (var property in value.EnumerateObject())
            {
                if (chance.NextDouble() < rate / 3) continue;
                parts.Add((Name(property.Name), property.Value, false));
                if (chance.NextDouble() < rate / 3) parts.Insert(chance.Next(parts.Count), (Name(property.Name), property.Value, true));
            }
            text.Append('{');
            foreach (var (at, part) in parts.Index())
            {
                text.Append(at == 0 ? "" : ",").Append(part.Name).Append(':');
                if (part.Wrong) text.Append(Wrong());
                else Write(part.Value);
            }
            text.Append('}');
        }

        private void WriteArray(JsonElement value)
        {
            text.Append('[');
            var first = true;
            foreach (var item in value.EnumerateArray())
            {
                for (var times = chance.NextDouble() < rate / 3 ? 2 : 1; times > 0; times--)
                {
                    if (!first) text.Append(',');
                    first = false;
                    Write(item);
                }
            }
            text.Append(']');
        }

        private string Name(string name) => chance.NextDouble() >= rate / 3 ? $"\"{name}\"" : chance.Next(4) switch
        {
            0 => "\"\\ud800\"",
            1 => "\"\"",
            2 => $"\"{name.ToUpperInvariant()}\"",
            _ => "\"" + string.Concat(name.Select(letter => $"\\u{(int)letter:x4}")) + "\"",
        };

        private string Wrong() => chance.Next(20) switch
        {
            0 => Nested("[", "]", chance.Next(2, stays ? 60 : 5000)),
            1 => Nested("{\"a\":", "}", chance.Next(2, stays ? 60 : 5000)),
            2 => $"\"{new string((char)chance.Next('a', 'z'), chance.Next(1, 40_000))}\"",
            3 => new string('9', chance.Next(1, 5000)),
            4 => "\"" + string.Concat(Enumerable.Repeat("あ😀", chance.Next(1, 3000))) + "\"",
            5 => $"[{string.Join(',', Enumerable.Repeat("{}", chance.Next(1, 3000)))}]",
            6 when !stays => s_broken[chance.Next(s_broken.Length)],
            _ => s_values[chance.Next(s_values.Length)],
        };

        private static string Nested(string open, string close, int depth) =>
            string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
    }
}
