using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Primitives;

/// <summary>Times on the wire: ISO 8601 in UTC with milliseconds and a Z, for example <c>2026-11-21T02:00:00.123Z</c>.</summary>
public sealed class UtcJson : JsonConverter<DateTimeOffset>
{
    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
}
