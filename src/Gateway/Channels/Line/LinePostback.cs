using Gateway.Conversations;
using Gateway.Conversations.Outbox;

namespace Gateway.Channels.Line;

/// <summary>What our buttons send when they are tapped. It names what is meant; who taps is known from LINE alone.</summary>
internal static class LinePostback
{
    private const string LeaveData = "v=1&a=leave&c=";
    private const string TurnData = "v=1&a=turn&c=";
    private const string AfterData = "v=1&a=after&c=";

    /// <summary>The data of the button that leaves this conversation, and no later one.</summary>
    public static string Leave(string conversationId) => LeaveData + conversationId;

    /// <summary>Which conversation somebody wants to leave; nothing when the data says something else.</summary>
    public static string? Left(string? data) => Behind(LeaveData, data);

    /// <summary>The data of the button by which somebody asks to be told when it is their turn.</summary>
    public static string TellTurn(string conversationId) => TurnData + conversationId;

    /// <summary>In which conversation somebody asks for that; nothing when the data says something else.</summary>
    public static string? AskedForTurn(string? data) => Behind(TurnData, data);

    /// <summary>The data of a button.</summary>
    public static string Of(OutboundChoice choice) => Choices.AnswerOf(choice.What) is not null ? $"{AfterData}{choice.ConversationId}&q={choice.What}"
        : choice.What == Choices.TellTurn ? TellTurn(choice.ConversationId) : Leave(choice.ConversationId);

    /// <summary>An answer to a question after a talk: in which conversation, and which answer; nothing when the data says something else.</summary>
    public static (string ConversationId, string Answer)? Answered(string? data) =>
        data is { Length: <= 100 } && data.StartsWith(AfterData, StringComparison.Ordinal) && data[AfterData.Length..].Split("&q=") is [{ Length: > 0 } id, var answer] && Choices.AnswerOf(answer) is not null
            ? (id, answer) : null;

    private static string? Behind(string what, string? data) =>
        data is not null && data.StartsWith(what, StringComparison.Ordinal) && data.Length > what.Length && data.Length <= 64 ? data[what.Length..] : null;
}
