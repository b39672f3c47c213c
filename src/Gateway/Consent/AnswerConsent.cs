using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consent;

/// <summary>What became of an answer.</summary>
public enum AnswerOutcome
{
    /// <summary>It is in the records.</summary>
    Taken,

    /// <summary>It was in the records already; nothing was added.</summary>
    Repeated,

    /// <summary>The question does not stand any more: it was answered, has lapsed, or the document was changed since.</summary>
    Over,

    /// <summary>It names something that was not asked.</summary>
    NotAsked,
}

/// <summary>Takes the person's answer, and takes it back when they say so. Only the person's own act gives a consent.</summary>
public sealed partial class AnswerConsent(
    IRecords records, ConsentRows rows, ConsentWords words, ConversationLog log, OutboxRows outbox, AuditTrail audit, Publisher publisher, TimeProvider time,
    IEnumerable<IWhenConsentMoves> followers, IEnumerable<IOtherQuestion> others)
{
    /// <summary>An answer on the page.</summary>
    /// <param name="contactId">Whose page it is.</param>
    /// <param name="consentId">Which question.</param>
    /// <param name="termsHash">What the page showed.</param>
    /// <param name="items">What was switched on; none: a no.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<AnswerOutcome> ByTapAsync(
        string contactId, string consentId, string termsHash, IReadOnlyList<ConsentItem> items, CancellationToken cancel = default) =>
        DoAsync(contactId, consentId, (session, conversation, record) => ByTapAsync(session, conversation, record, termsHash, items), cancel);

    /// <summary>The same within the caller's transaction, which holds the lock of the conversation.</summary>
    public Task<AnswerOutcome> ByTapAsync(
        RecordsSession session, Conversation conversation, ConsentRecord record, string termsHash, IReadOnlyList<ConsentItem> items) =>
        record.TermsHash == termsHash
            ? AnswerAsync(session, conversation, record, new ConsentAnswer([.. items.Distinct().Order()], ConsentMethods.Tap, null))
            : Task.FromResult(AnswerOutcome.Over);

    /// <summary>The person takes it back on the page, whenever they want, also long after the talk.</summary>
    public Task<AnswerOutcome> WithdrawAsync(string contactId, string consentId, CancellationToken cancel = default) =>
        DoAsync(contactId, consentId, WithdrawAsync, cancel);

    /// <summary>An answer in words, within the transaction that takes the message.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation in which it was said, locked; also another one of the same person.</param>
    /// <param name="heard">The person's message.</param>
    /// <param name="answer">What it says.</param>
    /// <returns>The conversation as it now stands, and whether it was an answer; if not, it is a message like every other.</returns>
    public async Task<(Conversation Conversation, bool WasAnswer)> ByWordAsync(RecordsSession session, Conversation conversation, Entry heard, TypedAnswer answer)
    {
        if (await rows.LockByCodeAsync(session, conversation.ContactId, answer.Code) is not { } record)
        {
            (conversation, var was) = await ToOtherAsync(session, conversation, heard, answer);
            if (was) return (conversation, true);
            // Who answers what was taken back meanwhile, or whose sheet was changed, must not believe that it counted.
            var late = (await ConsentRows.LapsedCodesAsync(session, conversation.ContactId, time.NowMs())).Contains(answer.Code);
            if (late) return (await SayAsync(session, conversation, words.Over(conversation.Language)), true);
            // Its days are over, and they stop it all the same: a body is still at it.
            if (answer.Kind is not (TypedKind.Back or TypedKind.No)) return (conversation, false);
            if (await LockGoingOnAsync(session, conversation.ContactId, answer.Code) is not { } expired) return await TakeBackElsewhereAsync(session, conversation, answer.Code);
            await WithdrawAsync(session, conversation, expired);
            return ((await ConversationRows.FindAsync(session, conversation.Id))!, true);
        }

        // Numbers after a yes may be anything: a time, an age, a price. A no after it takes it back.
        if (record.State == ConsentState.Given && answer.Kind is (TypedKind.Yes or TypedKind.Some)) return (conversation, false);
        if (answer.Kind == TypedKind.Some && answer.Numbers.Any(number => number < 1 || number > record.Terms.Items.Count))
            return (await SayAsync(session, conversation, words.NotOnList(record)), true);
        if (record.State == ConsentState.Given)
        {
            await WithdrawAsync(session, conversation, record);
            return ((await ConversationRows.FindAsync(session, conversation.Id))!, true);
        }

        // The words of a story stand on the page alone: nobody agrees to what they have not read.
        if (record.Terms.IsStory && answer.Kind is (TypedKind.Yes or TypedKind.Some)) return (await SayAsync(session, conversation, words.ReadFirst(record)), true);
        IReadOnlyList<ConsentItem> items = answer.Kind switch
        {
            TypedKind.Yes => record.Terms.Items,
            TypedKind.Some => [.. answer.Numbers.Select(number => record.Terms.Items[number - 1])],
            TypedKind.No or TypedKind.Back => [],
        };
        var outcome = await AnswerAsync(session, conversation, record, new ConsentAnswer(items, ConsentMethods.Typed, heard.Number));
        if (outcome == AnswerOutcome.Over) return (await SayAsync(session, conversation, words.Over(conversation.Language)), true);
        return ((await ConversationRows.FindAsync(session, conversation.Id))!, true);
    }

    // Many a yes of this person may have had these digits one after another: the newest by which somebody is still at it.
    private async Task<ConsentRecord?> LockGoingOnAsync(RecordsSession session, string contactId, string code)
    {
        foreach (var id in await ConsentRows.ExpiredAsync(session, contactId, code))
        {
            if (await rows.LockAsync(session, id) is { State: ConsentState.Expired } record && await followers.GoesOnAsync(session, record)) return record;
        }

        return null;
    }

    private async Task<(Conversation Conversation, bool WasAnswer)> ToOtherAsync(RecordsSession session, Conversation conversation, Entry heard, TypedAnswer answer)
    {
        foreach (var other in others)
        {
            if (await other.AnswerAsync(session, conversation, heard, answer) is (var now, true)) return (now, true);
        }

        return (conversation, false);
    }

    /// <summary>The person has taken back the message in which they said yes (LINE: "unsend"): that takes the yes back too.</summary>
    public async Task ByUnsendAsync(RecordsSession session, string channelAccount, byte[] addressHash, string messageId)
    {
        if (await EntryRows.ByProviderIdAsync(session, channelAccount, addressHash, messageId) is not { } place) return;
        if (await ConversationRows.LockAsync(session, place.ConversationId) is not { } conversation) return;
        foreach (var record in await rows.OfConversationAsync(session, place.ConversationId))
        {
            if (record is { State: ConsentState.Given, Answer.Number: { } number } && number == place.Number) await WithdrawAsync(session, conversation, record);
        }
    }

    internal async Task<AnswerOutcome> AnswerAsync(RecordsSession session, Conversation conversation, ConsentRecord record, ConsentAnswer answer)
    {
        var given = answer.Items.Count > 0;
        if (record is { State: ConsentState.Given or ConsentState.Declined, Answer: { } before })
            return before.Items.SequenceEqual(answer.Items) ? AnswerOutcome.Repeated : AnswerOutcome.Over;
        var next = given ? ConsentState.Given : ConsentState.Declined;
        var now = time.NowMs();
        if (!record.State.MayBecome(next) || record.AnswerUntil <= now) return AnswerOutcome.Over;
        if (answer.Items.Except(record.Terms.Items).Any()) return AnswerOutcome.NotAsked;
        record = record with
        {
            State = next,
            Answer = answer,
            AnsweredAt = now,
            ValidUntil = given ? now + TimeSpan.FromDays(record.Terms.ValidDays).Ms() : null,
            EndedAt = given ? null : now,
            EndedWhy = given ? null : ConsentEnds.Declined,
        };
        await KeepAsync(session, conversation, record, given ? "given" : "declined", given ? Marked(words.Given(record), record) : words.Declined(record));
        return AnswerOutcome.Taken;
    }

    internal async Task<AnswerOutcome> WithdrawAsync(RecordsSession session, Conversation conversation, ConsentRecord record)
    {
        if (record.State == ConsentState.Withdrawn) return AnswerOutcome.Repeated;
        if (record.State == ConsentState.Asked) return await AnswerAsync(session, conversation, record, new ConsentAnswer([], ConsentMethods.Tap, null));
        if (!record.State.MayBecome(ConsentState.Withdrawn)) return AnswerOutcome.Over;
        record = record with { State = ConsentState.Withdrawn, EndedAt = time.NowMs(), EndedWhy = ConsentEnds.Withdrawn };
        await KeepAsync(session, conversation, record, "withdrawn", words.Withdrawn(record));
        return AnswerOutcome.Taken;
    }

    private async Task KeepAsync(RecordsSession session, Conversation conversation, ConsentRecord record, string what, NewEntry said)
    {
        await rows.SaveAsync(session, record);
        await audit.AppendAsync(session, record.Organisation, "person", $"consent.{what}", record.Id, $"{record.Answer?.Items.Count ?? 0} of {record.Terms.Items.Count} items");
        session.AfterCommit(() => _ = publisher.PublishAsync(new ConsentChanged(record.Id, record.ConversationId, record.State)));
        // A talk whose words are erased says nothing any more; the page still does.
        if (!conversation.IsErased)
        {
            (conversation, _) = await log.AppendAsync(
                session, conversation, new NewEntry(EntryKinds.Consent, Authors.Person, new EntryBody(Reason: what, Consent: record.Id)));
            if (conversation.Stage != Stage.Closed) conversation = await SayAsync(session, conversation, said);
        }

        await followers.FollowAsync(session, conversation, record);
    }

    // On the page the sentence leads to the receipt.
    private static NewEntry Marked(NewEntry entry, ConsentRecord record) => entry with { Body = entry.Body with { Consent = record.Id } };

    private async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, NewEntry said)
    {
        (conversation, var entries) = await log.AppendAsync(session, conversation, said);
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    private Task<AnswerOutcome> DoAsync(
        string contactId, string consentId, Func<RecordsSession, Conversation, ConsentRecord, Task<AnswerOutcome>> act, CancellationToken cancel) =>
        records.WriteAsync(async session =>
        {
            if (await rows.FindAsync(session, consentId) is not { } seen || seen.ContactId != contactId) return AnswerOutcome.Over;
            // First the conversation, then the consent: everybody in this order.
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return AnswerOutcome.Over;
            return await rows.LockAsync(session, consentId) is { } record ? await act(session, conversation, record) : AnswerOutcome.Over;
        }, cancel);
}

/// <summary>A consent was answered, taken back, or has ended.</summary>
/// <param name="Id">Which.</param>
/// <param name="ConversationId">Of which conversation.</param>
/// <param name="State">How it now stands.</param>
public sealed record ConsentChanged(string Id, string ConversationId, ConsentState State);
