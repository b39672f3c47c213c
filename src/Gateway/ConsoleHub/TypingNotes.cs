using Gateway.Conversations.Feed;

namespace Gateway.ConsoleHub;

/// <summary>Tells a person's page that the counsellor is writing; only for conversations that this console is shown.</summary>
public sealed class TypingNotes(Consoles consoles, IFeed feed)
{
    /// <summary>The counsellor at this connection is writing.</summary>
    public void CounsellorTypes(string connectionId, string conversationId)
    {
        if (consoles.Find(connectionId)?.IsShown(conversationId) == true) feed.Publish(new CounsellorTyping(conversationId));
    }
}
