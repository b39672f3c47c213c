using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Consent;

/// <summary>Somebody above who must act in the very transaction in which a consent is asked, answered, taken back or ends.</summary>
public interface IWhenConsentMoves
{
    /// <summary>Follows it. The conversation and the consent are locked.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation in which it was asked.</param>
    /// <param name="record">The consent as it now stands.</param>
    /// <returns>The conversation as it then stands.</returns>
    Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, ConsentRecord record);
}

/// <summary>Those who follow, one after another.</summary>
internal static class ConsentFollowers
{
    public static async Task<Conversation> FollowAsync(
        this IEnumerable<IWhenConsentMoves> followers, RecordsSession session, Conversation conversation, ConsentRecord record)
    {
        foreach (var follower in followers) conversation = await follower.FollowAsync(session, conversation, record);
        return conversation;
    }
}
