using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>Sheets as JSON, field by field from the catalogue: what is no field is not written, and what is unknown is not read.</summary>
public static class SheetJson
{
    /// <summary>The form of single values: camelCase names, codes as words, moments with the offset of Japan.</summary>
    public static JsonSerializerOptions Options { get; } = Made();

    /// <summary>A whole sheet, for the sender's own records. A receiver gets <see cref="Write(SharedSheet)"/>.</summary>
    public static JsonObject Write(Sheet sheet) => Write(sheet, SheetFields.All);

    /// <summary>What a receiver gets.</summary>
    public static JsonObject Write(SharedSheet shared) => Write(shared.Content);

    /// <summary>A sheet from JSON. Unknown keys are left out, so that a newer minor version can be read.</summary>
    /// <exception cref="JsonException">A value is none that its field can have; <see cref="JsonException.Path"/> is the field's key.</exception>
    public static Sheet Read(JsonObject json)
    {
        var sheet = new Sheet { Document = new DocumentPart { FormatVersion = null }, Consent = new ConsentPart { GuardianContactAllowed = null } };
        foreach (var field in SheetFields.All)
        {
            if (At(json, field.Key) is not { } value) continue;
            try
            {
                if (HasHoles(value)) throw new JsonException();
                sheet = field.ReadInto(sheet, value);
            }
            catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException)
            {
                throw new JsonException($"{field.Key} cannot have this value.", field.Key, null, null);
            }
        }

        return sheet;
    }

    /// <summary>The word of a code, for example <c>three_way_chat</c>.</summary>
    public static string CodeOf(Enum code) => JsonSerializer.SerializeToNode(code, code.GetType(), Options)!.GetValue<string>();

    /// <summary>All words of a list of codes, in the order of their numbers.</summary>
    public static IReadOnlyList<Enum> CodesOf(Type list) => [.. Enum.GetValues(list).Cast<Enum>()];

    internal static JsonObject Write(Sheet sheet, IEnumerable<SheetField> fields)
    {
        var json = new JsonObject();
        foreach (var field in fields)
        {
            if (field.IsEmptyIn(sheet)) continue;
            Put(json, field.Key, JsonSerializer.SerializeToNode(field.ValueIn(sheet), field.Type, Options)!);
        }

        return json;
    }

    internal static string Hash(Sheet sheet, IEnumerable<SheetField> fields) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(Write(sheet, fields)))));

    private static void Put(JsonObject json, string key, JsonNode value)
    {
        if (key.Split('.') is not [var outer, var inner])
        {
            json[key] = value;
            return;
        }

        if (json[outer] is not JsonObject within) json[outer] = within = [];
        within[inner] = value;
    }

    private static JsonNode? At(JsonObject json, string key) => key.Split('.') switch
    {
        [var outer, var inner] => json[outer] is JsonObject within ? within[inner] : null,
        _ => json[key],
    };

    // The serialiser refuses a null where a text must be, but not within a list.
    private static bool HasHoles(JsonNode value) => value switch
    {
        JsonArray list => list.Any(entry => entry is null || HasHoles(entry)),
        JsonObject json => json.Any(pair => pair.Value is not null && HasHoles(pair.Value)),
        _ => false,
    };

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            NumberHandling = JsonNumberHandling.Strict,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            Converters = { new MomentInJapan(), new ItemCode(), new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        };
        options.MakeReadOnly();
        return options;
    }

    // A moment as people in Japan read it: whole seconds, +09:00.
    private sealed class MomentInJapan : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TryGetDateTimeOffset(out var moment) ? moment : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(JapanTime.Text(value));
    }

    private sealed class ItemCode : JsonConverter<ConsentItem>
    {
        public override ConsentItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } code && ConsentItems.OfCode(code) is { } item ? item : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, ConsentItem value, JsonSerializerOptions options) => writer.WriteStringValue(ConsentItems.CodeOf(value));
    }
}
