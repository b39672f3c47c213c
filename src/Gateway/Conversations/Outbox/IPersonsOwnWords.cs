using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Somebody above who keeps words that only the person may read. They are put below a text when it is sent, and stand in no log.</summary>
public interface IPersonsOwnWords
{
    /// <summary>The words, as the transaction sees them; nothing when they are gone.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="id">What they stand in, as the entry names it (<see cref="EntryBody.OwnWords"/>).</param>
    Task<string?> OwnWordsAsync(RecordsSession session, string id);
}
