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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [LeaveQueue, EndTalk];

    /// <summary>The key of a choice's wording in <see cref="PersonTexts"/>: at most 20 letters, as a button holds them.</summary>
    public static string TextOf(string choice) => choice == LeaveQueue ? "choice.leaveQueue" : "choice.endTalk";

    /// <summary>The notice, with what can be done under it.</summary>
    public static NewEntry With(this NewEntry notice, string choice) => notice with { Body = notice.Body with { Choice = choice } };
}
