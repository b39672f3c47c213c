using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Conversations.Outbox;
using Gateway.Intake.Blocks;
using Gateway.Intake.Bots;
using Gateway.Intake.Spool;
using Gateway.Intake.Triage;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Intake;

/// <summary>
/// Takes what a provider tells us: inbox row, the one open conversation, the entry, what the guide answers and the place in the
/// queue, in one transaction. Whoever calls answers 2xx only after it has returned (promise 1).
/// </summary>
public sealed class ReceiveInbound(
    IRecords records, OpenConversation open, ConversationLog log, ReplyTokens tokens, MoveConversation move,
    WelcomePerson welcome, TellBot bot, AnswerWait answer, PromiseTurn turn, AskAfter after, OrganisationDirectory organisations, JoinQueue queue, ReceiveTogether together, WithdrawWords withdraw, TakeReport report, StopReplies stop,
    TakeAttachment attachments, FollowPassage passage, KeepAtDoor door, GradeHeard grade, AnswerConsent consent, IEnumerable<IWhenPersonSpeaks> listeners, Contacts contacts, TimeProvider time, RecordsWatch watch, IEnumerable<IAskedWhileWaiting> questions, IEnumerable<IAtCommonEntrance> entrances)
{
    private readonly KeyedGate _inOrder = new();

    /// <summary>Stores it, once, whatever number of copies come.</summary>
    /// <exception cref="RecordsUnavailableException">Nothing is known to be stored: the provider must send it again.</exception>
    public Task<Received> ReceiveAsync(Inbound inbound, CancellationToken cancel = default) =>
        _inOrder.RunAsync($"{inbound.ChannelAccount}|{inbound.Address.Value}", async () =>
        {
            // An older word of this person has just failed: this one must not pass it.
            cancel.ThrowIfCancellationRequested();
            try
            {
                // What is quoted must be looked up first: such a word goes the longer way.
                // A word that earlier ones may give another meaning must be read with them.
                var found = records.IsAcrossANetwork ? grade.Of(inbound) : null;
                if (records.IsAcrossANetwork && inbound.QuotedId is null && inbound.Kind is InboundKind.Message or InboundKind.Unknown or InboundKind.Event && inbound.Attachment is null
                    && !FollowPassage.Asks(inbound) && !IsMeantAbove(inbound) && Typed(inbound) is null && Asked(inbound) is null && Named(inbound) is null && found is not { LooksBack: true })
                {
                    var result = await together.StoreAsync(new Arrival(
                        inbound.ChannelAccount, inbound.Address, inbound.EventId, inbound.Kind.ToString(), EntryOf(inbound), inbound.ReplyToken, Traces.HereAsText)
                    {
                        OnlyWhileTalking = entrances.Any(entrance => entrance.Is(inbound.ChannelAccount)) || bot.MayListen(inbound.Organisation) || AnswerWait.Asks(inbound) || turn.Asks(inbound),
                        Grade = found?.Grade ?? Grade.Unknown,
                    });
                    if (result == ArrivalResult.StoredWithdrawn)
                        await records.WriteAsync(session => withdraw.StoreAsync(session, inbound.ChannelAccount, inbound.Address, inbound.MessageId!), cancel);
                    if (result != ArrivalResult.NeedsMore) return result == ArrivalResult.Repeated ? Received.Repeated : Received.Stored;
                }

                var (received, joined) = await records.WriteAsync(session => StoreAsync(session, inbound), cancel);
                if (joined is not null) queue.JoinSoon(joined);
                return received;
            }
            catch (RecordsUnavailableException) when (watch.NoteAway(cancel))
            {
                // Never: the filter runs before anybody who waits at this gate is let through.
                throw;
            }
        });

    private async Task<(Received, Conversation? Joined)> StoreAsync(RecordsSession session, Inbound inbound)
    {
        var conversation = inbound.Kind == InboundKind.Nobody ? null : await open.FindAsync(session, inbound.ChannelAccount, inbound.Address);
        if (!await InboxRows.NoteAsync(session, inbound.ChannelAccount, inbound.EventId, inbound.Kind.ToString(), time.NowMs()))
            return (Received.Repeated, null);
        if (inbound.Kind == InboundKind.Nobody) return (Received.Noted, null);
        if (inbound.Kind == InboundKind.Leave) return await LeaveAsync(session, conversation, inbound);
        if (inbound.Kind == InboundKind.Report)
            return (await report.StoreAsync(session, inbound.ChannelAccount, inbound.Address, inbound.MessageId, inbound.ReportId, inbound.What!) ? Received.Stored : Received.Noted, null);
        if (inbound.Kind == InboundKind.After) return (await after.TakeAsync(session, inbound) ? Received.Stored : Received.Noted, null);
        if (inbound.Kind == InboundKind.TellTurn) return await PromiseAsync(session, conversation, inbound);
        if (inbound.Kind == InboundKind.Withdrawal)
        {
            await consent.ByUnsendAsync(session, inbound.ChannelAccount, contacts.HashOf(inbound.ChannelAccount, inbound.Address), inbound.MessageId!);
            return (await withdraw.StoreAsync(session, inbound.ChannelAccount, inbound.Address, inbound.MessageId!) ? Received.Stored : Received.Noted, null);
        }

        // A message that its person took back before it came was never said.
        if (inbound.MessageId is { } id && await WithdrawWords.IsWithdrawnAsync(session, inbound.ChannelAccount, id)) return (Received.Noted, null);
        if (conversation is null)
        {
            if (inbound.Kind == InboundKind.Event || inbound.Standby) return (Received.Noted, null);
            conversation = await open.OpenAsync(
                session, inbound.Organisation, inbound.Channel, inbound.ChannelAccount, inbound.Address, inbound.Language ?? PersonLanguages.Unknown, inbound.LaterBy);
        }

        var greeted = conversation.LastNumber > 0;
        conversation = await passage.ReturnAsync(session, conversation, inbound);
        conversation = await FollowLanguageAsync(session, conversation, inbound);
        (conversation, var stored) = await log.AppendAsync(session, conversation, await WithQuoteAsync(session, EntryOf(inbound, conversation), inbound, conversation));
        if (inbound.ReplyToken is { } token) await tokens.RememberAsync(session, conversation, token);
        var notTaken = inbound.Attachment is { } sent ? await attachments.StoreAsync(session, conversation, stored[0], sent) : null;
        if (inbound.Standby) return (Received.Stored, null);
        if (inbound.Kind == InboundKind.Knock)
        {
            await passage.KnockAsync(session, conversation, inbound);
            return (Received.Stored, null);
        }

        conversation = await grade.RaiseAsync(session, conversation, inbound, stored[0]);
        conversation = await passage.AnswerAsync(session, conversation, inbound);
        if (inbound.Kind == InboundKind.Message)
        {
            foreach (var listener in listeners) conversation = await listener.HearAsync(session, conversation, stored[0]);
        }

        var answered = false;
        if (Typed(inbound) is { } typed) (conversation, answered) = await consent.ByWordAsync(session, conversation, stored[0], typed);
        if (Asked(inbound) is { } question && !answered) (conversation, answered) = await question.HearAsync(session, conversation, stored[0]);
        // Whoever was set aside and answers a question is there again, as with any other word.
        if (answered && conversation.Stage != Stage.Intake)
            return (Received.Stored, conversation is { Stage: Stage.Waiting, AsideAt: not null } ? await move.ComeBackAsync(session, conversation) : null);
        if (conversation.Stage != Stage.Intake)
        {
            if (notTaken is not null) conversation = await welcome.SayAsync(session, conversation, [notTaken]);
            if (conversation is { Stage: Stage.Waiting, AsideAt: not null } && inbound.Kind is InboundKind.Message or InboundKind.Unknown)
                return (Received.Stored, await move.ComeBackAsync(session, conversation));
            if (conversation.Stage == Stage.Waiting && AnswerWait.Asks(inbound)) await answer.AnswerAsync(session, conversation);
            else if (conversation.Stage == Stage.Waiting && turn.Asks(inbound)) await turn.NoteAsync(session, conversation);
            else if (!FollowPassage.Asks(inbound)) await bot.HeardAsync(session, conversation, stored[0]);
            return (Received.Stored, null);
        }

        var spoke = inbound.Kind is InboundKind.Message or InboundKind.Unknown;
        // At a common entrance the body that runs it keeps people from itself alone, and not from all the others: whoever routes them asks.
        if (await StandsAsync(session, conversation, stored[0], spoke, notTaken)) return (Received.Stored, null);
        if (await door.KeepsAsync(session, conversation, told: greeted)) return (Received.Stored, null);
        if (!spoke)
        {
            if (!greeted) await welcome.GreetAsync(session, conversation);
            return (Received.Stored, null);
        }

        IReadOnlyList<NewEntry> further = notTaken is null ? [] : [notTaken];
        var heldBack = bot.HoldsBack(conversation);
        conversation = !heldBack ? await welcome.JoinAsync(session, conversation, greet: !greeted, further)
            : await welcome.SayAsync(session, greeted ? conversation : await welcome.GreetAsync(session, conversation), further);
        await bot.BeginAsync(session, conversation, stored[0]);
        return (Received.Stored, heldBack ? null : conversation);
    }

    // 共同の窓口: who answers is found out first; whatever they write meanwhile is kept.
    private async Task<bool> StandsAsync(RecordsSession session, Conversation conversation, Entry heard, bool spoke, NewEntry? notTaken)
    {
        foreach (var entrance in entrances)
        {
            if (!entrance.Is(conversation.ChannelAccount) || !await entrance.StandAsync(session, conversation, heard, spoke)) continue;
            if (notTaken is not null) await welcome.SayAsync(session, (await ConversationRows.FindAsync(session, conversation.Id))!, [notTaken]);
            return true;
        }

        return false;
    }

    private bool IsMeantAbove(Inbound inbound) => inbound.Kind == InboundKind.Message && listeners.Any(listener => listener.Asks(inbound.Text?.Value));

    private static TypedAnswer? Typed(Inbound inbound) => inbound.Kind == InboundKind.Message ? TypedAnswer.Of(inbound.Text?.Value) : null;

    private IAskedWhileWaiting? Asked(Inbound inbound) =>
        inbound is { Kind: InboundKind.Message, Text.Value: { } text } ? questions.FirstOrDefault(question => question.MayAnswer(text)) : null;

    private async Task<(Received, Conversation?)> PromiseAsync(RecordsSession session, Conversation? conversation, Inbound inbound)
    {
        // A tap under a notice of an earlier talk promises nothing in this one.
        if (conversation is null || inbound.ConversationId != conversation.Id) return (Received.Noted, null);
        if (inbound.ReplyToken is { } token) await tokens.RememberAsync(session, conversation, token);
        await turn.NoteAsync(session, conversation);
        return (Received.Stored, null);
    }

    private static string? Named(Inbound inbound) => inbound.Language is null ? SpokenLanguage.Named(inbound.Text?.Value) : null;

    // On LINE and by SMS nobody can choose a language beforehand: the first words show it, and later it can be named.
    private static async Task<Conversation> FollowLanguageAsync(RecordsSession session, Conversation conversation, Inbound inbound)
    {
        if (inbound.Kind != InboundKind.Message || inbound.Language is not null) return conversation;
        var spoken = conversation.Stage == Stage.Intake ? SpokenLanguage.Of(inbound.Text?.Value) : Named(inbound);
        if (spoken is null || spoken == conversation.Language) return conversation;
        await ConversationRows.SetLanguageAsync(session, conversation.Id, spoken);
        return conversation with { Language = spoken };
    }

    private async Task<(Received, Conversation?)> LeaveAsync(RecordsSession session, Conversation? conversation, Inbound inbound)
    {
        // Nobody talks with them: nothing will be sent, and a message that says so would be one more.
        // A tap of an earlier talk, delivered late, must not end this one.
        if (conversation is null || (inbound.ConversationId is { } offered && offered != conversation.Id)) return (Received.Noted, null);
        if (inbound.Channel == conversation.Channel) conversation = await passage.EndAsync(session, conversation);
        if (inbound.ReplyToken is { } token) await tokens.RememberAsync(session, conversation, token);
        var stops = inbound.What is Leaving.Word or Leaving.Confirmed;
        if (stops && inbound.Text is { } word)
        {
            (conversation, _) = await log.AppendAsync(
                session, conversation, new NewEntry(EntryKinds.Message, Authors.Person, new EntryBody(Text: word.Value), SentAt: inbound.SentAt, ProviderId: inbound.MessageId));
            conversation = await stop.StoreAsync(session, conversation);
        }

        var farewell = inbound.What == Leaving.Word ? "stopped" : inbound.Channel == ChannelNames.Line ? "left" : null;
        await move.CloseAsync(session, conversation, new Ending("ended_by_person", stops ? StopReplies.Outcome : "left", "person", farewell));
        return (Received.Stored, null);
    }

    private Organisation OrganisationOf(Conversation conversation) => organisations.FindOrganisation(conversation.Organisation)
        ?? throw new InvalidOperationException($"There is no organisation {conversation.Organisation} in the set-up file.");

    private NewEntry EntryOf(Inbound inbound, Conversation conversation)
    {
        var entry = EntryOf(inbound);
        return inbound.Attachment is { } sent ? entry with { Body = entry.Body with { Attachment = TakeAttachment.Begin(sent, OrganisationOf(conversation)) } } : entry;
    }

    private static async Task<NewEntry> WithQuoteAsync(RecordsSession session, NewEntry entry, Inbound inbound, Conversation conversation) => inbound.QuotedId is { } quoted
        ? entry with { Body = entry.Body with { Quotes = await EntryRows.NumberOfAsync(session, conversation.Id, quoted) ?? 0 } }
        : entry;

    private static NewEntry EntryOf(Inbound inbound) => inbound.Kind switch
    {
        InboundKind.Message => new NewEntry(
            EntryKinds.Message, Authors.Person, new EntryBody(Text: inbound.Text!.Value.Value), SentAt: inbound.SentAt,
            // Our own page names its messages and finds them again by it; a provider's id says nothing to anybody.
            ClientId: inbound.Channel == ChannelNames.Chat ? inbound.EventId : null, ProviderId: inbound.MessageId),
        InboundKind.Unknown => new NewEntry(EntryKinds.Unknown, Authors.Person, new EntryBody(Text: inbound.Text?.Value, What: inbound.What ?? "?"), SentAt: inbound.SentAt, ProviderId: inbound.MessageId),
        // What a phone did is not the person's word: it answers nobody and keeps nothing open.
        _ => new NewEntry(EntryKinds.Unknown, Authors.System, new EntryBody(What: inbound.What ?? "?"), SentAt: inbound.SentAt),
    };
}
