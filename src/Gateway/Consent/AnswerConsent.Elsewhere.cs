using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consent;

/// <summary>共同の窓口: taking back, in a talk with one member of a consortium, what another member was told yes to.</summary>
public sealed partial class AnswerConsent
{
    // A yes is given to the member that asked, in its own talk or on the page; a no holds wherever it is said. It is written down in the talk in which was asked; this one only says that it was done, and not what.
    private async Task<(Conversation Conversation, bool WasAnswer)> TakeBackElsewhereAsync(RecordsSession session, Conversation conversation, string code)
    {
        foreach (var contact in (await PersonContacts.OfAsync(session, conversation.ContactId)).Skip(1))
        {
            if (await FindElsewhereAsync(session, contact, code) is not { } seen) continue;
            // First the conversation, then the consent: everybody in this order.
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } talk || await rows.LockAsync(session, seen.Id) is not { } record) continue;
            var asked = record.State == ConsentState.Asked;
            if (await WithdrawAsync(session, talk, record) != AnswerOutcome.Taken) continue;
            // Of what was only asked nothing was ever passed on: nobody is frightened by words about what was read already.
            return (await SayAsync(session, conversation, asked ? words.DeclinedElsewhere(conversation.Language) : words.TakenBackElsewhere(conversation.Language, record)), true);
        }

        foreach (var contact in (await PersonContacts.OfAsync(session, conversation.ContactId)).Skip(1))
        {
            if ((await ConsentRows.LapsedCodesAsync(session, contact, time.NowMs())).Contains(code)) return (await SayAsync(session, conversation, words.Over(conversation.Language)), true);
        }

        return (conversation, false);
    }

    private async Task<ConsentRecord?> FindElsewhereAsync(RecordsSession session, string contactId, string code)
    {
        if (await rows.FindByCodeAsync(session, contactId, code) is { } standing) return standing;
        foreach (var id in await ConsentRows.ExpiredAsync(session, contactId, code))
        {
            if (await rows.FindAsync(session, id) is { } expired && await followers.GoesOnAsync(session, expired)) return expired;
        }

        return null;
    }
}
