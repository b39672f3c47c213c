using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Handoff.Stories;

/// <summary>A story lives as long as its consent: in the transaction in which that is declined, taken back or over, the words are gone.</summary>
internal sealed class FollowStory : IWhenConsentMoves
{
    /// <inheritdoc />
    public async Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, ConsentRecord record)
    {
        if (!record.Terms.IsStory) return conversation;
        if (record.State == ConsentState.Asked) await StoryRows.AskedByAsync(session, record.Terms.Document, record.Id);
        // The person has just written it anew: the question for what they wrote follows in this transaction.
        else if (record.State != ConsentState.Given && record.EndedWhy != ConsentEnds.Changed) await StoryRows.CloseAsync(session, record.Terms.Document);
        return conversation;
    }
}
