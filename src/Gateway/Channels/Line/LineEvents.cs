using System.Text.Json;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Conversations.Passages;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Translates LINE's events. Pure. New types and fields appear without notice: what is unknown is kept under its name.</summary>
public static class LineEvents
{
    // Beside what LINE documents (a sticker's text has 100 letters): a name or an address that is longer is cut.
    private const int LongestWords = 500;

    /// <summary>The events of a webhook call in the order in which they happened; nothing when it is not a webhook at all.</summary>
    public static IReadOnlyList<Inbound>? Read(LineAccount account, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonText.Parse(body);
            var events = JsonText.Property(document.RootElement, "events");
            if (events.ValueKind != JsonValueKind.Array) return null;
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
        var type = Kind(e);
        var source = JsonText.Property(e, "source");
        var (kind, what, text) = type switch
        {
            "message" => Message(JsonText.Property(e, "message")),
            "postback" when Left(e) is not null && JsonText.Text(e, "mode") != "standby" => (InboundKind.Leave, type, null),
            "postback" when AskedForTurn(e) is not null && JsonText.Text(e, "mode") != "standby" => (InboundKind.TellTurn, type, null),
            "postback" when Answered(e) is var (_, answer) && JsonText.Text(e, "mode") != "standby" => (InboundKind.After, answer, null),
            "postback" => (InboundKind.Unknown, type, null),
            "follow" => (InboundKind.Follow, JsonText.Property(JsonText.Property(e, "follow"), "isUnblocked").ValueKind == JsonValueKind.True ? "unblocked" : "follow", null),
            "unsend" when MessageId(e, type) is not null => (InboundKind.Withdrawal, type, null),
            _ => (InboundKind.Event, type, null),
        };
        // Dropped here, before anything is written down anywhere, the spool included.
        if (account.EntranceOnly && kind is InboundKind.Message or InboundKind.Unknown or InboundKind.Follow)
            (kind, what, text) = (InboundKind.Knock, PassageWords.Stops(text) ? Inbound.KnockToStop : "knock", null);
        // Groups and rooms are not a place for counselling; who is in them did not choose us.
        var person = JsonText.Text(source, "type") is "user" or null ? JsonText.Text(source, "userId") : null;
        return new Inbound(
            account.Organisation, ChannelNames.Line, $"line/{account.Account}", Redacted.Of(person ?? ""),
            // Every event of today has an id. One without is known again by its bytes.
            JsonText.Id(e, "webhookEventId") ?? JsonText.NameOf(e),
            string.IsNullOrEmpty(person) ? InboundKind.Nobody : kind, text is null ? null : Redacted.Of(text), what, Moment(e),
            JsonText.Text(e, "replyToken") is { Length: > 0 } token ? Redacted.Of(token) : null, MessageId: kind == InboundKind.Knock ? null : MessageId(e, type), Standby: JsonText.Text(e, "mode") == "standby",
            Attachment: type == "message" && kind == InboundKind.Unknown ? Attachment(JsonText.Property(e, "message")) : null,
            QuotedId: type == "message" && kind != InboundKind.Knock ? JsonText.Id(JsonText.Property(e, "message"), "quotedMessageId") : null,
            ConversationId: type == "postback" ? Left(e) ?? AskedForTurn(e) ?? Answered(e)?.ConversationId : null);
    }

    // Where the sender says that it lies is not even read: it is the sender's choice, and nothing here goes there.
    private static SentAttachment? Attachment(JsonElement message)
    {
        var kind = Kind(message);
        if (!AttachmentKinds.Has(kind)) return null;
        var size = JsonText.Property(message, "fileSize") is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var bytes) && bytes >= 0 ? bytes : (long?)null;
        return new SentAttachment(kind, size, JsonText.Text(JsonText.Property(message, "contentProvider"), "type") is not (null or "line"));
    }

    private static string? Left(JsonElement e) => LinePostback.Left(JsonText.Text(JsonText.Property(e, "postback"), "data"));

    private static string? AskedForTurn(JsonElement e) => LinePostback.AskedForTurn(JsonText.Text(JsonText.Property(e, "postback"), "data"));

    private static (string ConversationId, string Answer)? Answered(JsonElement e) => LinePostback.Answered(JsonText.Text(JsonText.Property(e, "postback"), "data"));

    private static string? MessageId(JsonElement e, string type) => type switch
    {
        "message" => JsonText.Id(JsonText.Property(e, "message"), "id"),
        "unsend" => JsonText.Id(JsonText.Property(e, "unsend"), "messageId"),
        _ => null,
    };

    private static (InboundKind Kind, string What, string? Text) Message(JsonElement message)
    {
        var type = Kind(message);
        return type == "text" && JsonText.Text(message, "text") is { Length: > 0 } text
            ? (InboundKind.Message, type, text)
            : (InboundKind.Unknown, type, InWords(type, message));
    }

    // What is no text but says something in words: the person chose the sticker for what it says.
    private static string? InWords(string type, JsonElement message)
    {
        var words = type switch
        {
            "sticker" => JsonText.Text(message, "text") is { Length: > 0 } own ? own : string.Join('、', Texts(JsonText.Property(message, "keywords"))),
            "file" => JsonText.Text(message, "fileName"),
            "location" => string.Join('\n', new[] { JsonText.Text(message, "title"), JsonText.Text(message, "address") }.Where(part => !string.IsNullOrEmpty(part))),
            _ => null,
        };
        return string.IsNullOrEmpty(words) ? null : words.Length <= LongestWords ? words : words[..(LongestWords - (char.IsHighSurrogate(words[LongestWords - 1]) ? 1 : 0))];
    }

    private static IEnumerable<string> Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Where(one => one.ValueKind == JsonValueKind.String).Select(JsonText.Of).Where(one => one.Length > 0) : [];

    // A name of LINE's, short enough to be shown.
    private static string Kind(JsonElement e) => JsonText.Text(e, "type") is { Length: > 0 } type ? type[..Math.Min(type.Length, 40)] : "?";

    // A number that is no moment of the calendar says nothing, and must not stop those who read it later.
    private static long? Moment(JsonElement e) =>
        JsonText.Property(e, "timestamp") is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var ms) && Utc.IsMoment(ms) ? ms : null;
}
