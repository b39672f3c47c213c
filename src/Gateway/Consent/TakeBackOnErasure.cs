using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Consent;

/// <summary>Whoever has their words erased has taken back what they agreed to: in the same way, and with the same effects, as if they had said so themselves.</summary>
internal sealed class TakeBackOnErasure(ConsentRows rows, AnswerConsent answer) : IWhenErasureIsAsked
{
    /// <inheritdoc />
    public async Task FollowAsync(RecordsSession session, Conversation conversation)
    {
        foreach (var record in await rows.OfConversationAsync(session, conversation.Id))
        {
            // What it writes into the talk moves the talk on.
            if (record.State is ConsentState.Asked or ConsentState.Given)
                await answer.WithdrawAsync(session, (await ConversationRows.FindAsync(session, conversation.Id))!, record);
        }
    }
}
