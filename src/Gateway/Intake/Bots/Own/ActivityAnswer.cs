using System.Text.Json;
using Gateway.Bots.Protocol;

namespace Gateway.Intake.Bots.Own;

/// <summary>What a bot's activities say in the words of the gateway. Pure. What means nothing here (typing, trace, delay, cards) is passed over.</summary>
internal static class ActivityAnswer
{
    /// <summary>An event of our own by which a bot may hand over facts: its value is an object of texts.</summary>
    public const string Facts = "facts";

    /// <summary>The answer that these activities are, in their order.</summary>
    public static BotAnswer Of(IReadOnlyList<Activity> activities)
    {
        var messages = new List<BotMessage>();
        var facts = new Dictionary<string, string>();
        var answer = new BotAnswer();
        foreach (var activity in activities)
        {
            switch (activity.Type)
            {
                case ActivityTypes.Message when !string.IsNullOrWhiteSpace(activity.Text):
                    messages.Add(new BotMessage(activity.Text, ChoicesOf(activity.SuggestedActions)));
                    break;
                case ActivityTypes.Event when activity.Name == HandoffEvents.Initiate:
                    answer = answer with { HandOff = true, Summary = SummaryOf(activity.Value) ?? answer.Summary };
                    break;
                case ActivityTypes.Event when activity.Name == Facts:
                    foreach (var (name, value) in TextsOf(activity.Value)) facts[name] = value;
                    break;
                case ActivityTypes.EndOfConversation:
                    answer = answer with { End = true };
                    break;
            }
        }

        return answer with { Messages = WithLastChoices(messages), Facts = facts };
    }

    // A bot may ask and then say one thing more: what it offered still stands.
    private static List<BotMessage> WithLastChoices(List<BotMessage> messages)
    {
        if (messages.FindLast(message => message.Choices.Count > 0) is { } asked && messages[^1].Choices.Count == 0) messages[^1] = messages[^1] with { Choices = asked.Choices };
        return messages;
    }

    // Only buttons that say something: an address or a telephone number is the bot's to write into its text.
    private static List<BotChoice> ChoicesOf(SuggestedActions? suggested) =>
    [
        .. (suggested?.Actions ?? []).Where(action => action is not null && action.Type is "imBack" or "postBack" or "messageBack" or null)
            .Select(action => (Said: TextOf(action.Value), action.Title))
            .Where(action => !string.IsNullOrWhiteSpace(action.Title ?? action.Said))
            .Select(action => new BotChoice(action.Said ?? action.Title!, (action.Title ?? action.Said)!)),
    ];

    private static string? SummaryOf(JsonElement? value)
    {
        if (TextOf(value) is { } text) return text;
        var parts = string.Join("\n", TextsOf(value).Select(part => $"{part.Name}: {part.Value}"));
        return parts.Length == 0 ? null : parts;
    }

    private static string? TextOf(JsonElement? value) => value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static IEnumerable<(string Name, string Value)> TextsOf(JsonElement? value) => value is { ValueKind: JsonValueKind.Object } all
        ? all.EnumerateObject().Take(BotLimits.Facts).Where(one => one.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(one => (one.Name, one.Value.ToString()))
        : [];
}
