using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Channels.Line;

/// <summary>Every way to sign a call, of which one is right.</summary>
internal static class CorpusSignatures
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_indented = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The header's values, none or several, and the call as it is sent.</summary>
    /// <param name="sign">The way.</param>
    /// <param name="body">The call as it was meant.</param>
    /// <param name="secret">The account's secret.</param>
    /// <param name="other">The secret of another account.</param>
    public static (string[] Values, byte[] Body) Of(string sign, byte[] body, string secret, string other)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        var hash = HMACSHA256.HashData(key, body);
        var right = Convert.ToBase64String(hash);
        string[] Value(string value) => [value];
        string[] Over(byte[] bytes) => [Convert.ToBase64String(HMACSHA256.HashData(key, bytes))];
        string[] Keyed(string with) => [Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(with), body))];
        string[] values = sign switch
        {
            "good" => [right],
            "absent" or "in the query" or "in another header" => [],
            "empty" => [""],
            "space" => Value(" "),
            "word" => Value("signature"),
            "truncated by one" => Value(right[..^1]),
            "truncated by four" => Value(right[..^4]),
            "half" => Value(right[..22]),
            "doubled" => Value(right + right),
            "lower case" => Value(right.ToLowerInvariant()),
            "upper case" => Value(right.ToUpperInvariant()),
            "hexadecimal" => Value(Convert.ToHexStringLower(hash)),
            // With a letter in which the two alphabets differ; else it would be the right one.
            "base64url" => Value('_' + right.Replace('+', '-').Replace('/', '_')[1..]),
            "base64url without padding" or "without padding" => Value(right.TrimEnd('=')),
            "base64 of base64" => Value(Convert.ToBase64String(Encoding.ASCII.GetBytes(right))),
            "another secret" => Keyed("another secret"),
            "empty secret" => Keyed(""),
            "another account" => Keyed(other),
            "secret in capitals" => Keyed(secret.ToUpperInvariant()),
            "secret with a line break" => Keyed(secret + "\n"),
            "secret as bytes of hexadecimal" => Value(Convert.ToBase64String(HMACSHA256.HashData(Convert.FromHexString(secret), body))),
            "the length of SHA-1" => Value(Convert.ToBase64String(hash[..20])),
            "sha384" => Value(Convert.ToBase64String(HMACSHA384.HashData(key, body))),
            "sha512" => Value(Convert.ToBase64String(HMACSHA512.HashData(key, body))),
            "the length of MD5" => Value(Convert.ToBase64String(hash[..16])),
            "hash without a key" => Value(Convert.ToBase64String(SHA256.HashData(body))),
            "key and body exchanged" => Value(Convert.ToBase64String(HMACSHA256.HashData(body, key))),
            "prefix sha256=" => Value("sha256=" + right),
            "prefix Bearer" => Value("Bearer " + right),
            "in quotation marks" => Value($"\"{right}\""),
            "space inside" => Value(right.Insert(20, " ")),
            "comma and itself" => Value($"{right},{right}"),
            "itself twice as headers" => [right, right],
            "bad then good as headers" => ["AAAA", right],
            "a megabyte" => Value(new string('A', 1024 * 1024)),
            "not ascii" => Value("署名" + right),
            "zeros" => Value(Convert.ToBase64String(new byte[32])),
            "all ones" => Value(Convert.ToBase64String([.. Enumerable.Repeat((byte)255, 32)])),
            "of an empty body" => Over([]),
            "of the body with a line break" => Over([.. body, (byte)'\n']),
            "of the body with a space before" or "of the trimmed body" => Over([(byte)' ', .. body]),
            "of the body without its last letter" => Over(body[..^1]),
            // What a parser makes of it and writes again; in another order, with other spaces, with escapes.
            "of the re-serialised body" => Over(Again(body, s_plain, node => node["events"]![0]!["timestamp"] = 1.79e12)),
            "of the indented body" => Over(Again(body, s_indented)),
            "of the escaped body" => Over(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("/", "\\/", StringComparison.Ordinal).Replace("a", "\\u0061", StringComparison.Ordinal))),
            "of the sorted body" => Over(Again(body, s_plain, Reverse)),
            "of the body in UTF-16" => Over(Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))),
            "of the body with a mark" => Over([0xEF, 0xBB, 0xBF, .. body]),
            "of the events alone" => Over(Encoding.UTF8.GetBytes(JsonNode.Parse(body)!["events"]!.ToJsonString(s_plain))),
            "of another call" => Over("""{"destination":"U0","events":[]}"""u8.ToArray()),
            _ when sign.StartsWith("bit ", StringComparison.Ordinal) => Value(Convert.ToBase64String(Flipped(hash, Number(sign)))),
            _ when sign.StartsWith("body bit ", StringComparison.Ordinal) => [right],
            _ => throw new ArgumentOutOfRangeException(nameof(sign), sign, "No such way."),
        };
        return (values, sign.StartsWith("body bit ", StringComparison.Ordinal) ? Flipped(body, Number(sign)) : body);
    }

    private static int Number(string sign) => int.Parse(sign[(sign.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    private static byte[] Flipped(byte[] bytes, int at)
    {
        var wrong = bytes.ToArray();
        wrong[at % wrong.Length] ^= 1;
        return wrong;
    }

    private static byte[] Again(byte[] body, JsonSerializerOptions options, Action<JsonNode>? change = null)
    {
        var node = JsonNode.Parse(body)!;
        change?.Invoke(node);
        return JsonSerializer.SerializeToUtf8Bytes(node, options);
    }

    private static void Reverse(JsonNode node)
    {
        var all = node.AsObject().Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())).ToList();
        node.AsObject().Clear();
        foreach (var (name, value) in all) node.AsObject()[name] = value;
    }
}
