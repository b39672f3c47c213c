using Gateway.Conversations;
using Gateway.Conversations.Passages;
using Gateway.Intake.Blocks;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>The counsellors' face of the gateway. Thin: each method is one use case of a lower slice.</summary>
/// <remarks>Errors are <see cref="HubException"/>s that begin with a stable code and a colon. What is not the caller's is <c>conversation.not_found</c>.</remarks>
[Authorize(Policy = Policies.Counsel)]
public sealed partial class CounsellorHub(
    Consoles consoles, OpenConsole open, TakeNext takeNext, LetGo letGo, SpeakToPerson speak, ConversationAccess access, SetAvailability availability,
    TypingNotes typing, ChangeGrade changeGrade, OrganisationDirectory organisations, OfferPassage offerPage, MovePlace movePlace, BlockPerson blocks,
    EmergencyDesk emergencies, GuestDesk guests) : Hub<IConsoleClient>
{
    private Staff Me => Context.User!.AsStaff() ?? throw new HubException("session.ended: sign in again");

    /// <summary>From now on the counsellor is present, and this connection is shown the queue and their conversations.</summary>
    public override async Task OnConnectedAsync()
    {
        await consoles.AddAsync(Context, Me);
        await open.BeginAsync(Context.ConnectionId, Me);
    }

    /// <inheritdoc />
    public override Task OnDisconnectedAsync(Exception? exception)
    {
        consoles.Remove(Context.ConnectionId);
        return Task.CompletedTask;
    }

    /// <summary>Everything at one moment, to be called after every connect. From its beginning on, new entries are pushed.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<ConsoleState> Resume() => open.ResumeAsync(Context.ConnectionId, Me);

    /// <summary>Available or away, and for how many people at once (1 to 5).</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<AvailabilityView> SetAvailability(bool available, int capacity) => availability.SetAsync(Me, available, capacity);

    /// <summary>People of a disaster first, or in the order for everybody. It ends with the disaster.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<AvailabilityView> SetDisasterFirst(bool first) => availability.ChooseAsync(Me, first);

    /// <summary>The next person, or nothing when nobody waits.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task<ConversationView?> TakeNext() => Shown(await HubErrors.GuardAsync(() => takeNext.TakeAsync(Me)));

    /// <summary>Accepts or declines an offer.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task<ConversationView?> AnswerOffer(string offerId, bool accept) =>
        Shown(await HubErrors.GuardAsync(() => takeNext.AnswerAsync(Me, offerId, accept)));

    /// <summary>Says something to the person. The same client id is said once, however often it is sent.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task<EntryView> Send(string conversationId, string clientId, string text)
    {
        if (!Ids.IsId(clientId)) throw new HubException("message.client_id: a UUID is needed");
        var me = Me;
        var result = await HubErrors.GuardAsync(() => speak.SayAsync(conversationId, me.Id, me.Name, clientId, Redacted.Of(text)));
        return result.Outcome switch
        {
            SpeakOutcome.Said => Views.Of(result.Entry!),
            SpeakOutcome.NotYours => throw HubErrors.NotFound(),
            SpeakOutcome.Empty => throw new HubException("message.empty: there is nothing to send"),
            SpeakOutcome.TooLong => throw new HubException("message.too_long: shorten it or send it in parts"),
        };
    }

    /// <summary>The entries after a number, at most 200.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task<IReadOnlyList<EntryView>> EntriesAfter(string conversationId, long number)
    {
        // Shown first, read then: nothing falls between. Only what is theirs is shown.
        if (await HubErrors.GuardAsync(() => access.FindAsync(Me.Id, conversationId, Context.ConnectionAborted)) is not { } conversation)
            throw HubErrors.NotFound();
        consoles.Watch(Context.ConnectionId, conversationId, conversation.LastNumber, conversation.Host is not null);
        var entries = await HubErrors.GuardAsync(() => access.ReadAsync(Me.Id, conversationId, number, Context.ConnectionAborted));
        if (entries is not null) return Views.Of(entries);
        // It went to somebody else between the two: nothing more of it is shown here.
        consoles.Find(Context.ConnectionId)?.Unwatch(conversationId);
        throw HubErrors.NotFound();
    }

    /// <summary>Ends the conversation with an outcome.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task Close(string conversationId, string outcome)
    {
        if (!LetGo.Outcomes.Contains(outcome))
            throw new HubException($"conversation.outcome: one of {string.Join(", ", LetGo.Outcomes.Order())}");
        if (await HubErrors.GuardAsync(() => letGo.CloseAsync(Me, conversationId, outcome))) return;
        if (await HubErrors.GuardAsync(() => access.FindAsync(Me.Id, conversationId, Context.ConnectionAborted)) is { Emergency: true } conversation)
        {
            throw new HubException(conversation.Host is null ? "conversation.in_emergency: first two people close the emergency"
                : "guest.in_emergency: the organisation whose person it is closes the emergency; stay with them, or send them home");
        }


        throw HubErrors.NotFound();
    }

    /// <summary>Gives the person back to their place in the queue, and twenty minutes before it.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task Return(string conversationId)
    {
        if (!await HubErrors.GuardAsync(() => letGo.ReturnAsync(Me, conversationId))) throw HubErrors.NotFound();
    }

    /// <summary>Somebody who was told that it is their turn is not there: they keep their place and are offered to nobody until they write.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task SetAside(string conversationId)
    {
        switch (await HubErrors.GuardAsync(() => letGo.SetAsideAsync(Me, conversationId)))
        {
            case AsideOutcome.NotYours:
                throw HubErrors.NotFound();
            case AsideOutcome.NotNow:
                throw new HubException("aside.not_now: only somebody who asked to be told and has not answered in their time, without signs of danger");
            default:
                return;
        }
    }

    /// <summary>Moves somebody who waits forward in the queue, or back to their own place. The reason is kept in the conversation.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public async Task MovePlace(string conversationId, bool forward, string reason)
    {
        switch (await HubErrors.GuardAsync(() => movePlace.MoveAsync(Me, conversationId, forward, Redacted.Of(reason))))
        {
            case MoveOutcome.NotWaiting:
                throw new HubException("place.not_waiting: this person does not wait any more");
            case MoveOutcome.NoReason:
                throw new HubException("place.reason: say why");
            case MoveOutcome.ReasonTooLong:
                throw new HubException($"place.reason_too_long: at most {WaitingQueue.MovePlace.LongestReason} letters");
            default:
                return;
        }
    }

    /// <summary>Gives a conversation a grade: one's own, or for a supervisor any open one. To lower it a reason is needed; it is kept in the conversation.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task SetGrade(string conversationId, string grade, string? reason)
    {
        if (!Enum.TryParse<Grade>(grade, ignoreCase: true, out var given) || given == Grade.Unknown || ChangeGrade.NameOf(given) != grade)
            throw new HubException("grade.unknown: one of low, middle, high, urgent");
        switch (await HubErrors.GuardAsync(() => changeGrade.SetAsync(Me, conversationId, given, Redacted.Of(reason ?? ""))))
        {
            case GradeOutcome.NotYours:
                throw HubErrors.NotFound();
            case GradeOutcome.InEmergency:
                throw new HubException("grade.in_emergency: while an emergency is open nobody lowers the grade");
            case GradeOutcome.NoReason:
                throw new HubException("grade.reason: say why it is lowered");
            case GradeOutcome.ReasonTooLong:
                throw new HubException($"grade.reason_too_long: at most {ChangeGrade.LongestReason} letters");
            default:
                return;
        }
    }

    /// <summary>Keeps somebody who harasses or plays at the door for some hours; their open conversation ends with one plain sentence.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public async Task BlockPerson(string conversationId, int hours, string reason)
    {
        switch (await HubErrors.GuardAsync(() => blocks.BlockAsync(Me, conversationId, hours, Redacted.Of(reason))))
        {
            case BlockOutcome.NotFound:
                throw HubErrors.NotFound();
            case BlockOutcome.Reason:
                throw new HubException($"block.reason: say why, in at most {Intake.Blocks.BlockPerson.LongestReason} letters");
            case BlockOutcome.Hours:
                throw new HubException($"block.hours: 1 to {Intake.Blocks.BlockPerson.LongestHours}");
            case BlockOutcome.InDanger:
                throw new HubException("block.in_danger: nobody with signs of danger is blocked");
            default:
                return;
        }
    }

    /// <summary>The blocks of the organisation that stand.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public async Task<IReadOnlyList<BlockView>> Blocks() => [.. (await HubErrors.GuardAsync(() => blocks.StandingAsync(Me))).Select(Views.Of)];

    /// <summary>Lets somebody in again before the time.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public async Task LiftBlock(string blockId)
    {
        if (!await HubErrors.GuardAsync(() => blocks.LiftAsync(Me, blockId))) throw new HubException("block.not_found: there is no such block any more");
    }

    /// <summary>Sends the person a link by which they can go on on a web page, if they like.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public async Task OfferPage(string conversationId)
    {
        switch (await HubErrors.GuardAsync(() => offerPage.ByCounsellorAsync(conversationId, Me.Id)))
        {
            case OfferOutcome.Offered:
                return;
            case OfferOutcome.ThereAlready:
                throw new HubException("page.there_already: the person is on a web page already");
            case OfferOutcome.TooMany:
                throw new HubException("page.too_many: several links were sent in the last hour");
            case OfferOutcome.NotPossible:
                throw new HubException("page.not_possible: this conversation cannot go on on a web page");
            default:
                throw HubErrors.NotFound();
        }
    }

    /// <summary>Marks how far the counsellor has read.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task Seen(string conversationId, long number) => HubErrors.GuardAsync(async () =>
    {
        await access.SeenAsync(Me.Id, conversationId, number, Context.ConnectionAborted);
        return true;
    });

    /// <summary>The counsellor is writing. Call it at most every three seconds.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task Typing(string conversationId)
    {
        typing.CounsellorTypes(Context.ConnectionId, conversationId);
        return Task.CompletedTask;
    }

    private ConversationView? Shown((TakeOutcome Outcome, Conversation? Conversation) taken)
    {
        switch (taken.Outcome)
        {
            case TakeOutcome.Taken:
                consoles.Watch(Context.ConnectionId, taken.Conversation!.Id, taken.Conversation.LastNumber, taken.Conversation.Host is not null);
                return Views.Of(taken.Conversation, organisations);
            case TakeOutcome.HandsFull:
                throw new HubException("queue.full_hands: you have as many conversations as you said you can take");
            case TakeOutcome.WishesWait:
                throw new HubException("queue.wishes_wait: those who wait are kept for a colleague who meets their wish, for a few minutes at most");
            case TakeOutcome.Gone:
                throw new HubException("offer.gone: the offer has ended");
            default:
                return null;
        }
    }
}
