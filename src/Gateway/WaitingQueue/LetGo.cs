using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>A counsellor's conversation ends or goes back to the queue: first in the records, then in the queue.</summary>
public sealed class LetGo(IQueueEngine engine, MoveConversation move, ConversationAccess access, ShiftRows shifts, IFeed feed,
    TellEngine later, OrganisationDirectory organisations, IRecords records)
{
    /// <summary>The outcomes that a counsellor may give.</summary>
    public static IReadOnlySet<string> Outcomes { get; } = new HashSet<string> { "talked", "promised", "informed", "left", "silent", "other" };

    /// <summary>Ends the counsellor's conversation, with a kind last sentence to the person.</summary>
    /// <returns>False when it is not theirs (any more), or an emergency is open for it.</returns>
    public async Task<bool> CloseAsync(Staff staff, string conversationId, string outcome) =>
        await move.CloseAsync(
            conversationId, conversation => conversation.AssignedTo == staff.Id && conversation is { Stage: Stage.Talking, Emergency: false },
            new Ending("closed", outcome, staff.Id, "closed")) is not null;

    /// <summary>Gives the person back to their place in the queue, and twenty minutes before it.</summary>
    /// <returns>False when it is not theirs (any more).</returns>
    public async Task<bool> ReturnAsync(Staff staff, string conversationId) =>
        await access.FindAsync(staff.Id, conversationId) is { } conversation
        && await GiveBackAsync(staff.Organisation, conversationId, staff.Id, conversation.Fence, "given_back");

    /// <summary>Sets somebody aside who was told that it is their turn and is not there: their place is kept, and they are offered to nobody until they write.</summary>
    public Task<AsideOutcome> SetAsideAsync(Staff staff, string conversationId) => move.SetAsideAsync(conversationId, staff.Id);

    /// <summary>Gives back what a vanished counsellor held.</summary>
    public Task<bool> ReturnVanishedAsync(HeldPlace held) => GiveBackAsync(held.Place.Organisation, held.Place.ConversationId, held.StaffId, held.Fence, "vanished");

    /// <summary>A conversation has ended or was given back, by whomever: the queue follows the records.</summary>
    public async Task FollowAsync(ConversationMoved moved)
    {
        // First out of the queue that they have left: nobody is in two.
        if (QueueLeft(moved) is { } left && IsHere(left))
        {
            await later.AfterRecordsAsync(() => ForgetAsync(left, moved.ConversationId));
            feed.Publish(new QueueChanged(left));
        }

        // Whoever runs a gateway of their own has their queue there.
        if (!IsHere(moved.Answering)) return;
        if (moved is { Stage: Stage.Closed or Stage.Handed }) await later.AfterRecordsAsync(() => ForgetAsync(moved.Answering, moved.ConversationId));
        else if (moved is { Stage: Stage.Waiting, Reason: "returned" or "lent" }) await later.AfterRecordsAsync(() => WaitAgainAsync(moved));
        // Taken over from a partner: nobody was offered anybody, so the queue at home has yet to hear of it.
        else if (moved is { Stage: Stage.Talking, LeftHost: not null }) await later.AfterRecordsAsync(() => HoldAsync(moved.ConversationId));
        else return;
        feed.Publish(new QueueChanged(moved.Answering));
    }

    private bool IsHere(string organisation) => organisations.FindOrganisation(organisation) is not { Elsewhere: true };

    private static string? QueueLeft(ConversationMoved moved) => moved.LeftHost ?? (moved.Reason == "lent" ? moved.Organisation : null);

    /// <summary>A counsellor has signed out: their people are not kept waiting for them.</summary>
    public async Task FollowAsync(SignedOut signedOut)
    {
        await shifts.EndAsync(signedOut.Staff.Id);
        await engine.LeaveAsync(signedOut.Staff.Organisation, signedOut.Staff.Id);
    }

    private async Task ForgetAsync(string organisation, string conversationId)
    {
        if (await engine.RemoveAsync(organisation, conversationId) is { } offer) feed.Publish(new OfferEnded(organisation, offer));
    }

    // Read again: by now somebody else may have taken the person, with a larger fence, and then nothing is to be done.
    private async Task WaitAgainAsync(ConversationMoved moved)
    {
        var now = await records.ReadAsync(session => ConversationRows.FindAsync(session, moved.ConversationId));
        if (now is { Stage: Stage.Waiting, AsideAt: not null }) await ForgetAsync(now.Answering, now.Id);
        else if (now is { Stage: Stage.Waiting } && moved is { LeftFrom: not null, LeftHost: null }) await engine.GiveBackAsync(JoinQueue.PlaceOf(now), now.Fence);
        // Nobody of the line had them: the queue has forgotten them.
        else if (now is { Stage: Stage.Waiting }) await engine.JoinAsync(JoinQueue.PlaceOf(now));
    }

    private async Task HoldAsync(string conversationId)
    {
        if (await records.ReadAsync(session => ConversationRows.FindAsync(session, conversationId)) is { Stage: Stage.Talking, AssignedTo: { } holder } now)
            await engine.HoldAsync(JoinQueue.PlaceOf(now), holder, now.Fence);
    }

    private async Task<bool> GiveBackAsync(string held, string conversationId, string staffId, long fence, string reason)
    {
        if (await move.GiveBackAsync(conversationId, staffId, fence, reason) is not { } waiting) return false;
        // A guest who is given back is home again, which the move itself has told both queues.
        if (held == waiting.Answering) await later.AfterRecordsAsync(() => engine.GiveBackAsync(JoinQueue.PlaceOf(waiting), fence));
        feed.Publish(new QueueChanged(waiting.Answering));
        return true;
    }
}
