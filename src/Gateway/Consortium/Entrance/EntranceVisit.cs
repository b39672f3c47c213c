namespace Gateway.Consortium.Entrance;

/// <summary>共同の窓口: where somebody stands who came by a common entrance.</summary>
/// <param name="ConversationId">Who.</param>
/// <param name="ConsortiumId">To which consortium.</param>
/// <param name="BegunAt">When they said their first word, in milliseconds; for whoever has only added the account, when they did.</param>
/// <param name="DueAt">When they are routed at the latest, or again, in milliseconds; nothing while nothing is to be done.</param>
/// <param name="AskedAt">When they were last asked something, in milliseconds.</param>
/// <param name="Menu">What they were offered and have told, sealed (<see cref="EntranceMenu"/>).</param>
/// <param name="Wish">The member that they want, until it is decided.</param>
/// <param name="Why">Why they are routed a second time: their member <c>paused</c>, has <c>left</c> …; or they are <c>kept</c> at the door, were told so, and write on.</param>
/// <param name="Member">Whose they are; nothing before it is decided.</param>
internal sealed record EntranceVisit(
    string ConversationId, string ConsortiumId, long BegunAt, long? DueAt, long? AskedAt, byte[]? Menu, string? Wish, string? Why, string? Member)
{
    /// <summary>Nobody else was there, and the responsible body keeps them at the door. They were told so; with their next word it is looked at again.</summary>
    public const string Kept = "kept";
}
