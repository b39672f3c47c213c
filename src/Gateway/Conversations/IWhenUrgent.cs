using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>What is due when a conversation becomes 緊急, within the same transaction: a crash after it cannot lose it.</summary>
public interface IWhenUrgent
{
    /// <summary>Follows. A conversation that needs nothing more is given back as it is.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, with its new grade.</param>
    /// <param name="staff">Who said so; nothing when it was the triage.</param>
    /// <param name="why">Their reason, if they gave one.</param>
    /// <returns>The conversation as it now stands.</returns>
    Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, Staff? staff, string? why);
}
