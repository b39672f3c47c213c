using System.Diagnostics;
using Gateway.Conversations.Passages;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Sends what waits in one conversation, in its order, one call at a time.</summary>
/// <remarks>
/// Claim (with a lease), call, record: three steps, because a provider must not be called inside a transaction. A node that
/// dies between the last two leaves <c>sending</c> behind; whoever finds it after the lease knows that the call may have arrived.
/// The limits are short so that a counsellor hears of a doubt within ten seconds. Whoever is slower than their own lease records
/// nothing: each claim counts the attempts up, and only the newest attempt has a word in it.
/// </remarks>
public sealed partial class SendReplies(
    IRecords records, ConversationLog log, Contacts contacts, ReplyTokens tokens, IEnumerable<IChannelSender> senders, ProviderCalls provider,
    PersonTexts texts, PassageLinks links, IEnumerable<IPersonsOwnWords> ownWords, SafeReach safe, TakeReport reports, Ids ids, ConversationSettings settings, DeliveryFigures figures, TimeProvider time, ILogger<SendReplies> logger)
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(7);

    // How soon somebody who writes after a while has what waited for them; LINE's free answer is still good then.
    private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(30);

    // A reply that brings no answer is asked for once more, only to learn whether its token is spent: both calls, with the pause and the
    // look between them, must be over while the counsellor still counts as told soon.
    private static readonly TimeSpan ReplyLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, IChannelSender> _senders = senders.ToDictionary(sender => sender.Channel);

    /// <summary>Makes one call if one is due. Returns whether another may be due at once.</summary>
    public Task<bool> SendNextAsync(string conversationId, CancellationToken cancel) => SendNextAsync(conversationId, default, cancel);

    /// <summary>As above, for a reply that was written in a trace.</summary>
    /// <param name="conversationId">Of which conversation.</param>
    /// <param name="written">The trace in which the reply was written; nothing when another node wrote it, or long ago.</param>
    /// <param name="cancel">Begins no further call.</param>
    public async Task<bool> SendNextAsync(string conversationId, ActivityContext written, CancellationToken cancel)
    {
        var call = await records.WriteAsync(session => ClaimAsync(session, conversationId), cancel);
        if (call is null) return false;
        using var span = Traces.After(written, "outbox.send", ActivityKind.Client);
        var since = Stopwatch.GetTimestamp();
        var outcome = call.Batch is { } batch ? await CallAsync(call, batch) : call.Known;
        figures.Call(call.Sender.Channel, call.Rows[0].Route!, outcome, since);
        span?.SetTag("channel", call.Sender.Channel).SetTag("route", call.Rows[0].Route).SetTag("outcome", DeliveryFigures.Word(outcome));
        // Whether that word arrived or not, the person's own word is waited for.
        if (call.Knocks && outcome is SendOutcome.Unknown) outcome = new SendOutcome.Sent();
        var next = call.Knocks && outcome is SendOutcome.Sent ? new NextDelivery.Again(HeldFor, Routes.Held) : NextDelivery.Decide(
            outcome, call.Rows[0].Route!, call.Rows[0].Attempts, call.Sender.RepeatIsSafe(call.Rows[0].Route!) && call.Batch is not null,
            call.Rows[0].Unsure != 0, TimeSpan.FromMilliseconds(time.NowMs() - call.Rows[0].CreatedAt), TimeSpan.FromHours(settings.GiveUpHours));
        if (call.Quiet && next is NextDelivery.Done { Delivery: Deliveries.Sent }) next = new NextDelivery.Done(Deliveries.Sent, SafeReach.SentQuiet);
        LogSent(conversationId, call.Rows.Count, call.Rows[0].Route!, outcome.GetType().Name, next.GetType().Name);
        if (!await records.WriteAsync(session => RecordAsync(session, conversationId, call.Rows, outcome, next), CancellationToken.None))
        {
            LogTooLate(conversationId);
            return true;
        }

        if (next is NextDelivery.Done done)
        {
            foreach (var row in call.Rows) figures.Ended(call.Sender.Channel, row.Route!, done.Delivery, TimeSpan.FromMilliseconds(time.NowMs() - row.CreatedAt));
        }

        return next is NextDelivery.Done or NextDelivery.Again { After.Ticks: 0 };
    }

    private async Task<Call?> ClaimAsync(RecordsSession session, string conversationId)
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { IsErased: false } conversation) return null;
        var now = time.NowMs();
        var all = await OutboxRows.OfConversationAsync(session, conversationId);
        if (all.Count == 0 || all[0].DueAt > now || all[0].LeaseUntil > now) return null;
        var sender = _senders[conversation.Channel];
        // A call that only said that something is there has sent none of the words: they wait as before.
        var interrupted = all[0].State == "sending" && all[0].Route != Routes.Held;
        var (rows, bodies) = await BatchOfAsync(session, conversation, all, sender);
        var wasHeld = rows[0].Route == Routes.Held;
        var route = wasHeld ? null : rows[0].Route;
        var token = wasHeld ? null : rows[0].ReplyTokenSealed;
        var key = wasHeld ? ids.New() : rows[0].SendKey;
        if (route is null)
        {
            token = conversation.Channel == ChannelNames.Line ? await tokens.SetAsideAsync(session, conversationId) : null;
            route = token is null ? Routes.Push : Routes.Reply;
        }

        var (knocks, quiet) = (false, false);
        if (route == Routes.Push && !safe.IsThere(conversation))
        {
            // What an earlier call may have sent is repeated as it was.
            var (wish, fresh, said) = (await safe.WishAsync(session, conversation), !interrupted && rows[0].Unsure == 0, bodies[0].Name is not null);
            if (fresh && !SafeReach.HoursAllow(wish, time.GetUtcNow())) return await HoldAsync(session, conversation, rows, SafeReach.HeldForHours);
            if (wish == SafeReach.Seen && said && fresh)
            {
                // One word that says nothing is enough, however much waits behind it.
                if (wasHeld || await EntryRows.WasSentSinceAsync(session, conversationId, conversation.HeardAt + SafeReach.There.Ms()))
                    return await HoldAsync(session, conversation, rows, SafeReach.HeldForEyes);
                (knocks, quiet) = (true, true);
                rows = [rows[0]];
            }
            else if (wish == SafeReach.Seen && !said)
            {
                quiet = true;
                rows = [.. rows.Take(bodies.TakeWhile(body => body.Name is null).Count())];
            }
        }

        var unsure = interrupted || rows[0].Unsure != 0;
        rows =
        [
            .. rows.Select(row => row with
            {
                State = "sending", Attempts = row.Attempts + 1, LeaseUntil = now + Lease.Ms(), SendKey = key, Route = route,
                ReplyTokenSealed = token, Unsure = unsure ? 1 : 0,
            }),
        ];
        foreach (var row in rows)
        {
            await OutboxRows.SaveAsync(session, knocks ? row with { Route = Routes.Held } : row);
            // What a provider reports of a word that says nothing is not said of the words that wait.
            if (sender.ReportsDelivery && !knocks) await EntryRows.SetReferenceAsync(session, conversationId, row.Number, row.SendKey);
        }

        // A node died in the middle of a call that must not be made twice: nothing is called, its outcome is unknown.
        if (interrupted && route != Routes.Reply && !sender.RepeatIsSafe(route)) return new Call(sender, rows, null, new SendOutcome.Unknown());
        if (await contacts.AddressOfAsync(session, conversation.ContactId) is not { } address)
            return new Call(sender, rows, null, new SendOutcome.Refused("address"));
        var batch = new OutboundBatch(
            conversation.ChannelAccount, address, quiet ? [Redacted.Of(texts.Text(conversation.Language, "neutral"))] : [.. await TextsAsync(session, bodies)], rows[0].SendKey, route,
            token is null ? null : tokens.Open(conversation, token), rows[0].CreatedAt)
        {
            // By what was written down with the notice, not by where the person is now: a repetition must say the same.
            Choices = quiet ? [] : [.. Choices.Of(bodies[^1].Choice).Select(choice => new OutboundChoice(texts.Text(conversation.Language, Choices.TextOf(choice)), conversation.Id, choice))],
            Options = quiet ? [] : bodies[^1].Options ?? [],
        };
        return new Call(sender, rows, batch, new SendOutcome.Unknown()) { Knocks = knocks, Quiet = quiet };
    }

    /// <summary>Leaves it for later; the counsellor is told why, once.</summary>
    private async Task<Call?> HoldAsync(RecordsSession session, Conversation conversation, IReadOnlyList<OutboxRow> rows, string reason)
    {
        foreach (var row in rows) await OutboxRows.SaveAsync(session, row with { State = "pending", LeaseUntil = null, DueAt = time.NowMs() + HeldFor.Ms(), Route = Routes.Held });
        if (rows.Any(row => row.Route != Routes.Held)) await TellHeldAsync(session, conversation, rows.Where(row => row.Route != Routes.Held), reason);
        return null;
    }

    private async Task TellHeldAsync(RecordsSession session, Conversation conversation, IEnumerable<OutboxRow> rows, string reason) => await log.AppendAsync(
        session, conversation, [.. rows.Select(row => new NewEntry(EntryKinds.Delivery, Authors.System, new EntryBody(Of: row.Number, Delivery: Deliveries.Pending, Reason: reason)))]);

    /// <summary>The rows of a call that was tried before stay together; new rows are put into one call as far as they fit.</summary>
    private async Task<(IReadOnlyList<OutboxRow> Rows, IReadOnlyList<EntryBody> Bodies)> BatchOfAsync(
        RecordsSession session, Conversation conversation, IReadOnlyList<OutboxRow> all, IChannelSender sender)
    {
        IReadOnlyList<OutboxRow> rows = all[0].Attempts > 0
            ? [.. all.TakeWhile(row => row.SendKey == all[0].SendKey)]
            : [.. all.TakeWhile(row => row.Attempts == 0).Take(sender.LargestBatch)];
        var bodies = log.Open(conversation.Id, conversation.WrappedKey, await EntryRows.ByNumbersAsync(session, conversation.Id, rows[0].Number, rows[^1].Number))
            .Where(entry => rows.Any(row => row.Number == entry.Number)).Select(entry => entry.Body).ToList();
        if (rows[0].Attempts > 0) return (rows, bodies);
        var parts = 0;
        var fitting = bodies.TakeWhile((body, place) => (parts += sender.PartsOf(TextOf(body))) <= sender.LargestBatch || place == 0).Count();
        return ([.. rows.Take(fitting)], bodies[..fitting]);
    }

    // A link is made here and nowhere else, so that it lies nowhere.
    private Redacted<string> TextOf(EntryBody body) => Redacted.Of(
        body.Passage?.Split(' ') is [var passage, var account] ? $"{body.Text}\n{links.AddressOf(passage, account)}"
        : body.Label is { } label ? $"【{label}】\n{body.Text}" : body.Text ?? "");

    private async Task<List<Redacted<string>>> TextsAsync(RecordsSession session, IReadOnlyList<EntryBody> bodies)
    {
        var all = new List<Redacted<string>>();
        foreach (var body in bodies)
        {
            var text = TextOf(body);
            if (body.OwnWords is { } id)
            {
                foreach (var keeper in ownWords)
                {
                    if (await keeper.OwnWordsAsync(session, id) is { } words) text = Redacted.Of($"{text.Value}\n\n{words}");
                }
            }

            all.Add(text);
        }

        return all;
    }

    // A gateway that stops waits for its calls: one cut off would leave a reply uncertain for no reason.
    private async Task<SendOutcome> CallAsync(Call call, OutboundBatch batch)
    {
        // Providers are not told of our traces.
        Activity.Current = null;
        return await provider.CallAsync(
            batch.ChannelAccount, batch.Route != Routes.Reply ? CallLimit : call.Rows[0].Unsure != 0 ? AskLimit : ReplyLimit, stop => call.Sender.SendAsync(batch, stop));
    }

    /// <summary>Writes down what became of a call; not if its lease ran out meanwhile and somebody else answers for it now.</summary>
    private async Task<bool> RecordAsync(
        RecordsSession session, string conversationId, IReadOnlyList<OutboxRow> rows, SendOutcome outcome, NextDelivery next)
    {
        // Erased while the call was under way: its rows are gone, and there is nothing left to write in.
        if (await ConversationRows.LockAsync(session, conversationId) is not { IsErased: false } conversation) return true;
        if (next is NextDelivery.Again && await StopReplies.ForbidsAsync(session, conversation, rows[^1]))
            next = new NextDelivery.Done(outcome is SendOutcome.Unknown || rows[0].Unsure != 0 ? Deliveries.Uncertain : Deliveries.Failed, StopReplies.Reason);
        if (next is NextDelivery.Again again)
        {
            if (again.Route == Routes.Held) await TellHeldAsync(session, conversation, rows, SafeReach.HeldForEyes);
            foreach (var row in rows)
            {
                var unsure = outcome is SendOutcome.Unknown ? 1 : row.Unsure;
                if (!await OutboxRows.PutBackAsync(session, row with { DueAt = time.NowMs() + again.After.Ms(), Route = again.Route, Unsure = unsure })) return false;
            }

            return true;
        }

        var done = (NextDelivery.Done)next;
        var messageIds = (outcome as SendOutcome.Sent)?.MessageIds;
        var reported = _senders[conversation.Channel].ReportsDelivery;
        List<NewEntry> news = [];
        foreach (var (place, row) in rows.Index())
        {
            if (!await OutboxRows.RemoveAsync(session, row)) return false;
            // Where reports come, our own reference stays, and the provider's id stands beside it.
            if (!reported && messageIds?.ElementAtOrDefault(place) is { } id) await EntryRows.SetReferenceAsync(session, conversationId, row.Number, id);
            if (await EntryRows.EndPendingAsync(session, conversationId, row.Number, done.Delivery))
                news.Add(new NewEntry(EntryKinds.Delivery, Authors.System, new EntryBody(Of: row.Number, Delivery: done.Delivery, Reason: done.Reason)));
        }

        if (news.Count > 0) (conversation, _) = await log.AppendAsync(session, conversation, news);
        foreach (var (place, row) in rows.Index())
        {
            if (reported && messageIds?.ElementAtOrDefault(place) is { Length: > 0 and <= 200 } id)
                conversation = await reports.ExpectAsync(session, conversation, row.Number, id);
        }

        return true;
    }

    [LoggerMessage(1301, LogLevel.Debug, "Conversation {ConversationId}: {Count} texts by {Route}: {Outcome}, then {Next}")]
    private partial void LogSent(string conversationId, int count, string route, string outcome, string next);

    [LoggerMessage(1311, LogLevel.Warning, "Conversation {ConversationId}: a call outlasted its lease; what became of it is not recorded, whoever took over answers for it")]
    private partial void LogTooLate(string conversationId);

    private sealed record Call(IChannelSender Sender, IReadOnlyList<OutboxRow> Rows, OutboundBatch? Batch, SendOutcome Known)
    {
        /// <summary>It only says that something is there: the words themselves wait until the person writes.</summary>
        public bool Knocks { get; init; }

        /// <summary>Somebody else may see it: one sentence that says nothing stands in the place of what was written.</summary>
        public bool Quiet { get; init; }
    }
}
