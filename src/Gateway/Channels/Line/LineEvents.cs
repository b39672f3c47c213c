using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Translates LINE's events. Pure. New types and fields appear without notice: what is unknown is kept under its name.</summary>
public static class LineEvents
{
    /// <summary>The events of a webhook call in the order in which they happened; nothing when it is not a webhook at all.</summary>
    public static IReadOnlyList<Inbound>? Read(LineAccount account, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("events", out var events) || events.ValueKind != JsonValueKind.Array) return null;
            // The sort is stable, so events of the same moment stay as LINE listed them.
            return [.. events.EnumerateArray().Select(e => Translate(account, e)).OrderBy(inbound => inbound.SentAt ?? 0)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Inbound Translate(LineAccount account, JsonElement e)
    {
        var type = Text(e, "type") ?? "?";
        var source = Property(e, "source");
        var (kind, what, text) = type switch
        {
            "message" => Message(Property(e, "message")),
            "postback" => (InboundKind.Unknown, "postback", null),
            "follow" => (InboundKind.Follow, "follow", null),
            _ => (InboundKind.Event, type, null),
        };
        // Groups and rooms are not a place for counselling; who is in them did not choose us.
        var person = Text(source, "type") is "user" or null ? Text(source, "userId") : null;
        return new Inbound(
            account.Organisation, ChannelNames.Line, $"line/{account.Account}", Redacted.Of(person ?? ""), EventId(e),
            string.IsNullOrEmpty(person) ? InboundKind.Nobody : kind, text is null ? null : Redacted.Of(text), what, Number(e, "timestamp"),
            Text(e, "replyToken") is { Length: > 0 } token ? Redacted.Of(token) : null);
    }

    private static (InboundKind Kind, string What, string? Text) Message(JsonElement message)
    {
        var type = Text(message, "type") ?? "?";
        return type == "text" && Text(message, "text") is { Length: > 0 } text
            ? (InboundKind.Message, type, text)
            : (InboundKind.Unknown, type.Length > 40 ? type[..40] : type, null);
    }

    // Every event of today has an id. One without is known again by its bytes.
    private static string EventId(JsonElement e) =>
        Text(e, "webhookEventId") is { Length: > 0 and <= 100 } id ? id : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(e.GetRawText())));

    private static JsonElement Property(JsonElement e, string name) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.String } value ? JsonText.Of(value) : null;

    private static long? Number(JsonElement e, string name) =>
        Property(e, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;
}
