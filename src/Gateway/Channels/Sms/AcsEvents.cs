using System.Globalization;
using System.Text.Json;
using Gateway.Conversations.Outbox;
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
    public static AcsCall? Read(AcsAccount account, ReadOnlyMemory<byte> body)
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

    private static Inbound Translate(AcsAccount account, JsonElement item)
    {
        var data = JsonText.Property(item, "data");
        // One message may come in several events with ids of their own; the message's id is what is the same.
        var name = JsonText.Id(item, "eventType") ?? JsonText.Id(item, "type");
        var id = JsonText.Id(data, "messageId") is { } messageId && name is not null
            ? $"{name[(name.LastIndexOf('.') + 1)..]}|{messageId}"
            : JsonText.NameOf(item);
        return TypeOf(item) switch
        {
            // Without a filter a subscription brings what came to every number of the resource; another account takes it.
            "Microsoft.Communication.SMSReceived" when PhoneNumber.IsAnother(JsonText.Text(data, "to"), account.Number) => SmsInbound.Noted(account, id),
            "Microsoft.Communication.SMSReceived" =>
                SmsInbound.Said(account, JsonText.Text(data, "from"), id, JsonText.Text(data, "message"), Moment(data)),
            // Azure's sample has a capital T, its REST API a small one.
            "Microsoft.Communication.SMSDeliveryReportReceived" =>
                SmsInbound.Reported(account, JsonText.Text(data, "to"), id, JsonText.Id(data, "tag") ?? JsonText.Id(data, "Tag"), JsonText.Id(data, "messageId"), ReportOf(data)),
            _ => SmsInbound.Noted(account, id),
        };
    }

    // Azure tells the reason in an English sentence only; the one that matters most is documented word for word.
    private static string ReportOf(JsonElement data)
    {
        var details = JsonText.Text(data, "deliveryStatusDetails") ?? "";
        return JsonText.Text(data, "deliveryStatus") switch
        {
            "Delivered" => DeliveryReports.Delivered,
            "Failed" when Says("blocked for given recipient") || Says("opted out") => DeliveryReports.OptedOut,
            "Failed" when Says("unreachable") => DeliveryReports.Unreachable,
            "Failed" => DeliveryReports.Undelivered,
            _ => DeliveryReports.Accepted,
        };

        bool Says(string words) => details.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsValidation(JsonElement item) => TypeOf(item) == "Microsoft.EventGrid.SubscriptionValidationEvent";

    private static string? TypeOf(JsonElement item) => JsonText.Text(item, "eventType") ?? JsonText.Text(item, "type");

    private static long? Moment(JsonElement data) =>
        DateTimeOffset.TryParse(JsonText.Text(data, "receivedTimestamp"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            && Utc.IsMoment(at.ToUnixTimeMilliseconds()) ? at.ToUnixTimeMilliseconds() : null;
}
