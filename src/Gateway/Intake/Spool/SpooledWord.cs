using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations.Attachments;
using Gateway.Primitives;

namespace Gateway.Intake.Spool;

/// <summary>An <see cref="Inbound"/> on its way through the spool. LINE's reply token is left out: it is stale when the records are back.</summary>
/// <param name="Inbound">What the provider told us.</param>
/// <param name="TakenAt">When this node was told, in milliseconds.</param>
/// <param name="Turn">Grows with every word of a node, also over its restarts: the last word on the order of two.</param>
public sealed record SpooledWord(Inbound Inbound, long TakenAt, long Turn)
{
    /// <summary>Whose it is: order is kept among the words of one person at one account.</summary>
    public string Person => PersonOf(Inbound);

    /// <summary>When it was said: by the provider's clock, or by ours where the provider does not tell.</summary>
    public long SaidAt => Inbound.SentAt ?? TakenAt;

    /// <summary>The name of a person at an account. It holds the address: for memory only.</summary>
    public static string PersonOf(Inbound inbound) => $"{inbound.ChannelAccount}|{inbound.Address.Value}";

    /// <summary>Its bytes, to be sealed.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(
        new SpooledText(
            Inbound.Organisation, Inbound.Channel, Inbound.ChannelAccount, Inbound.Address.Value, Inbound.EventId, Inbound.Kind, Inbound.Text?.Value,
            Inbound.What, Inbound.SentAt, Inbound.Language, TakenAt, Turn, Inbound.MessageId, Inbound.Standby,
            Inbound.Attachment, Inbound.QuotedId, Inbound.ConversationId, Inbound.LaterBy, Inbound.ReportId),
        SpooledJson.Plain.SpooledText);

    /// <summary>The word that <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static SpooledWord Of(ReadOnlySpan<byte> bytes)
    {
        var said = JsonSerializer.Deserialize(bytes, SpooledJson.Default.SpooledText) ?? throw new JsonException("Not a word.");
        return new SpooledWord(
            new Inbound(
                said.Organisation, said.Channel, said.ChannelAccount, Redacted.Of(said.Address), said.EventId, said.Kind,
                said.Text is null ? null : Redacted.Of(said.Text), said.What, said.SentAt, Language: said.Language, MessageId: said.MessageId, Standby: said.Standby,
                Attachment: said.Attachment, QuotedId: said.QuotedId, ConversationId: said.ConversationId, LaterBy: said.LaterBy, ReportId: said.ReportId),
            said.TakenAt, said.Turn);
    }
}

/// <summary>The form in which a word is written down. Fields may be added; none may change its meaning.</summary>
internal sealed record SpooledText(
    string Organisation, string Channel, string ChannelAccount, string Address, string EventId, InboundKind Kind, string? Text, string? What,
    long? SentAt, string? Language, long TakenAt, long Turn, string? MessageId = null, bool Standby = false, SentAttachment? Attachment = null,
    string? QuotedId = null, string? ConversationId = null, long LaterBy = 0, string? ReportId = null);

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SpooledText))]
internal sealed partial class SpooledJson : JsonSerializerContext
{
    // Nobody shows these bytes as a page: Japanese takes half the room without escapes.
    private static readonly Lazy<SpooledJson> Made = new(
        () => new SpooledJson(new JsonSerializerOptions(Default!.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    public static SpooledJson Plain => Made.Value;
}
