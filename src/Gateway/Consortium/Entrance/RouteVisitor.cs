using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Entrance;

/// <summary>
/// Carries a routing out: out of the queue where they wait, if they do, then the records in one transaction, and then the queue of the member. Whatever breaks off in between, the records say whose they are and where they wait, and
/// the keepers of the queues follow them.
/// </summary>
internal sealed class RouteVisitor(
    IQueueEngine engine, IRecords records, VisitorFacts facts, AskAtEntrance ask, SayAtEntrance say, StandAtEntrance stand, MoveConversation move,
    IReceiveRouted receive, TellEngine later, OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>Routes somebody whose time has come, or leaves them for the next round: while they are just being offered to a counsellor.</summary>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer; nothing has happened.</exception>
    public async Task CarryOutAsync(string consortiumId, string conversationId, IReadOnlyDictionary<string, QueueSnapshot> queues, CancellationToken stop)
    {
        if (await records.ReadAsync(session => ConversationRows.FindAsync(session, conversationId), stop) is not { } seen) return;
        if (seen is { Stage: Stage.Waiting, Host: null } && await IsInHandsAsync(seen)) return;
        try
        {
            if (await records.WriteAsync(session => RouteAsync(session, consortiumId, seen, queues), stop) is { } waits)
                await later.AfterRecordsAsync(() => engine.JoinAsync(JoinQueue.PlaceOf(waits)));
        }
        catch when (seen is { Stage: Stage.Waiting, Host: null })
        {
            // Nothing was decided: nobody is untakeable until the next comparison with the records.
            await later.AfterRecordsAsync(() => engine.JoinAsync(JoinQueue.PlaceOf(seen)));
            throw;
        }
    }

    private async Task<bool> IsInHandsAsync(Conversation conversation)
    {
        try
        {
            return await engine.TakeOutAsync(conversation.Organisation, conversation.Id) == TakeOutOutcome.InHands;
        }
        catch (QueueEpochLostException) when (organisations.FindOrganisation(conversation.Organisation) is not { Closed: false })
        {
            // It was closed in the set-up: nobody keeps its queue any more, and nobody takes anybody out of it.
            return false;
        }
    }

    // Who waits from now on, wherever that is; nothing when nobody is to be put into a queue.
    private async Task<Conversation?> RouteAsync(RecordsSession session, string consortiumId, Conversation seen, IReadOnlyDictionary<string, QueueSnapshot> queues)
    {
        // First the consortium, then the person, as whoever leaves it does: caps are counted one after the other, and nobody goes to a member that has just left. Of the person, first the contact at the entrance, which never changes.
        var consortium = await ConsortiumRows.LockAsync(session, consortiumId);
        await Contacts.LockAsync(session, seen.CameBy ?? seen.ContactId);
        if (await ConversationRows.LockAsync(session, seen.Id) is not { } conversation) return null;
        if (await VisitRows.FindAsync(session, conversation.Id) is not { DueAt: { } due } visit || due > time.NowMs()) return Standing(conversation);
        if (consortium is null || conversation is not { Stage: Stage.Intake or Stage.Waiting, Returned: false, Host: null, SeatId: null, IsErased: false })
        {
            // A counsellor was quicker, has given them back since, a partner answers, or it is over: whoever has them has them. Who still waits there goes back to the place that was taken from them above.
            await VisitRows.SaveAsync(session, visit with { DueAt = null, Wish = null, Why = null });
            return Standing(conversation);
        }

        var decision = RouteEntrance.Decide(await facts.GatherAsync(session, consortium, conversation, visit, queues));
        if (conversation is { Stage: Stage.Intake, Grade: < Grade.High } && visit.Wish is null && RouteEntrance.MayChangeByAnswers(decision) && await AskFirstAsync(session, consortium, conversation, visit)) return null;
        if (!decision.Reasons.Contains(RouteEntrance.KeptAtDoor)) return await CarryOutAsync(session, conversation, visit, decision);
        await KeepAsync(session, conversation, visit);
        return null;
    }

    // Whoever was set aside meanwhile is offered to nobody until they write.
    private static Conversation? Standing(Conversation conversation) => conversation is { Stage: Stage.Waiting, Host: null, AsideAt: null, IsErased: false } ? conversation : null;

    // Nobody but the responsible body is there, and it keeps them at the door: they are told so once, and each word of theirs looks again whether somebody else is there. For whoever waited elsewhere it ends as a block does.
    private async Task KeepAsync(RecordsSession session, Conversation conversation, EntranceVisit visit)
    {
        if (visit.Why != EntranceVisit.Kept) conversation = await receive.KeepOutAsync(session, conversation);
        if (conversation.Stage == Stage.Waiting) await move.CloseAsync(session, conversation, new Ending("closed", "blocked", "gateway"));
        await VisitRows.SaveAsync(session, visit with { DueAt = null, Wish = null, Why = EntranceVisit.Kept, Menu = say.Seal(conversation, say.MenuOf(conversation, visit) with { Offered = [] }) });
    }

    // Whoever comes again was asked nothing, because they go back to whom they know. That one is not there, and what is not known of them decides who answers, or whether anybody does.
    private async Task<bool> AskFirstAsync(RecordsSession session, ConsortiumRecord consortium, Conversation conversation, EntranceVisit visit)
    {
        if (visit.AskedAt is not null || Gateway.Bots.Intake.IntakeState.FromJson(say.MenuOf(conversation, visit).Script) is not { } state) return false;
        if (ask.First(state, stand.Topics(consortium)) is not { } question) return false;
        conversation = await move.SayAsync(session, conversation, say.WithQuestion(conversation, [], question));
        var now = time.NowMs();
        await VisitRows.SaveAsync(session, visit with
        {
            AskedAt = now,
            DueAt = now + StandAtEntrance.Patience.Ms(),
            Menu = say.Seal(conversation, new EntranceMenu(question.State.ToJson(), question.Options)),
        });
        return true;
    }

    private async Task<Conversation?> CarryOutAsync(RecordsSession session, Conversation conversation, EntranceVisit visit, EntranceDecision decision)
    {
        var (before, arrives) = (conversation.Organisation, conversation.Stage == Stage.Intake);
        var moved = decision.Member == before ? null : await move.RouteAsync(session, conversation, decision.Member, string.Join(' ', decision.Reasons));
        conversation = moved ?? conversation;
        var said = Words(conversation, visit, decision, before, moved is not null, arrives);
        conversation = arrives
            ? await receive.LetInAsync(session, conversation, new Routed(visit.BegunAt, said, IsKept(conversation, decision) ? [] : [say.Choose(conversation.Language)], say.MenuOf(conversation, visit).Script))
            : await move.SayAsync(session, conversation, said);
        if (moved is not null && !arrives) conversation = await receive.GoOnAsync(session, conversation, say.MenuOf(conversation, visit).Script);
        await VisitRows.SaveAsync(session, visit with { Menu = say.Seal(conversation, say.MenuOf(conversation, visit) with { Offered = [] }) });
        await VisitRows.DecidedAsync(session, visit, conversation.Organisation, ConsortiumJson.TextOf(decision), time.NowMs());
        // Who was asked at the member before whether a partner may answer is at another one now.
        if (moved is not null && !arrives) await Live.OverflowRows.LapseOfAsync(session, conversation.Id, time.NowMs());
        return conversation;
    }

    // Somebody in danger is told in one sentence who has their words; the numbers to call come next, and no choice that would only lead to a no.
    private NewEntry Whose(Conversation conversation, EntranceDecision decision)
    {
        if (IsKept(conversation, decision)) return say.Of(conversation, "entrance.kept", conversation.Organisation);
        var key = decision.Reasons.Contains("had_last") ? "entrance.back" : decision.Reasons.Contains("nobody_fits") ? "entrance.default" : "entrance.routed";
        return conversation.Grade >= Grade.High ? say.Of(conversation, key, conversation.Organisation) : say.OfAndOther(conversation, key, conversation.Organisation);
    }

    // In danger, with nobody on shift where they are: nobody is told that a counsellor answers them from here on.
    private static bool IsKept(Conversation conversation, EntranceDecision decision) =>
        conversation.Grade >= Grade.High && decision.Members.FirstOrDefault(member => member.Id == conversation.Organisation)?.Minutes is null;

    private List<NewEntry> Words(Conversation conversation, EntranceVisit visit, EntranceDecision decision, string before, bool moved, bool arrives)
    {
        List<NewEntry> said = [];
        if (visit.Wish is { } wish && wish != conversation.Organisation) said.Add(say.Of(conversation, "entrance.not", wish));
        // One text by SMS says whose they are already.
        if (arrives && conversation.Channel == ChannelNames.Sms) return said;
        if (visit.Why is not (null or EntranceVisit.Kept) && moved) said.Add(say.Of(conversation, "entrance.moved", conversation.Organisation, before));
        else if (moved || arrives) said.Add(Whose(conversation, decision));
        if (!arrives && said.Count > 0) said[^1] = said[^1].With(Choices.WhileWaiting(conversation.TellTurn));
        return said;
    }
}
