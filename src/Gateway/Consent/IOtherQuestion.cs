using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Consent;

/// <summary>Somebody above who asks the person something that is answered in words as a consent is: by two digits and yes or no.</summary>
public interface IOtherQuestion
{
    /// <summary>The digits that mean something to this person now.</summary>
    Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId);

    /// <summary>Takes an answer, within the transaction that takes the message.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation in which it was said, locked.</param>
    /// <param name="heard">The person's message.</param>
    /// <param name="answer">What it says.</param>
    /// <returns>The conversation as it now stands, and whether it was an answer to a question of theirs.</returns>
    Task<(Conversation Conversation, bool WasAnswer)> AnswerAsync(RecordsSession session, Conversation conversation, Entry heard, TypedAnswer answer);
}
