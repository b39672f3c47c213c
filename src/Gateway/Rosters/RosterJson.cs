using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Primitives;

namespace Gateway.Rosters;

/// <summary>How a roster is written: in the records, and on the wire.</summary>
internal static class RosterJson
{
    /// <summary>Camel case, no empty fields, words for states.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new UtcJson() },
    };

    /// <summary>As <see cref="Options"/>, and a field that nobody knows is refused: it would be lost in silence.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true };

    /// <summary>Anything as text.</summary>
    public static string TextOf<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>What <see cref="TextOf{T}"/> wrote.</summary>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options)!;
}
