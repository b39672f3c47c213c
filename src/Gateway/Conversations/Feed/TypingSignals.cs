namespace Gateway.Conversations.Feed;

/// <summary>The counsellor is writing.</summary>
public sealed record CounsellorTyping(string ConversationId) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "counsellor-typing";
}

/// <summary>The person is writing (web chat only: other channels do not tell).</summary>
public sealed record PersonTyping(string ConversationId) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "person-typing";
}
