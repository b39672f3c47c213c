using Gateway.Conversations.Feed;
using Gateway.Primitives;

namespace Gateway.ConsoleHub;

/// <summary>Tells a person's page, or their phone, that the counsellor is writing; only for conversations that this console is shown.</summary>
public sealed class TypingNotes(Consoles consoles, IFeed feed, Publisher publisher)
{
    /// <summary>The counsellor at this connection is writing.</summary>
    public void CounsellorTypes(string connectionId, string conversationId)
    {
        if (consoles.Find(connectionId)?.IsShown(conversationId) != true) return;
        var typing = new CounsellorTyping(conversationId);
        feed.Publish(typing);
        // A page listens at any node; a provider is to be asked once, by this one.
        _ = publisher.PublishAsync(typing);
    }
}
