using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Handoff.Together;

/// <summary>Somebody who is with a worker alone is in danger now: besides the alarm they come to the line again at once, first in its queue. The worker stays.</summary>
internal sealed class CallLineBack(MoveConversation move) : IWhenUrgent
{
    /// <inheritdoc />
    public async Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, Staff? staff, string? why) =>
        conversation.Stage == Stage.Handed && await move.GiveBackAsync(session, conversation, "alone") is { } waits ? waits : conversation;
}
