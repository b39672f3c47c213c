using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>共同の窓口: the step by which somebody who came to a common entrance becomes a member's.</summary>
public sealed partial class MoveConversation
{
    /// <summary>
    /// The person of a locked conversation is the member's from the commit on: its queue, its counsellors, its texts, its time of keeping. Time of arrival, grade and the account over which they write stay.
    /// They must be at the door, or wait at home, in no queue's hands, and have talked with nobody yet: a talk, its sheets and what was agreed to in it never go to another organisation. The caller says it to them.
    /// </summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="member">Who answers.</param>
    /// <param name="why">For both audit trails: the reasons, in fixed words.</param>
    /// <returns>Nothing when they are elsewhere (any more), are the member's already, or were erased; and while an emergency is open, whose alarm rings where they are.</returns>
    public async Task<Conversation?> RouteAsync(RecordsSession session, Conversation conversation, string member, string why)
    {
        if (conversation is not { Stage: Stage.Intake or Stage.Waiting, Returned: false, Host: null, SeatId: null, Emergency: false, IsErased: false } || conversation.Organisation == member) return null;
        var (before, left, entrance) = (conversation.Organisation, conversation.ContactId, conversation.CameBy ?? conversation.ContactId);
        if (await contacts.OfMemberAsync(session, entrance, member) is not { } contact) return null;
        // Each queue counts its claims for itself; and for whom a wish was to be waited was judged by a shift that is not theirs any more.
        conversation = conversation with { Wish = conversation.Wish is { } wish ? wish with { Until = 0 } : null, Organisation = member, ContactId = contact.Id, CameBy = contact.Id == entrance ? null : entrance, Fence = 0 };
        await ConversationRows.GoToAsync(session, conversation);
        // A member that they have left before it answered keeps no address of theirs.
        if (left != entrance) await EraseWords.ForgetAddressIfUnusedAsync(session, left);
        foreach (var trail in new[] { before, member }.Order(StringComparer.Ordinal))
            await audit.AppendAsync(session, trail, "gateway", "conversation.routed", conversation.Id, $"from {before} to {member}: {why}");
        (conversation, _) = await log.AppendAsync(session, conversation, StageEntry("routed", name: NameOf(member, "ja")));
        if (conversation.Stage == Stage.Waiting) Announce(session, conversation, null, "routed");
        return conversation;
    }

    /// <summary>Says something to the person of a locked conversation, within the caller's transaction.</summary>
    public async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, params IReadOnlyList<NewEntry> said)
    {
        if (said.Count == 0) return conversation;
        (conversation, var entries) = await log.AppendAsync(session, conversation, said);
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }
}
