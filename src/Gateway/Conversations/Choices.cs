namespace Gateway.Conversations;

/// <summary>
/// What a person can do with one tap under a notice, on a channel that has such taps. Leaving is one of them at every stage: it costs
/// nothing and needs no reason.
/// </summary>
public static class Choices
{
    /// <summary>Stop waiting.</summary>
    public const string LeaveQueue = "leave_queue";

    /// <summary>End the talk.</summary>
    public const string EndTalk = "end_talk";

    /// <summary>Be told once when it is one's turn.</summary>
    public const string TellTurn = "tell_turn";

    // Behind a question after the talk: the fact and its value, such as after.mood=4.
    private const string After = "after.";

    /// <summary>An answer to a question after the talk, by the fact that it becomes and its value.</summary>
    public static string Answer(string fact, string value) => $"{fact}={value}";

    /// <summary>Fact and value of such an answer; nothing for anything else.</summary>
    public static (string Fact, string Value)? AnswerOf(string choice) =>
        choice.StartsWith(After, StringComparison.Ordinal) && choice.Split('=') is [var fact, { Length: 1 } value] ? (fact, value) : null;

    /// <summary>All of them, without answers.</summary>
    public static IReadOnlyList<string> All { get; } = [LeaveQueue, EndTalk, TellTurn];

    /// <summary>Those that end something.</summary>
    public static IReadOnlyList<string> Leaving { get; } = [LeaveQueue, EndTalk];

    /// <summary>What somebody who waits can do: leave, and be told when it is their turn if they have not asked for that yet.</summary>
    public static string WhileWaiting(bool asked = false) => asked ? LeaveQueue : $"{TellTurn} {LeaveQueue}";

    /// <summary>The choices under a notice, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Of(string? choice) => choice?.Split(' ') ?? [];

    /// <summary>The key of a choice's wording in <see cref="PersonTexts"/>: at most 20 letters, as a button holds them.</summary>
    public static string TextOf(string choice) => choice switch
    {
        _ when AnswerOf(choice) is var (fact, value) => (fact == "after.mood" ? "mood." : "agree.") + value,
        LeaveQueue => "choice.leaveQueue",
        TellTurn => "choice.tellTurn",
        _ => "choice.endTalk",
    };

    /// <summary>The notice, with what can be done under it: one choice, or several with a space between.</summary>
    public static NewEntry With(this NewEntry notice, string choice) => notice with { Body = notice.Body with { Choice = choice } };
}
