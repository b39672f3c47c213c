using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Consent;

/// <summary>
/// A consent that holds at this moment, for one recipient, one document and these items. Only the records can make one, within the transaction that
/// passes something on: what takes it as a parameter cannot be called without it (promise 4).
/// </summary>
public sealed class LiveConsent
{
    private LiveConsent(ConsentRecord record) => Record = record;

    /// <summary>The consent that it is made of.</summary>
    public ConsentRecord Record { get; }

    /// <summary>What may pass, and nothing else.</summary>
    public IReadOnlyList<ConsentItem> Items => Record.Answer!.Items;

    /// <summary>Reads and locks the consent, and says whether it holds. It cannot be taken back between this and the commit.</summary>
    /// <param name="session">The transaction that passes something on.</param>
    /// <param name="rows">The consents.</param>
    /// <param name="consentId">Which.</param>
    /// <param name="recipient">To whom something passes.</param>
    /// <param name="document">Which document.</param>
    /// <param name="documentHash">SHA-256 of what it says now.</param>
    /// <param name="now">The moment, in milliseconds.</param>
    /// <param name="settings">From which age somebody decides alone.</param>
    /// <returns>The live consent; or nothing, and why.</returns>
    public static async Task<(LiveConsent? Live, LiveCheck Check)> OfAsync(
        RecordsSession session, ConsentRows rows, string consentId, string recipient, string document, string documentHash, long now, ConsentSettings settings)
    {
        if (await rows.FindAsync(session, consentId) is not { } seen) return (null, LiveCheck.NotGiven);
        // Everybody locks the conversation first: whoever takes the consent back waits here, or we for them.
        await ConversationRows.LockAsync(session, seen.ConversationId);
        if (await rows.LockAsync(session, consentId) is not { } record) return (null, LiveCheck.NotGiven);
        var check = ConsentRules.Check(record, recipient, document, documentHash, now, settings);
        return (check == LiveCheck.Live ? new LiveConsent(record) : null, check);
    }
}
