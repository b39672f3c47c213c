using System.Text.Json.Serialization;
using Gateway.Conversations.Outbox;

namespace Gateway.Channels.Line;

/// <summary>What a batch looks like as LINE's messages. Pure: a repetition must be the same bytes.</summary>
internal static class LineMessages
{
    // LINE shows so many. The way out stands last and is always among them.
    private const int MostButtons = 13;
    private const int LongestLabel = 20;

    /// <summary>The texts in order, and under the last one what the person can do with a tap.</summary>
    public static TextMessage[] Of(OutboundBatch batch)
    {
        TextMessage[] messages = [.. batch.Texts.SelectMany(text => LineText.Split(text.Value)).Select(part => new TextMessage(part))];
        // LINE shows only what stands under the last message of a call.
        var options = batch.Options.Take(MostButtons - 1).ToList();
        List<QuickItem> items =
        [
            .. options.Select(option => new QuickItem(ActionOf(option))),
            .. batch.Choices.TakeLast(MostButtons - options.Count).Select(choice => new QuickItem(ActionOf(choice))),
        ];
        if (items.Count > 0) messages[^1] = messages[^1] with { QuickReply = new QuickReply([.. items]) };
        return messages;
    }

    // The label appears in the talk as the person's own word, so that they see what they have tapped.
    private static QuickAction ActionOf(OutboundChoice choice) =>
        new(Shortened(choice.Label), LinePostback.Of(choice), choice.Label);

    // Who taps an answer says it: it comes back as a text, and needs nothing to be remembered for it.
    private static QuickAction ActionOf(string option) =>
        new(Shortened(option), Text: option, Type: "message");

    private static string Shortened(string label) => label.Length <= LongestLabel ? label : Cut(label) + "…";

    private static string Cut(string option) => option[..(LongestLabel - (char.IsHighSurrogate(option[LongestLabel - 2]) ? 2 : 1))];
}

internal sealed record TextMessage(string Text, string Type = "text", QuickReply? QuickReply = null);

internal sealed record QuickReply(QuickItem[] Items);

internal sealed record QuickItem(QuickAction Action, string Type = "action");

internal sealed record QuickAction(string Label, string? Data = null, string? DisplayText = null, string Type = "postback", string? Text = null);

internal sealed record Reply(string ReplyToken, TextMessage[] Messages);

internal sealed record Push(string To, TextMessage[] Messages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(Push))]
[JsonSerializable(typeof(StartLoading))]
internal sealed partial class LineJson : JsonSerializerContext;
