using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consent;

/// <summary>Ends consents for another reason than the person's word: the document was changed, the counsellor takes the question back, or time.</summary>
public sealed class EndConsents(ConsentRows rows, ConversationLog log, AuditTrail audit, Publisher publisher, TimeProvider time, IEnumerable<IWhenConsentMoves> followers)
{
    /// <summary>
    /// The document has another content now: what was asked or given for the old one holds no longer, except for the one that the person made
    /// themselves while agreeing.
    /// </summary>
    /// <param name="session">The transaction that changes it.</param>
    /// <param name="conversation">The conversation that it belongs to, locked.</param>
    /// <param name="document">Which.</param>
    /// <param name="hash">SHA-256 of what it says now.</param>
    /// <returns>Whether any ended.</returns>
    public async Task<bool> ByChangeAsync(RecordsSession session, Conversation conversation, string document, string hash)
    {
        var ended = false;
        foreach (var record in await rows.OfConversationAsync(session, conversation.Id))
        {
            if (record.Terms.Document != document || record.Terms.DocumentHash == hash || !record.State.MayBecome(ConsentState.Lapsed)) continue;
            conversation = await EndAsync(session, conversation, record, ConsentState.Lapsed, ConsentEnds.Changed, "gateway");
            ended = true;
        }

        return ended;
    }

    /// <summary>The counsellor takes a question back that was not answered.</summary>
    public async Task<bool> TakeBackAsync(RecordsSession session, Conversation conversation, string consentId, string staffId)
    {
        if (await rows.LockAsync(session, consentId) is not { State: ConsentState.Asked } record || record.ConversationId != conversation.Id) return false;
        await EndAsync(session, conversation, record, ConsentState.Lapsed, ConsentEnds.TakenBack, staffId);
        return true;
    }

    /// <summary>The second person does not stand for it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="refused">The consent, locked, with what they said.</param>
    /// <param name="supervisor">Who.</param>
    internal Task ByCheckAsync(RecordsSession session, Conversation conversation, ConsentRecord refused, Staff supervisor) =>
        EndAsync(session, conversation, refused, ConsentState.Lapsed, ConsentEnds.NotConfirmed, supervisor.Id, supervisor.Name);

    /// <summary>Ends it if its time is over.</summary>
    public async Task ByTimeAsync(RecordsSession session, string conversationId, string consentId)
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { } conversation) return;
        if (await rows.LockAsync(session, consentId) is not { } record) return;
        // Read again under the lock: the person may have answered just now.
        var now = time.NowMs();
        if (record.State == ConsentState.Asked && record.AnswerUntil <= now)
            await EndAsync(session, conversation, record, ConsentState.Lapsed, ConsentEnds.Unanswered, "gateway");
        else if (record.State == ConsentState.Given && record.ValidUntil <= now)
            await EndAsync(session, conversation, record, ConsentState.Expired, ConsentEnds.Over, "gateway");
    }

    /// <summary>Ends whatever stands, in the transaction that restores a backup.</summary>
    /// <returns>How many ended.</returns>
    public static Task<int> AfterRestoreAsync(RecordsSession session, long now) => session.ExecuteAsync(
        "UPDATE consent SET state = 4, ended_at = @now, ended_why = 'restored' WHERE state IN (1, 2)", new { now });

    private async Task<Conversation> EndAsync(
        RecordsSession session, Conversation conversation, ConsentRecord record, ConsentState state, string why, string actor, string? name = null)
    {
        record = record with { State = state, EndedAt = time.NowMs(), EndedWhy = why };
        await rows.SaveAsync(session, record);
        await audit.AppendAsync(session, record.Organisation, actor, "consent.ended", record.Id, why);
        session.AfterCommit(() => _ = publisher.PublishAsync(new ConsentChanged(record.Id, record.ConversationId, state)));
        // A quiet line: nobody is told that they did not answer.
        if (!conversation.IsErased)
        {
            (conversation, _) = await log.AppendAsync(
                session, conversation, new NewEntry(EntryKinds.Consent, Authors.System, new EntryBody(Reason: why, Consent: record.Id, Name: name)));
        }

        return await followers.FollowAsync(session, conversation, record);
    }
}

/// <summary>Every minute: ends the consents whose time is over. Any number of nodes may do it at once.</summary>
public sealed partial class ConsentTimers(
    IRecords records, EndConsents end, ConsentSettings settings, TimeProvider time, ILogger<ConsentTimers> log)
    : Rounds("consent timers", TimeSpan.FromMinutes(1), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var (id, conversationId) in await records.ReadAsync(session => ConsentRows.DueAsync(session, Time.NowMs()), stop))
        {
            try
            {
                await records.WriteAsync(session => end.ByTimeAsync(session, conversationId, id), stop);
            }
            catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
            {
                // One that cannot be opened must not keep the others.
                LogNotEnded(Log, error, id);
            }
        }

        await records.WriteAsync(session => ConsentRows.ForgetAsync(session, Time.NowMs() - TimeSpan.FromDays(settings.KeepYears * 366.0).Ms()), stop);
    }

    [LoggerMessage(1710, LogLevel.Error, "Consent {ConsentId} is over its time and could not be ended; nothing passes by it all the same")]
    private static partial void LogNotEnded(ILogger log, Exception error, string consentId);
}
