using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Consortium;

/// <summary>How charters and terms are written: in the records, on the wire, and as the bytes that are signed.</summary>
internal static class ConsortiumJson
{
    /// <summary>Camel case, no empty fields, words for states.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new Primitives.UtcJson() },
    };

    /// <summary>As <see cref="Options"/>, and a field that nobody knows is refused: it would be lost in silence.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true };

    /// <summary>Anything as text; the same value is always the same text.</summary>
    public static string TextOf<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What <see cref="TextOf{T}"/> wrote.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;

    /// <summary>SHA-256 over the UTF-8 bytes, 64 hexadecimal digits.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
