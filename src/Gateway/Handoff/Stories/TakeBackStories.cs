using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Handoff.Stories;

/// <summary>Whoever has the talk of a hand-off erased takes the story of it with them, also where they were asked for it in a later talk.</summary>
internal sealed class TakeBackStories(ConsentRows consents, AnswerConsent answer) : IWhenErasureIsAsked
{
    /// <inheritdoc />
    public async Task FollowAsync(RecordsSession session, Conversation conversation)
    {
        foreach (var id in await StoryRows.ConsentsOfHandoffsAsync(session, conversation.Id))
        {
            if (await consents.FindAsync(session, id) is not { } seen) continue;
            // First the conversation, then the consent: everybody in this order.
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } asked) continue;
            if (await consents.LockAsync(session, id) is { State: ConsentState.Asked or ConsentState.Given } record) await answer.WithdrawAsync(session, asked, record);
        }
    }
}
