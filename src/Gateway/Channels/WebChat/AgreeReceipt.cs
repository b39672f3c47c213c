using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Gateway.Consent;
using Gateway.Handoff;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>
/// The receipt of a consent as a file, with the parts that ISO/IEC TS 27560 names. It says which items, and not a word of what stands in them: it may lie
/// on a phone that others look into.
/// </summary>
internal static class AgreeReceipt
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The file, UTF-8.</summary>
    public static byte[] Of(Agreement agreement, Organisation organisation, ConsentWords words, string language, DateTimeOffset now)
    {
        var record = agreement.Consent;
        var receipt = new JsonObject
        {
            ["schemaVersion"] = "1",
            ["receiptId"] = record.Id,
            ["madeAt"] = At(now.ToUnixTimeMilliseconds()),
            ["controller"] = new JsonObject { ["name"] = organisation.Name },
            ["notice"] = new JsonObject
            {
                ["language"] = record.Terms.Language,
                ["version"] = record.Terms.Words,
                ["hash"] = record.TermsHash,
                ["document"] = record.Terms.Document,
                ["revision"] = record.Terms.Revision,
                ["documentHash"] = record.Terms.DocumentHash,
            },
            ["purposes"] = new JsonArray(new JsonObject
            {
                ["purpose"] = words.PurposeOf(language, record.Terms),
                ["legalBasis"] = "consent",
                ["asked"] = Named(record.Terms.Items, words, language),
                ["agreed"] = Named(record.Answer!.Items, words, language),
                ["recipient"] = new JsonObject { ["name"] = record.Terms.RecipientName, ["kind"] = record.Terms.RecipientKind, ["reach"] = record.Terms.RecipientReach },
                ["validUntil"] = record.ValidUntil is { } until ? At(until) : null,
                ["withdrawal"] = words.WithdrawOf(record),
            }),
            ["events"] = Events(record),
            ["provided"] = new JsonArray([.. agreement.Sent.Select(sent => (JsonNode)new JsonObject
            {
                ["at"] = At(sent.At),
                ["recipient"] = sent.Content.RecipientName,
                ["items"] = Named(sent.Content.Items, words, language),
                ["documentHash"] = sent.DocumentHash,
            })]),
        };
        return JsonSerializer.SerializeToUtf8Bytes(receipt, s_options);
    }

    private static JsonArray Events(ConsentRecord record)
    {
        var events = new JsonArray(Event("asked", record.AskedAt, null));
        if (record.AnsweredAt is { } answered) events.Add(Event(record.Answer!.Items.Count > 0 ? "given" : "declined", answered, record.Answer.Method));
        if (record is { State: not ConsentState.Declined, EndedAt: { } ended }) events.Add(Event(record.EndedWhy ?? "ended", ended, null));
        return events;
    }

    private static JsonObject Event(string state, long at, string? method) =>
        method is null ? new() { ["state"] = state, ["at"] = At(at) } : new() { ["state"] = state, ["at"] = At(at), ["method"] = method };

    private static JsonArray Named(IReadOnlyList<ConsentItem> items, ConsentWords words, string language) => new(
        [.. items.Select(item => (JsonNode)new JsonObject { ["item"] = ConsentItems.CodeOf(item), ["name"] = words.NameOf(language, item), ["sensitive"] = ConsentItems.Sensitive.Contains(item) })]);

    private static string At(long ms) => Utc.FromMs(ms).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
