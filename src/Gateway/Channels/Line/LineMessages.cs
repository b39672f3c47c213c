using System.Text.Json.Serialization;
using Gateway.Conversations.Outbox;

namespace Gateway.Channels.Line;

/// <summary>What a batch looks like as LINE's messages. Pure: a repetition must be the same bytes.</summary>
internal static class LineMessages
{
    /// <summary>The texts in order, and under the last one what the person can do with a tap.</summary>
    public static TextMessage[] Of(OutboundBatch batch)
    {
        TextMessage[] messages = [.. batch.Texts.SelectMany(text => LineText.Split(text.Value)).Select(part => new TextMessage(part))];
        // LINE shows only what stands under the last message of a call.
        if (batch.Choice is { } choice) messages[^1] = messages[^1] with { QuickReply = new QuickReply([new QuickItem(ActionOf(choice))]) };
        return messages;
    }

    // The label appears in the talk as the person's own word, so that they see what they have tapped.
    private static PostbackAction ActionOf(OutboundChoice choice) =>
        new(choice.Label, LinePostback.Leave(choice.ConversationId), choice.Label);
}

internal sealed record TextMessage(string Text, string Type = "text", QuickReply? QuickReply = null);

internal sealed record QuickReply(QuickItem[] Items);

internal sealed record QuickItem(PostbackAction Action, string Type = "action");

internal sealed record PostbackAction(string Label, string Data, string DisplayText, string Type = "postback");

internal sealed record Reply(string ReplyToken, TextMessage[] Messages);

internal sealed record Push(string To, TextMessage[] Messages);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Reply))]
[JsonSerializable(typeof(Push))]
[JsonSerializable(typeof(StartLoading))]
internal sealed partial class LineJson : JsonSerializerContext;
