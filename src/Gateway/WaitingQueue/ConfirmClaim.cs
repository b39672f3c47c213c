using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>Turns a claim of the queue into a fact of the records, or mends the queue where the records know better.</summary>
public sealed class ConfirmClaim(IQueueEngine engine, MoveConversation move, IRecords records, IFeed feed, QueueFigures figures, TellEngine later)
{
    /// <summary>The conversation, now with this counsellor; nothing when the records refuse the claim.</summary>
    public async Task<Conversation?> ConfirmAsync(Claim claim, Staff staff)
    {
        var id = claim.Place.ConversationId;
        var taken = await move.TakeAsync(id, staff.Id, staff.Name, claim.Fence);
        if (taken is null) figures.Refused(claim.Place.Organisation);
        else figures.Confirmed(taken);
        if (taken is null) await MendAsync(claim);
        else await later.AfterRecordsAsync(() => engine.ConfirmAsync(claim.Place.Organisation, id, staff.Id, claim.Fence));
        feed.Publish(new QueueChanged(claim.Place.Organisation));
        return taken;
    }

    private async Task MendAsync(Claim claim)
    {
        var now = await records.ReadAsync(session => ConversationRows.FindAsync(session, claim.Place.ConversationId));
        // They went to a partner, or came back from one, meanwhile: this queue forgets them, and the other one has them.
        if (now?.Answering != claim.Place.Organisation)
            await engine.RemoveAsync(claim.Place.Organisation, claim.Place.ConversationId);
        else if (now is { Stage: Stage.Waiting, AsideAt: null })
            await engine.GiveBackAsync(JoinQueue.PlaceOf(now), claim.Fence);
        else if (now is { Stage: Stage.Talking, AssignedTo: { } holder })
            await engine.HoldAsync(JoinQueue.PlaceOf(now), holder, now.Fence);
        else
            await engine.RemoveAsync(claim.Place.Organisation, claim.Place.ConversationId);
    }
}
