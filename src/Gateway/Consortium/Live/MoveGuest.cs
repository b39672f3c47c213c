using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>
/// Carries out a yes: out of the queue at home, then the records, and then the queue of the partner. The rules are asked again, for a cap may be reached and a
/// partner gone since the question. Whatever breaks off in between, the records say where the person waits, and the keepers of both queues follow them.
/// </summary>
public sealed class MoveGuest(
    IQueueEngine engine, IRecords records, MembersNow members, MoveConversation move, AnswerAsked answer, TellEngine later, TimeProvider time)
{
    /// <summary>Carries it out, or tells the person that they stay. Somebody who is just being offered to a counsellor at home is left there for this round.</summary>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer; nothing has happened.</exception>
    internal async Task CarryOutAsync(ConsortiumRecord consortium, OverflowQuestion question, CancellationToken stop)
    {
        if (await records.ReadAsync(session => ConversationRows.FindAsync(session, question.ConversationId), stop) is not { Stage: Stage.Waiting, Host: null } seen) return;
        var queues = await members.LookAsync(consortium);
        if (await engine.TakeOutAsync(seen.Organisation, seen.Id) == TakeOutOutcome.InHands) return;
        if (await records.WriteAsync(session => MoveAsync(session, question, queues), stop) is { } stays)
            await later.AfterRecordsAsync(() => engine.JoinAsync(JoinQueue.PlaceOf(stays)));
    }

    // Who stays, and has to be put back into the queue at home; nothing when they have gone or there is nobody to put back.
    private async Task<Conversation?> MoveAsync(RecordsSession session, OverflowQuestion question, IReadOnlyDictionary<string, QueueSnapshot> queues)
    {
        // First the consortium, then the person, as whoever leaves does: caps are counted one move after the other, and nobody goes to a member that has just left.
        var consortium = await ConsortiumRows.LockAsync(session, question.ConsortiumId);
        if (await ConversationRows.LockAsync(session, question.ConversationId) is not { Stage: Stage.Waiting, Host: null } conversation) return null;
        if (await OverflowRows.FindAsync(session, question.Id) is not { State: QuestionState.Agreed }) return conversation;
        if (consortium is not null && await MayAsync(session, consortium, conversation, question.Partner, queues)
            && await move.LendAsync(session, conversation, consortium.Id, question.Partner) is not null)
        {
            await OverflowRows.SetAsync(session, question.Id, QuestionState.Went, time.NowMs());
            return null;
        }

        await OverflowRows.SetAsync(session, question.Id, QuestionState.NotPossible, time.NowMs());
        return await answer.SayAsync(session, conversation, "partner.not", question.Partner);
    }

    private async Task<bool> MayAsync(
        RecordsSession session, ConsortiumRecord consortium, Conversation conversation, string partner, IReadOnlyDictionary<string, QueueSnapshot> queues)
    {
        if (consortium is not { EndedAt: null, Holding: { } holding }) return false;
        var all = await members.OfAsync(session, consortium, queues, but: partner);
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
        var decision = DecideOverflow.Decide(new OverflowFacts(now, holding.Charter.Rules, person, home, [.. all.Where(member => member.Id == partner)]));
        return decision.Verdict == Verdict.Move;
    }
}
