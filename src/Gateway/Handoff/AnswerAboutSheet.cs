using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff;

/// <summary>What became of what the person did on their page.</summary>
public enum SheetAnswerOutcome
{
    /// <summary>It is in the records.</summary>
    Taken,

    /// <summary>The question does not stand any more, or the sheet was changed since the page was made. Nothing was taken.</summary>
    Over,

    /// <summary>A text is too long, or cannot stand in its field; the answer names it. Nothing was taken.</summary>
    Field,
}

/// <summary>What became of it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="ConsentId">The question that now stands for it: another one, where the person changed the sheet.</param>
/// <param name="Field">With <see cref="SheetAnswerOutcome.Field"/>: the field's key.</param>
public sealed record SheetAnswered(SheetAnswerOutcome Outcome, string ConsentId, string? Field = null);

/// <summary>
/// Takes what the person does with their sheet on their own page: changes texts, and answers. Whoever changes a text and agrees in one act agrees to what
/// they wrote: the question is renewed for it in the same transaction.
/// </summary>
public sealed class AnswerAboutSheet(IRecords records, ConsentRows consents, WriteSheet write, AskConsent ask, AnswerConsent answer, TimeProvider time)
{
    /// <summary>Takes it.</summary>
    /// <param name="contactId">Whose page it is.</param>
    /// <param name="consentId">Which question.</param>
    /// <param name="termsHash">What the page showed.</param>
    /// <param name="changes">What they wrote in the texts; those that are as they were change nothing.</param>
    /// <param name="items">What was switched on; none is a no; nothing at all while they have only changed the texts.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<SheetAnswered> AnswerAsync(
        string contactId, string consentId, string termsHash, Redacted<IReadOnlyDictionary<string, FieldChange>> changes, IReadOnlyList<ConsentItem>? items,
        CancellationToken cancel = default) => records.WriteAsync(async session =>
        {
            var over = new SheetAnswered(SheetAnswerOutcome.Over, consentId);
            if (await consents.FindAsync(session, consentId) is not { } seen || seen.ContactId != contactId) return over;
            // First the conversation, then the consent: everybody in this order.
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return over;
            if (await consents.LockAsync(session, consentId) is not { State: ConsentState.Asked } record || record.TermsHash != termsHash) return over;
            if (record.AnswerUntil <= time.NowMs()) return over;
            // A no needs no better sheet.
            if (items is not { Count: 0 } && changes.Value.Count > 0)
            {
                var written = await write.ByPersonAsync(session, conversation, record.Terms.Document, record.Terms.Revision, changes);
                if (written.Outcome == WriteOutcome.Field) return new SheetAnswered(SheetAnswerOutcome.Field, consentId, written.Field);
                if (written is not { Outcome: WriteOutcome.Written, Revision: { } revision }) return over;
                conversation = (await ConversationRows.FindAsync(session, conversation.Id))!;
                if (revision.ContentHash != record.Terms.DocumentHash) record = await ask.RenewAsync(session, conversation, record, revision.Number, revision.ContentHash);
                conversation = (await ConversationRows.FindAsync(session, conversation.Id))!;
            }

            if (items is null) return new SheetAnswered(SheetAnswerOutcome.Taken, record.Id);
            var outcome = await answer.ByTapAsync(session, conversation, record, record.TermsHash, items);
            return new SheetAnswered(outcome is AnswerOutcome.Taken or AnswerOutcome.Repeated ? SheetAnswerOutcome.Taken : SheetAnswerOutcome.Over, record.Id);
        }, cancel);
}
