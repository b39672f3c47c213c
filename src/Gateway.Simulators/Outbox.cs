using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Simulators.Line;

namespace Gateway.Simulators;

/// <summary>One message that a simulated provider accepted.</summary>
/// <param name="Number">1, 2, 3 … over all providers, in the order of acceptance.</param>
/// <param name="Provider"><c>line</c>, <c>acs</c> or <c>twilio</c>.</param>
/// <param name="Kind"><c>reply</c>, <c>push</c> or <c>sms</c>.</param>
/// <param name="To">The LINE user id or the phone number it is addressed to.</param>
/// <param name="Text">The text, or the alternative text of a message that is not plain text.</param>
/// <param name="At">When it was accepted.</param>
public sealed record OutboxItem(
    long Number,
    string Provider,
    string Kind,
    string To,
    string Text,
    [property: JsonConverter(typeof(MillisecondTime))] DateTimeOffset At)
{
    /// <summary>The account or number that sent it.</summary>
    [JsonIgnore]
    public string From { get; init; } = "";

    /// <summary>False when the provider accepts and yet nothing arrives: the person blocked the account, or the phone is off.</summary>
    [JsonIgnore]
    public bool Delivered { get; init; } = true;

    /// <summary>The provider's id of this message.</summary>
    [JsonIgnore]
    public string MessageId { get; init; } = "";

    /// <summary>The buttons that a LINE phone shows under it until somebody writes again.</summary>
    [JsonIgnore]
    public IReadOnlyList<LineTap> Taps { get; init; } = [];
}

/// <summary>Everything that the simulated providers have accepted, in order.</summary>
public sealed class Outbox
{
    /// <summary>The record itself; read it after a number, or wait on it.</summary>
    public NumberedLog<OutboxItem> Log { get; } = new();

    /// <summary>The form in which a script reads it over HTTP.</summary>
    public OutboxPage PageAfter(long number)
    {
        var items = Log.After(number);
        return new OutboxPage(items, items.Count == 0 ? Math.Min(Math.Max(0, number), Log.Last) : items[^1].Number);
    }
}

/// <summary>A reading of the outbox: the items, and the number to ask after next time.</summary>
public sealed record OutboxPage(IReadOnlyList<OutboxItem> Items, long Last);

/// <summary>Writes a time as UTC with milliseconds, as the gateway does.</summary>
public sealed class MillisecondTime : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime.ToString(Format, System.Globalization.CultureInfo.InvariantCulture));
}
