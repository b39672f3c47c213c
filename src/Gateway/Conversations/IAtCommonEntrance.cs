using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>共同の窓口: somebody above who greets whoever comes to the common entrance of a consortium, and finds out who answers them.</summary>
public interface IAtCommonEntrance
{
    /// <summary>Whether a channel account is declared one. Every message comes by here.</summary>
    bool Is(string channelAccount);

    /// <summary>Takes what somebody at the door said or did, within the transaction that takes it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, in its first stage, with the word in it and its grade.</param>
    /// <param name="heard">What was said or done.</param>
    /// <param name="spoke">Whether it was a word; not so for whoever has only added the account.</param>
    /// <returns>False: the account is no common entrance at this moment, and they are taken in as everybody is.</returns>
    Task<bool> StandAsync(RecordsSession session, Conversation conversation, Entry heard, bool spoke);
}

/// <summary>Whoever lets people into the queue: for somebody who was routed to the organisation that answers them.</summary>
public interface IReceiveRouted
{
    /// <summary>They join the queue of their organisation, learn their place, and its guide goes on with what they have told, within the caller's transaction. The caller tells the queue after the commit.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, in its first stage.</param>
    /// <param name="routed">When they came, what they hear before their place, what they can tap, and what they have told.</param>
    Task<Conversation> LetInAsync(RecordsSession session, Conversation conversation, Routed routed);

    /// <summary>They waited at one organisation and wait at another one now: by whom they would like to be answered is judged anew, by who is there; and its guide goes on for that of the one before.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, the new organisation's already.</param>
    /// <param name="told">The state of the guide's script from the entrance, as JSON; nothing where they were asked nothing.</param>
    Task<Conversation> GoOnAsync(RecordsSession session, Conversation conversation, string? told);

    /// <summary>Says the one sentence to somebody whom nobody may answer: that it is so for a while, and who does.</summary>
    Task<Conversation> KeepOutAsync(RecordsSession session, Conversation conversation);
}

/// <summary>How somebody comes from a common entrance.</summary>
/// <param name="ArrivedAt">When they said their first word there, in milliseconds: their place.</param>
/// <param name="Before">What they hear first.</param>
/// <param name="Options">What they can tap besides leaving.</param>
/// <param name="Told">The state of the guide's script, as JSON; nothing where they were asked nothing.</param>
public sealed record Routed(long ArrivedAt, IReadOnlyList<NewEntry> Before, IReadOnlyList<string> Options, string? Told)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}
