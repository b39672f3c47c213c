using System.Globalization;
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
            using var document = JsonText.Parse(body);
            var root = document.RootElement;
            // The Event Grid schema sends an array; CloudEvents sends one object.
            if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)) return null;
            IReadOnlyList<JsonElement> items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
            var validation = items.Where(IsValidation).Select(item => JsonText.Text(JsonText.Property(item, "data"), "validationCode"))
                .FirstOrDefault(code => code is not null);
            return new AcsCall(validation, [.. items.Where(item => !IsValidation(item)).Select(item => Translate(account, item))]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Inbound Translate(SmsAccount account, JsonElement item)
    {
        var type = TypeOf(item) ?? "?";
        var data = JsonText.Property(item, "data");
        var from = type == "Microsoft.Communication.SMSReceived" ? PhoneNumber.Normalise(JsonText.Text(data, "from")) : null;
        // One message may come in several events with ids of their own; the message's id is what is the same.
        var name = JsonText.Id(item, "eventType") ?? JsonText.Id(item, "type");
        var id = JsonText.Id(data, "messageId") is { } messageId && name is not null
            ? $"{name[(name.LastIndexOf('.') + 1)..]}|{messageId}"
            : JsonText.NameOf(item);
        var text = JsonText.Text(data, "message");
        return new Inbound(
            account.Organisation, ChannelNames.Sms, $"sms/{account.Account}", Redacted.Of(from ?? ""), id,
            from is null ? InboundKind.Nobody : string.IsNullOrEmpty(text) ? InboundKind.Unknown : InboundKind.Message,
            from is null || string.IsNullOrEmpty(text) ? null : Redacted.Of(text), What: "sms", SentAt: Moment(data));
    }

    private static bool IsValidation(JsonElement item) => TypeOf(item) == "Microsoft.EventGrid.SubscriptionValidationEvent";

    private static string? TypeOf(JsonElement item) => JsonText.Text(item, "eventType") ?? JsonText.Text(item, "type");

    private static long? Moment(JsonElement data) =>
        DateTimeOffset.TryParse(JsonText.Text(data, "receivedTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Utc.IsMoment(at.ToUnixTimeMilliseconds()) ? at.ToUnixTimeMilliseconds() : null;
}
