using System.Text.Json;
using Gateway.Bots.Protocol;

namespace Gateway.Intake.Bots.Own;

/// <summary>What a turn is in the words of the Bot Framework protocol. Pure: a repetition is the same activities, with the same ids.</summary>
internal static class TurnActivities
{
    /// <summary>The bot's name for itself on this channel.</summary>
    public const string Bot = "bot";

    /// <summary>The person's id: as little as the conversation's, and of no other conversation.</summary>
    public static string PersonOf(string talk) => $"person-{talk}";

    /// <summary>The activities of a turn, in order.</summary>
    /// <param name="turn">What happened.</param>
    /// <param name="serviceUrl">Where the bot's answers go to.</param>
    /// <param name="expectReplies">Whether they come in the answer to the call.</param>
    /// <param name="at">When it is told.</param>
    public static IReadOnlyList<Activity> Of(BotTurn turn, string serviceUrl, bool expectReplies, DateTimeOffset at)
    {
        var (person, bot) = (new ChannelAccount(PersonOf(turn.Talk), Role: "user"), new ChannelAccount(Bot, Role: "bot"));
        var activities = new List<Activity>();
        if (turn.What == BotTurnKind.Started)
            Add(new Activity { Type = ActivityTypes.ConversationUpdate, MembersAdded = [bot, person] });
        if (turn.What is BotTurnKind.Started or BotTurnKind.Said && turn.Said is { } said)
            Add(new Activity { Type = ActivityTypes.Message, Text = turn.Chosen ?? said.Value, TextFormat = "plain" });
        if (turn.What == BotTurnKind.Taken) Add(Status(HandoffEvents.Accepted));
        if (turn.What == BotTurnKind.Closed)
        {
            Add(Status(turn.Reached ? HandoffEvents.Completed : HandoffEvents.Failed));
            Add(new Activity { Type = ActivityTypes.EndOfConversation, Code = "completedSuccessfully" });
        }

        return activities;

        void Add(Activity activity) => activities.Add(activity with
        {
            Id = FormattableString.Invariant($"{turn.Talk}.{turn.Number}.{activities.Count + 1}"),
            Timestamp = at,
            ChannelId = turn.Channel == Conversations.ChannelNames.Chat ? "webchat" : turn.Channel,
            ServiceUrl = serviceUrl,
            From = person,
            Recipient = bot,
            Conversation = new ConversationAccount(turn.Talk),
            Locale = turn.Language == "ja-simple" ? "ja" : turn.Language,
            DeliveryMode = expectReplies ? DeliveryModes.ExpectReplies : null,
        });
    }

    private static Activity Status(string state) => new()
    {
        Type = ActivityTypes.Event,
        Name = HandoffEvents.Status,
        Value = JsonSerializer.SerializeToElement(new HandoffStatus(state), ProtocolJson.Default.HandoffStatus),
    };
}
