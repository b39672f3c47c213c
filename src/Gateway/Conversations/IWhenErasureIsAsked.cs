using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>Somebody above who must act in the very transaction in which words are erased because somebody asked for it.</summary>
public interface IWhenErasureIsAsked
{
    /// <summary>Follows it, before the key of the words is deleted.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked and closed.</param>
    Task FollowAsync(RecordsSession session, Conversation conversation);
}
