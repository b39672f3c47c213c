using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.WaitingQueue;

/// <summary>A counsellor takes the next person, or answers an offer.</summary>
public sealed class TakeNext(IQueueEngine engine, ConfirmClaim confirm, MatchRecords match, QueueFigures figures, Ids ids)
{
    // Each refused claim mends one place of the queue; more than a few in a row means that it is being rebuilt.
    private const int Attempts = 5;

    /// <summary>Takes whoever is next: the person ringing for this counsellor, else the first who waits.</summary>
    public async Task<(TakeOutcome Outcome, Conversation? Conversation)> TakeAsync(Staff staff)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var result = await engine.TakeNextAsync(staff.Organisation, staff.Id, ids.New());
            // Whoever has just ended a talk and asks at once may be quicker than the queue hears of the end.
            if (result.Outcome == TakeOutcome.HandsFull && await match.HandsAsync(staff)) continue;
            if (result.Claim is not { } claim) return (result.Outcome, null);
            if (await confirm.ConfirmAsync(claim, staff) is { } conversation) return (TakeOutcome.Taken, conversation);
        }

        return (TakeOutcome.NobodyWaits, null);
    }

    /// <summary>Accepts or declines an offer.</summary>
    public async Task<(TakeOutcome Outcome, Conversation? Conversation)> AnswerAsync(Staff staff, string offerId, bool accept)
    {
        var result = await engine.AnswerOfferAsync(staff.Organisation, offerId, staff.Id, accept, ids.New());
        if (result.Outcome is TakeOutcome.Taken or TakeOutcome.Declined) figures.Offer(staff.Organisation, accept ? "accepted" : "declined");
        if (result.Claim is not { } claim) return (result.Outcome, null);
        var conversation = await confirm.ConfirmAsync(claim, staff);
        return (conversation is null ? TakeOutcome.Gone : TakeOutcome.Taken, conversation);
    }
}
