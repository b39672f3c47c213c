using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake.Blocks;

/// <summary>
/// Somebody whom a supervisor has blocked writes: their words are kept at the door, they are told so once, and nobody is rung up. It is never so with
/// signs of danger: then they join the queue as everybody does.
/// </summary>
public sealed class KeepAtDoor(WelcomePerson welcome, PersonTexts texts, Hotlines hotlines, TimeProvider time)
{
    /// <summary>Whether the person stays at the door. Tells them so with the first word of a conversation.</summary>
    /// <param name="session">The transaction that takes the word.</param>
    /// <param name="conversation">The conversation, locked, in its first stage, with the word in it and its grade.</param>
    /// <param name="told">Whether they have heard something in this conversation already.</param>
    public async Task<bool> KeepsAsync(RecordsSession session, Conversation conversation, bool told)
    {
        if (conversation.Grade >= Grade.Middle || !await BlockRows.StandsAsync(session, conversation.ContactId, time.NowMs())) return false;
        if (!told) await welcome.SayAsync(session, conversation, [Sentence(texts, hotlines, conversation.Language)]);
        return true;
    }

    /// <summary>The one plain sentence: that nobody answers here for a while, and who does.</summary>
    internal static NewEntry Sentence(PersonTexts texts, Hotlines hotlines, string language)
    {
        var hotline = hotlines.ForVoice(language);
        return texts.Say(language, "blocked", ("hotline", $"{hotline.Name} {hotline.Number}"), ("hours", hotline.Hours));
    }
}
