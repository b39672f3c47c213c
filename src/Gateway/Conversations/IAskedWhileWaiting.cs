using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>Somebody above who has asked a person who waits something that is answered by exactly the words on its buttons.</summary>
public interface IAskedWhileWaiting
{
    /// <summary>Whether a text can be such an answer, in any language. Pure and quick: every message comes by here.</summary>
    bool MayAnswer(string text);

    /// <summary>Takes an answer, within the transaction that takes the message.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked; the person has greeted before.</param>
    /// <param name="heard">The person's message.</param>
    /// <returns>The conversation as it now stands, and whether it was an answer; if not, it is a message like every other.</returns>
    Task<(Conversation Conversation, bool WasAnswer)> HearAsync(RecordsSession session, Conversation conversation, Entry heard);
}
