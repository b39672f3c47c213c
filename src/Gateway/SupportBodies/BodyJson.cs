using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.SupportBodies;

/// <summary>How entries are written: in the records, and on the wire.</summary>
internal static class BodyJson
{
    /// <summary>Camel case, no empty fields, words for states.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower), new Primitives.UtcJson() },
    };

    /// <summary>As <see cref="Options"/>, and a field that nobody knows is refused instead of being lost.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>An entry as text; the same entry is always the same text.</summary>
    public static string TextOf(BodyEntry entry) => JsonSerializer.Serialize(entry with { Others = new SortedDictionary<string, string>(entry.Others.ToDictionary(), StringComparer.Ordinal) }, Options);

    /// <summary>Anything as bytes.</summary>
    public static byte[] BytesOf<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>What <see cref="BytesOf{T}"/> wrote.</summary>
    public static T Read<T>(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<T>(bytes, Options)!;
}
