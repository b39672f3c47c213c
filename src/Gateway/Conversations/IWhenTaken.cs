using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>Somebody above who has a part in the moment at which a counsellor takes a person from the queue.</summary>
public interface IWhenTaken
{
    /// <summary>Does it, within the transaction that takes them.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, already with the counsellor.</param>
    /// <returns>The conversation as it now stands.</returns>
    Task<Conversation> TakenAsync(RecordsSession session, Conversation conversation);
}
