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

    /// <summary>Whether something that was begun by a yes goes on after its days, so that taking it back still stops it. Nothing does, unless somebody says so.</summary>
    /// <param name="session">Where.</param>
    /// <param name="record">The yes; its days are over.</param>
    Task<bool> GoesOnAsync(RecordsSession session, ConsentRecord record) => Task.FromResult(false);
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

    public static async Task<bool> GoesOnAsync(this IEnumerable<IWhenConsentMoves> followers, RecordsSession session, ConsentRecord record)
    {
        foreach (var follower in followers)
        {
            if (await follower.GoesOnAsync(session, record)) return true;
        }

        return false;
    }
}
