using System.Text.Json;
using Gateway.Bots.Protocol;

namespace Gateway.Bots.Intake;

/// <summary>The guide in the words of the Bot Framework protocol: one activity in, its answers out. Pure; whoever calls keeps the state.</summary>
public sealed class IntakeActivities(IntakeScript script, IntakePlan plan)
{
    private static readonly IReadOnlyList<Activity> s_nothing = [];

    /// <summary>What follows from an activity.</summary>
    /// <param name="before">Where the guide was with this person; nothing at the first.</param>
    /// <param name="activity">What it is told.</param>
    /// <returns>Where it is now (nothing once it is over), and what it says.</returns>
    public (IntakeState? State, IReadOnlyList<Activity> Answers) Answer(IntakeState? before, Activity activity)
    {
        if (activity.Type == ActivityTypes.EndOfConversation) return (null, s_nothing);
        // Who has come is told before what they wrote first; with that the guide begins.
        if (HeardIn(before, activity) is not { } heard) return (before, s_nothing);
        var start = before ?? IntakeState.New(LanguageOf(activity), plan);
        var (state, said) = script.Next(start, heard);
        var answers = said.Bubbles.Select(bubble => Of(activity, bubble)).ToList();
        var facts = IntakeFacts.New(before, state);
        if (facts.Count > 0)
            answers.Add(Reply(activity, new Activity { Type = ActivityTypes.Event, Name = "facts", Value = JsonSerializer.SerializeToElement(facts, IntakeFactsJson.Default.IReadOnlyDictionaryStringString) }));
        return (state, answers);
    }

    private static IntakeHeard? HeardIn(IntakeState? state, Activity activity) => activity switch
    {
        { Type: ActivityTypes.Event, Name: HandoffEvents.Status } when state is not null => new IntakeHeard.Taken(),
        { Type: ActivityTypes.Message } when state is null => new IntakeHeard.Begins(),
        { Type: ActivityTypes.Message, Text: { } text } => IntakeValues.IsOurs(text) ? new IntakeHeard.Tap(text) : new IntakeHeard.Word(text),
        _ => null,
    };

    private static Activity Of(Activity to, IntakeBubble bubble) => Reply(to, new Activity
    {
        Type = ActivityTypes.Message,
        Text = bubble.Text,
        TextFormat = "plain",
        SuggestedActions = bubble.Choices.Count == 0 ? null : new SuggestedActions([.. bubble.Choices.Select(ActionOf)]),
    });

    private static CardAction ActionOf(IntakeChoice choice) =>
        new("imBack", choice.Label, JsonSerializer.SerializeToElement(choice.Value, IntakeFactsJson.Default.String));

    private static Activity Reply(Activity to, Activity answer) =>
        answer with { ReplyToId = to.Id, Conversation = to.Conversation, From = to.Recipient, Recipient = to.From, ChannelId = to.ChannelId, ServiceUrl = to.ServiceUrl, Locale = to.Locale };

    private static string LanguageOf(Activity activity) => string.IsNullOrEmpty(activity.Locale) ? "ja" : activity.Locale;
}

[System.Text.Json.Serialization.JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class IntakeFactsJson : System.Text.Json.Serialization.JsonSerializerContext;
