using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Bots.Protocol;

/// <summary>
/// One activity of the Bot Framework protocol, as far as a text channel needs it. Fields that are not here are ignored when they come, and
/// never sent.
/// </summary>
public sealed record Activity
{
    /// <summary>What it is, one of <see cref="ActivityTypes"/> or something that did not exist yesterday.</summary>
    public string? Type { get; init; }

    /// <summary>Names it; the same when it is sent a second time. Bots send none.</summary>
    public string? Id { get; init; }

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Over which channel the person writes.</summary>
    public string? ChannelId { get; init; }

    /// <summary>Where the bot's answers go to.</summary>
    public string? ServiceUrl { get; init; }

    /// <summary>Who speaks.</summary>
    public ChannelAccount? From { get; init; }

    /// <summary>To whom.</summary>
    public ChannelAccount? Recipient { get; init; }

    /// <summary>In which conversation.</summary>
    public ConversationAccount? Conversation { get; init; }

    /// <summary>The activity that it answers.</summary>
    public string? ReplyToId { get; init; }

    /// <summary>What is said.</summary>
    public string? Text { get; init; }

    /// <summary>How the text is written; channels send <c>plain</c>.</summary>
    public string? TextFormat { get; init; }

    /// <summary>The person's language, as in BCP 47.</summary>
    public string? Locale { get; init; }

    /// <summary>How the answer comes: <see cref="DeliveryModes.ExpectReplies"/>, or nothing.</summary>
    public string? DeliveryMode { get; init; }

    /// <summary>What can be answered with a tap.</summary>
    public SuggestedActions? SuggestedActions { get; init; }

    /// <summary>Who has come, with <see cref="ActivityTypes.ConversationUpdate"/>.</summary>
    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    /// <summary>The name of an event.</summary>
    public string? Name { get; init; }

    /// <summary>What an event says: anything at all.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Why a conversation ended.</summary>
    public string? Code { get; init; }

    /// <summary>Never the content.</summary>
    public override string ToString() => $"activity {Type}";
}

/// <summary>A person or a bot.</summary>
/// <param name="Id">Its id on the channel.</param>
/// <param name="Name">Its name, where it has one.</param>
/// <param name="Role"><c>user</c> or <c>bot</c>.</param>
public sealed record ChannelAccount(string? Id, string? Name = null, string? Role = null);

/// <summary>A conversation.</summary>
/// <param name="Id">Its id: letters that need no escape in an address. The SDK puts it into a header, where others fail.</param>
public sealed record ConversationAccount(string? Id);

/// <summary>What can be answered with a tap.</summary>
/// <param name="Actions">The buttons.</param>
public sealed record SuggestedActions(IReadOnlyList<CardAction>? Actions);

/// <summary>A button.</summary>
/// <param name="Type">What it does: <c>imBack</c> says its value.</param>
/// <param name="Title">What stands on it.</param>
/// <param name="Value">What it says: most often a text.</param>
public sealed record CardAction(string? Type, string? Title, JsonElement? Value = null);

/// <summary>What a bot answers with <see cref="DeliveryModes.ExpectReplies"/>.</summary>
/// <param name="Activities">In their order.</param>
public sealed record ExpectedReplies(IReadOnlyList<Activity>? Activities);

/// <summary>What a channel answers to an activity that it has taken.</summary>
/// <param name="Id">The id that it has there.</param>
public sealed record ResourceResponse(string Id);

/// <summary>Why something was not taken.</summary>
/// <param name="Error">What.</param>
public sealed record ErrorResponse(ErrorBody Error);

/// <summary>See <see cref="ErrorResponse"/>.</summary>
/// <param name="Code">A fixed word.</param>
/// <param name="Message">A sentence for whoever looks after the bot.</param>
public sealed record ErrorBody(string Code, string Message);

/// <summary>A page of the members of a conversation.</summary>
/// <param name="Members">All of them: there are two.</param>
public sealed record PagedMembers(IReadOnlyList<ChannelAccount> Members);

/// <summary>The types of activities that a text channel knows.</summary>
public static class ActivityTypes
{
    /// <summary>Somebody says something.</summary>
    public const string Message = "message";

    /// <summary>Who is in the conversation has changed: somebody has come.</summary>
    public const string ConversationUpdate = "conversationUpdate";

    /// <summary>Something that is said between programs.</summary>
    public const string Event = "event";

    /// <summary>Somebody is writing.</summary>
    public const string Typing = "typing";

    /// <summary>It is over.</summary>
    public const string EndOfConversation = "endOfConversation";
}

/// <summary>How a bot's answers come back.</summary>
public static class DeliveryModes
{
    /// <summary>In the answer to the call, all at once.</summary>
    public const string ExpectReplies = "expectReplies";
}

/// <summary>The events by which a bot hands somebody over to a human, and hears what became of it.</summary>
public static class HandoffEvents
{
    /// <summary>From the bot: a human, please.</summary>
    public const string Initiate = "handoff.initiate";

    /// <summary>To the bot: <see cref="Accepted"/>, <see cref="Completed"/> or <see cref="Failed"/> in <c>value.state</c>.</summary>
    public const string Status = "handoff.status";

    /// <summary>A human is there.</summary>
    public const string Accepted = "accepted";

    /// <summary>It is over.</summary>
    public const string Completed = "completed";

    /// <summary>Nobody came.</summary>
    public const string Failed = "failed";
}

/// <summary>What <see cref="HandoffEvents.Status"/> says.</summary>
/// <param name="State">One of the states there.</param>
public sealed record HandoffStatus(string State);

/// <summary>The JSON of the protocol: camel case, nothing that is empty.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ExpectedReplies))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ErrorResponse))]
[JsonSerializable(typeof(PagedMembers))]
[JsonSerializable(typeof(ChannelAccount[]))]
[JsonSerializable(typeof(HandoffStatus))]
public sealed partial class ProtocolJson : JsonSerializerContext;
