using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Stories;

/// <summary>Takes what the person does with a story about them on their own page: writes it anew, strikes out parts, agrees or not. What they agree to is what they left there.</summary>
public sealed class AnswerStory
{
    private readonly IRecords _records;
    private readonly StoryRows _rows;
    private readonly ConsentRows _consents;
    private readonly AskConsent _ask;
    private readonly AnswerConsent _answer;
    private readonly EndConsents _end;
    private readonly TimeProvider _time;

    internal AnswerStory(IRecords records, StoryRows rows, ConsentRows consents, AskConsent ask, AnswerConsent answer, EndConsents end, TimeProvider time) =>
        (_records, _rows, _consents, _ask, _answer, _end, _time) = (records, rows, consents, ask, answer, end, time);

    /// <summary>Takes it.</summary>
    /// <param name="contactId">Whose page it is.</param>
    /// <param name="consentId">Which question.</param>
    /// <param name="termsHash">What the page showed.</param>
    /// <param name="parts">What stands in each part now, by its key; a part that is not named stays as it is, an empty one is struck out.</param>
    /// <param name="uses">What was switched on; none is a no; nothing at all while they have only changed the words.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<SheetAnswered> AnswerAsync(
        string contactId, string consentId, string termsHash, Redacted<IReadOnlyDictionary<string, string>> parts, IReadOnlyList<ConsentItem>? uses, CancellationToken cancel = default) =>
        _records.WriteAsync(async session =>
        {
            var over = new SheetAnswered(SheetAnswerOutcome.Over, consentId);
            if (await _consents.FindAsync(session, consentId) is not { } seen || seen.ContactId != contactId) return over;
            // First the conversation, then the consent: everybody in this order.
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return over;
            if (await _consents.LockAsync(session, consentId) is not { State: ConsentState.Asked, Terms.IsStory: true } record || record.TermsHash != termsHash) return over;
            if (record.AnswerUntil <= _time.NowMs() || await _rows.FindAsync(session, record.Terms.Document) is not { Words: { } before } story) return over;
            var words = Left(before, parts.Value);
            if (Wrong(words) is { } field) return new SheetAnswered(SheetAnswerOutcome.Field, consentId, field);
            // A no needs no better words; and whoever strikes out everything leaves nothing to agree to.
            if (uses is not { Count: 0 } && words != before)
            {
                if (words.IsEmpty) return new SheetAnswered(SheetAnswerOutcome.Field, consentId, StoryField);
                story = story with { Words = words, Revision = story.Revision + 1, Hash = words.HashOf() };
                await _rows.RewriteAsync(session, story);
                await _end.ByChangeAsync(session, conversation, story.Id, story.Hash);
                conversation = (await ConversationRows.FindAsync(session, conversation.Id))!;
                record = await _ask.RenewAsync(session, conversation, record, story.Revision, story.Hash);
                conversation = (await ConversationRows.FindAsync(session, conversation.Id))!;
            }

            if (uses is null) return new SheetAnswered(SheetAnswerOutcome.Taken, record.Id);
            var outcome = await _answer.ByTapAsync(session, conversation, record, record.TermsHash, uses);
            return new SheetAnswered(outcome is AnswerOutcome.Taken or AnswerOutcome.Repeated ? SheetAnswerOutcome.Taken : SheetAnswerOutcome.Over, record.Id);
        }, cancel);

    /// <summary>What the answer names when everything was struck out.</summary>
    public const string StoryField = "story";

    private static StoryWords Left(StoryWords before, IReadOnlyDictionary<string, string> parts)
    {
        string Of(string key, string was) => parts.TryGetValue(key, out var now) ? Sheets.TidyText.Of(now) : was;
        return before with { Before = Of("before", before.Before), Since = Of("since", before.Since), Now = Of("now", before.Now) };
    }

    private static string? Wrong(StoryWords words) => words.Parts.FirstOrDefault(part => part.Text.Length > StoryWords.Longest).Key;
}
