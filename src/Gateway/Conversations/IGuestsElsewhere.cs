using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>応援: somebody above who keeps what has to be said to the gateway of a partner, or of a guest's own organisation, each within the caller's transaction with the conversation locked.</summary>
public interface IGuestsElsewhere
{
    /// <summary>One of our people goes to a partner. Where that runs a gateway of its own, it is told.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, with its host.</param>
    /// <param name="stayId">The id of the stay.</param>
    Task BeganAsync(RecordsSession session, Conversation conversation, string stayId);

    /// <summary>A stay is over on this side, for whatever reason: of one of ours at another gateway, or of a guest from there.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, still with its host.</param>
    /// <param name="why">In a fixed word (see <c>docs/consortium.md</c>).</param>
    Task EndedAsync(RecordsSession session, Conversation conversation, string why);

    /// <summary>Our counsellor says that a guest from another gateway is in danger: the alarm is to ring at home.</summary>
    Task AlarmAsync(RecordsSession session, Conversation conversation);

    /// <summary>Whether our counsellors may still speak with a guest from another gateway: home was heard of a moment ago.</summary>
    Task<bool> MaySpeakAsync(RecordsSession session, Conversation conversation);
}
