using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>
/// Carries out a yes: out of the queue at home, then the records, and then the queue of the partner. The rules are asked again, for a cap may be reached and a
/// partner gone since the question. Whatever breaks off in between, the records say where the person waits, and the keepers of both queues follow them.
/// </summary>
public sealed class MoveGuest(
    IQueueEngine engine, IRecords records, MembersNow members, WhatTheyTold told, MoveConversation move, AnswerAsked answer, TellEngine later, OrganisationDirectory organisations, TimeProvider time)
{
    /// <summary>
    /// Carries it out, or tells the person that they stay. Somebody who is just being offered to a counsellor at home is left there for this round, and so is everybody while one of the two queues has no memory.
    /// </summary>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer; nothing has happened.</exception>
    internal async Task CarryOutAsync(ConsortiumRecord consortium, OverflowQuestion question, CancellationToken stop)
    {
        if (await records.ReadAsync(session => ConversationRows.FindAsync(session, question.ConversationId), stop) is not { Stage: Stage.Waiting, Host: null } seen) return;
        IReadOnlyDictionary<string, QueueSnapshot> queues = new Dictionary<string, QueueSnapshot>();
        if (!NoWay(consortium, seen.Organisation, question.Partner))
        {
            queues = await members.LookAsync(consortium);
            if (!queues.ContainsKey(seen.Organisation) || !queues.ContainsKey(question.Partner)) return;
            if (await engine.TakeOutAsync(seen.Organisation, seen.Id) == TakeOutOutcome.InHands) return;
        }

        if (await records.WriteAsync(session => MoveAsync(session, question, queues), stop) is { } stays)
            await later.AfterRecordsAsync(() => engine.JoinAsync(JoinQueue.PlaceOf(stays)));
    }

    // They stay whatever the queues say, and are told so whether or not a queue is there.
    private bool NoWay(ConsortiumRecord consortium, string home, string partner) =>
        Membership.Hindrance(consortium, home, time.GetUtcNow()) is not null || Membership.Hindrance(consortium, partner, time.GetUtcNow()) is not null
        || organisations.FindOrganisation(partner) is not { Closed: false } || !organisations.Reaches(home, partner);

    // Who stays, and has to be put back into the queue at home; nothing when they have gone or there is nobody to put back.
    private async Task<Conversation?> MoveAsync(RecordsSession session, OverflowQuestion question, IReadOnlyDictionary<string, QueueSnapshot> queues)
    {
        // First the consortium, then the person, as whoever leaves does: caps are counted one move after the other, and nobody goes to a member that has just left.
        var consortium = await ConsortiumRows.LockAsync(session, question.ConsortiumId);
        if (await ConversationRows.LockAsync(session, question.ConversationId) is not { Stage: Stage.Waiting, Host: null } conversation) return null;
        if (await OverflowRows.FindAsync(session, question.Id) is not { State: QuestionState.Agreed }) return conversation;
        if (consortium is not null && await MayAsync(session, consortium, conversation, question, queues)
            && await move.LendAsync(session, conversation, consortium.Id, question.Partner) is not null)
        {
            await OverflowRows.SetAsync(session, question.Id, QuestionState.Went, time.NowMs());
            return null;
        }

        await OverflowRows.SetAsync(session, question.Id, QuestionState.NotPossible, time.NowMs());
        return await answer.SayAsync(session, conversation, "partner.not", question.Partner);
    }

    private async Task<bool> MayAsync(
        RecordsSession session, ConsortiumRecord consortium, Conversation conversation, OverflowQuestion question, IReadOnlyDictionary<string, QueueSnapshot> queues)
    {
        if (consortium is not { EndedAt: null, Holding: { } holding }) return false;
        var all = await members.OfAsync(session, consortium, queues, before: (question.AskedAt, question.Id));
        if (all.FirstOrDefault(member => member.Id == conversation.Organisation) is not { } home) return false;
        var (now, place) = (time.GetUtcNow(), JoinQueue.PlaceOf(conversation));
        var person = new WaitingPerson
        {
            Grade = conversation.Grade,
            WaitedMinutes = WhoWaits.Minutes(now, place.ArrivedAt),
            Ahead = MembersNow.AheadOf(place, queues[home.Id]),
            Language = WhoWaits.Short(conversation.Language),
            Wish = WishToMove.Agreed,
        };
        if (WhatTheyTold.Matters(holding.Charter, all)) person = await told.WithAsync(session, person, conversation.Id, conversation.LastNumber);
        var decision = DecideOverflow.Decide(new OverflowFacts(now, holding.Charter.Rules, person, home, [.. all.Where(member => member.Id == question.Partner)]));
        return decision.Verdict == Verdict.Move;
    }
}
