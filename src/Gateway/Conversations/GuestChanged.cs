using Gateway.Conversations.Feed;

namespace Gateway.Conversations;

/// <summary>Something is new about a person whom a partner answers, and nobody moved: the screens of their own organisation show it.</summary>
/// <param name="Home">Whose person it is.</param>
public sealed record GuestChanged(string Home) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "guest";
}
