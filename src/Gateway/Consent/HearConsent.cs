using System.Security.Cryptography;
using System.Text;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consent;

/// <summary>
/// Takes an answer that reached a counsellor and no page: in words of the person's own in the talk, or aloud after the question was read out to them. It is
/// still the person's own act; the counsellor only writes it down. The person is told on their own channel what was understood, and how to take it back.
/// </summary>
public sealed class HearConsent(IRecords records, ConsentRows rows, ConsentWords words, ConversationLog log, AnswerConsent answers, AuditTrail audit)
{
    /// <summary>The words to read out; nothing when no such question stands in a talk of theirs.</summary>
    public Task<WordsToRead?> WordsAsync(Staff counsellor, string conversationId, string consentId, CancellationToken cancel = default) => records.ReadAsync(async session =>
        await ConversationRows.FindAsync(session, conversationId) is { } talk && IsTheirs(talk, counsellor)
        && await rows.FindAsync(session, consentId) is { State: ConsentState.Asked } record && IsOf(record, talk)
            ? new WordsToRead(record.Terms.Language, words.Shown(record), record.TermsHash, HashOf(words.Shown(record)), record.AskedAt, record.Terms.Items)
            : null, cancel);

    /// <summary>Writes it down.</summary>
    /// <param name="counsellor">The counsellor who has the talk.</param>
    /// <param name="conversationId">The talk in which it was asked.</param>
    /// <param name="heard">What was said.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<HeardOutcome> TakeAsync(Staff counsellor, string conversationId, HeardAnswer heard, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { } talk || !IsTheirs(talk, counsellor)) return HeardOutcome.NotYours;
        if (await rows.LockAsync(session, heard.ConsentId) is not { } record || !IsOf(record, talk)) return HeardOutcome.NotYours;
        if (record.TermsHash != heard.TermsHash) return HeardOutcome.Over;
        if (heard.Answers.Count != record.Terms.Items.Count || record.Terms.Items.Any(item => !heard.Answers.ContainsKey(item))) return HeardOutcome.Unheard;
        if (heard.Entry is { } number ? !await WasSaidAsync(session, talk, record, number) : heard.WordsHash != HashOf(words.Shown(record)))
            return heard.Entry is null ? HeardOutcome.Over : HeardOutcome.NotSaid;
        var outcome = await answers.AnswerAsync(session, talk, record, AnswerOf(counsellor, heard));
        if (outcome == AnswerOutcome.Taken)
            await audit.AppendAsync(session, record.Organisation, counsellor.Id, "consent.heard", record.Id, MethodOf(heard));
        return outcome switch
        {
            AnswerOutcome.Taken => HeardOutcome.Taken,
            AnswerOutcome.Repeated => HeardOutcome.Repeated,
            AnswerOutcome.Over => HeardOutcome.Over,
            AnswerOutcome.NotAsked => HeardOutcome.Unheard,
        };
    }, cancel);

    private static ConsentAnswer AnswerOf(Staff counsellor, HeardAnswer heard)
    {
        IReadOnlyList<ConsentItem> items = [.. heard.Answers.Where(one => one.Value).Select(one => one.Key).Order()];
        return new ConsentAnswer(items, MethodOf(heard), heard.Entry, new ConsentHeard(counsellor.Id, counsellor.Name, heard.Entry is null ? heard.WordsHash : null));
    }

    private static string MethodOf(HeardAnswer heard) => heard.Entry is null ? ConsentMethods.Aloud : ConsentMethods.Spoken;

    // Sheets and consents stay with the organisation whose person it is: a partner who answers for it writes nothing down.
    private static bool IsTheirs(Conversation talk, Staff counsellor) => talk is { Stage: Stage.Talking, Host: null } && talk.AssignedTo == counsellor.Id;

    // The words of a story are agreed to on the page alone, where they stand.
    private static bool IsOf(ConsentRecord record, Conversation talk) => record.ConversationId == talk.Id && !record.Terms.IsStory;

    private async Task<bool> WasSaidAsync(RecordsSession session, Conversation talk, ConsentRecord record, long number) =>
        (await log.ReadAsync(session, talk, number - 1, 1)) is [{ Author: Authors.Person, Kind: EntryKinds.Message, Body.Text: not null } said, ..]
        // What was sent before the question, and came late, answers something else.
        && said.Number == number && Math.Min(said.SentAt ?? said.At, said.At) >= record.AskedAt;

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
