using System.Diagnostics;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Attachments;

/// <summary>Fetches one attachment from its provider.</summary>
/// <remarks>
/// As with replies (<see cref="Outbox.SendReplies"/>): claim with a lease, call, record. Asking twice does no harm, so whoever dies
/// in between leaves nothing behind but parts of a try that does not count any more.
/// </remarks>
public sealed partial class FetchAttachments(
    IRecords records, ConversationLog log, KeepAttachment keep, IEnumerable<IAttachmentSource> sources, OrganisationDirectory organisations, AttachmentFigures figures,
    TimeProvider time, ILogger<FetchAttachments> logger)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(120);

    private readonly Dictionary<string, IAttachmentSource> _sources = sources.ToDictionary(source => source.Channel);

    /// <summary>Tries once, if it is due. Returns whether there was anything to do.</summary>
    /// <exception cref="RecordsUnavailableException">The records are away; whoever looks after the lease tries again.</exception>
    public async Task<bool> FetchAsync(string id, CancellationToken stop)
    {
        if (await records.WriteAsync(session => ClaimAsync(session, id), stop) is not { } call) return false;
        NextFetch next;
        Attachment? found = null;
        try
        {
            (next, found) = await CallAsync(call, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            next = new NextFetch.Again(TimeSpan.Zero);
        }

        LogFetched(call.Row.ConversationId, call.Row.Kind, next is NextFetch.Done done ? done.State : "again");
        if (await records.WriteAsync(session => RecordAsync(session, call, next, found), CancellationToken.None) && next is NextFetch.Done ended)
            figures.Ended(call.Conversation.Channel, ended.State);
        return true;
    }

    private async Task<Call?> ClaimAsync(RecordsSession session, string id)
    {
        if (await AttachmentRows.FindAsync(session, id) is not { State: AttachmentStates.Waiting } seen) return null;
        if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { IsErased: false } conversation) return null;
        var now = time.NowMs();
        if (await AttachmentRows.LockAsync(session, id) is not { State: AttachmentStates.Waiting } row || row.DueAt > now || row.LeaseUntil > now) return null;
        row = row with { Attempts = row.Attempts + 1, LeaseUntil = now + Lease.Ms() };
        await AttachmentRows.SaveAsync(session, row);
        var messageId = await AttachmentRows.MessageIdAsync(session, row);
        return new Call(row, conversation, messageId, organisations.FindOrganisation(conversation.Organisation));
    }

    private async Task<(NextFetch Next, Attachment? Found)> CallAsync(Call call, CancellationToken stop)
    {
        var age = TimeSpan.FromMilliseconds(time.NowMs() - call.Row.CreatedAt);
        // The set-up file may have changed since it came.
        if (call.Organisation is not { } organisation || organisation.Attachments == TakenAttachments.None) return (new NextFetch.Done(AttachmentStates.NotAllowed), null);
        if (call.MessageId is null || !_sources.TryGetValue(call.Conversation.Channel, out var source)) return (new NextFetch.Done(AttachmentStates.Failed), null);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(CallLimit);
        // Providers are not told of our traces.
        Activity.Current = null;
        FetchOutcome outcome = new FetchOutcome.Unreachable();
        try
        {
            outcome = await source.FetchAsync(new FetchOrder(call.Conversation.ChannelAccount, call.MessageId, call.Row.Kind), limit.Token);
            if (outcome is not FetchOutcome.Found found) return (NextFetch.Decide(outcome, call.Row.Attempts, age), null);
            using (found.Answer)
            {
                var kept = await keep.TakeAsync(call.Row, call.Conversation.WrappedKey, found, organisation.Attachments, organisation.LargestAttachment, limit.Token);
                if (kept.State is { } state) return (new NextFetch.Done(state), kept.Found);
            }
        }
        catch (Exception error) when (error is IOException or HttpRequestException || (error is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // Too slow, or cut off in the middle.
        }

        return (NextFetch.Decide(new FetchOutcome.Unreachable(), call.Row.Attempts, age), null);
    }

    private async Task<bool> RecordAsync(RecordsSession session, Call call, NextFetch next, Attachment? found)
    {
        // Erased, taken back, or claimed by somebody else meanwhile: nothing of this try counts.
        if (await ConversationRows.LockAsync(session, call.Row.ConversationId) is not { IsErased: false } conversation) return false;
        if (await AttachmentRows.LockAsync(session, call.Row.Id) is not { State: AttachmentStates.Waiting } now || now.Attempts != call.Row.Attempts) return false;
        var row = next switch
        {
            NextFetch.Again again => call.Row with { DueAt = time.NowMs() + again.After.Ms(), LeaseUntil = null },
            NextFetch.Done done => call.Row with { State = done.State, LeaseUntil = null, Type = found?.Type, Size = found?.Size },
            _ => throw new UnreachableException(),
        };
        await AttachmentRows.SaveAsync(session, row);
        await AttachmentRows.RemovePartsAsync(session, row);
        if (next is NextFetch.Done ended)
            await log.AppendAsync(session, conversation, Told(row.Number, found ?? new Attachment(ended.State)));
        return true;
    }

    private static NewEntry Told(long number, Attachment attachment) =>
        new(EntryKinds.Attachment, Authors.System, new EntryBody(Of: number, Attachment: attachment));

    [LoggerMessage(1351, LogLevel.Debug, "Conversation {ConversationId}: an attachment of kind {Kind} was asked for: {Result}")]
    private partial void LogFetched(string conversationId, string kind, string result);

    private sealed record Call(AttachmentRow Row, Conversation Conversation, string? MessageId, Organisation? Organisation);
}
