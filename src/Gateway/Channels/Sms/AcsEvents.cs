using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>What an Event Grid call holds: either the question whether we are the right address, or events.</summary>
/// <param name="ValidationCode">To be sent back at once.</param>
/// <param name="Events">The events, in order.</param>
public sealed record AcsCall(string? ValidationCode, IReadOnlyList<Inbound> Events);

/// <summary>Translates Event Grid events of Azure Communication Services. Pure.</summary>
public static class AcsEvents
{
    /// <summary>Reads a call; nothing when it is not one.</summary>
    public static AcsCall? Read(SmsAccount account, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            // The Event Grid schema sends an array; CloudEvents sends one object.
            if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) return null;
            IReadOnlyList<JsonElement> items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            if (items.Any(item => item.ValueKind != JsonValueKind.Object)) return null;
            var validation = items.Where(item => TypeOf(item) == "Microsoft.EventGrid.SubscriptionValidationEvent")
                .Select(item => Text(Property(item, "data"), "validationCode")).FirstOrDefault(code => code is not null);
            return new AcsCall(validation, validation is null ? [.. items.Select(item => Translate(account, item))] : []);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Inbound Translate(SmsAccount account, JsonElement item)
    {
        var type = TypeOf(item) ?? "?";
        var data = Property(item, "data");
        var from = type == "Microsoft.Communication.SMSReceived" ? PhoneNumber.Normalise(Text(data, "from")) : null;
        // One message may come in several events with ids of their own; the message's id is what is the same.
        var id = Text(data, "messageId") is { Length: > 0 and <= 200 } messageId
            ? $"{type[(type.LastIndexOf('.') + 1)..]}|{messageId}"
            : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.GetRawText())));
        return new Inbound(
            account.Organisation, ChannelNames.Sms, $"sms/{account.Account}", Redacted.Of(from ?? ""), id,
            from is null ? InboundKind.Nobody : InboundKind.Message,
            from is null ? null : Redacted.Of(Text(data, "message") ?? ""), SentAt: Time(data, "receivedTimestamp"));
    }

    private static string? TypeOf(JsonElement item) => Text(item, "eventType") ?? Text(item, "type");

    private static JsonElement Property(JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement e, string name) => Property(e, name) is { ValueKind: JsonValueKind.String } value ? JsonText.Of(value) : null;

    private static long? Time(JsonElement e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.String } value && value.TryGetDateTimeOffset(out var at) ? at.ToUnixTimeMilliseconds() : null;
}
