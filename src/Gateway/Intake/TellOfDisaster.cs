using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>What somebody is told while a disaster mode holds: whoever told their prefecture, of theirs; everybody, where it is for everybody.</summary>
public sealed class TellOfDisaster(DisasterBoard disasters, ConversationLog log, WelcomePerson welcome)
{
    /// <summary>What concerns them now; nothing where nothing does.</summary>
    public async Task<string?> WordsAsync(RecordsSession session, Conversation conversation)
    {
        if (!disasters.Of(conversation.Organisation).Any()) return null;
        var facts = log.Open(conversation.Id, conversation.WrappedKey, await EntryRows.OfKindAsync(session, conversation.Id, EntryKinds.Facts));
        return disasters.WordsFor(conversation.Organisation, conversation.Language, ToldArea.LastIn(facts));
    }

    /// <summary>They have just told a prefecture: where something holds there, and not for everybody, they are told now. On a page it stands at the top from the next look on, and here as well.</summary>
    public async Task<Conversation> ToldAsync(RecordsSession session, Conversation conversation, string area)
    {
        var there = disasters.Of(conversation.Organisation).Where(one => !one.Plan.Everybody && one.Concerns(area)).Select(one => one.Plan.In(conversation.Language)).Distinct().ToList();
        return there.Count == 0
            ? conversation
            : await welcome.SayAsync(session, conversation, [new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: string.Join('\n', there)))]);
    }
}
