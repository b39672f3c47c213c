using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>Somebody above for whom a word of the person may be meant, in the transaction that takes it.</summary>
public interface IWhenPersonSpeaks
{
    /// <summary>Whether a text is meant for them: such a word is read with all that stands around it, and never taken the shorter way. Pure.</summary>
    bool Asks(string? text);

    /// <summary>Hears a message.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation in which it was said, locked.</param>
    /// <param name="heard">The person's message, stored.</param>
    /// <returns>The conversation as it now stands.</returns>
    Task<Conversation> HearAsync(RecordsSession session, Conversation conversation, Entry heard);
}
