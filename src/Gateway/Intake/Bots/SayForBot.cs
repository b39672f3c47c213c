using Gateway.Conversations;
using Gateway.Records;
using Gateway.Records.Sealing;
using Gateway.WaitingQueue;

namespace Gateway.Intake.Bots;

/// <summary>Puts what a bot answered into the conversation, within the caller's transaction: words, facts, what it wants to know again, the way into the queue.</summary>
public sealed class SayForBot(ConversationLog log, WelcomePerson welcome, JoinQueue queue, NoteWish wishes, TellOfDisaster disasters, Vault vault)
{
    /// <summary>Stores an answer. Words are passed on only while the bot has the person: not beside a counsellor, and not when it has been stopped.</summary>
    /// <returns>The conversation as it now stands.</returns>
    public async Task<Conversation> StoreAsync(RecordsSession session, Conversation conversation, BotTalk talk, BotAnswer answer)
    {
        if (conversation.Stage == Stage.Closed) return conversation;
        var asking = talk.Phase == BotPhases.Asking && conversation.Stage is Stage.Intake or Stage.Waiting;
        var memory = BotMemory.Of(vault, conversation, talk);
        // What becomes of a wish is said first: only what stands last can be tapped.
        var (facts, early) = (FactsOf(answer), false);
        if (facts.Keys.Any(name => name.StartsWith(NoteWish.Prefix, StringComparison.Ordinal) || (name == "age" && conversation.Wish is not null)))
        {
            early = true;
            conversation = await wishes.FollowAsync(session, await KeepAsync(session, conversation, facts));
        }

        if (asking && facts.GetValueOrDefault("area") is { } area) conversation = await disasters.ToldAsync(session, conversation, area);
        if (asking)
        {
            var (said, offered) = WordsOf(conversation, answer);
            if (said.Count > 0)
            {
                conversation = await welcome.SayAsync(session, conversation, said);
                memory = memory with { Offered = offered };
                talk = talk with { SilentSince = null };
            }

            if (answer.HandOff || answer.End) talk = talk with { Phase = BotPhases.Quiet, SilentSince = null };
        }

        if (facts.Count > 0 && !early) conversation = await KeepAsync(session, conversation, facts);
        memory = memory with { State = answer.State ?? memory.State };
        await BotRows.SaveTalkAsync(session, talk with { Memory = memory.Seal(vault, conversation) });
        return asking && (answer.HandOff || answer.End) ? await LetInAsync(session, conversation) : conversation;
    }

    private async Task<Conversation> KeepAsync(RecordsSession session, Conversation conversation, Dictionary<string, string> facts) =>
        (await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: facts)))).Conversation;

    /// <summary>Whoever is still at the door joins the queue.</summary>
    public async Task<Conversation> LetInAsync(RecordsSession session, Conversation conversation)
    {
        if (conversation.Stage != Stage.Intake) return conversation;
        conversation = await welcome.JoinAsync(session, conversation, greet: false);
        var joined = conversation;
        session.AfterCommit(() => queue.JoinSoon(joined));
        return conversation;
    }

    private static (IReadOnlyList<NewEntry> Said, IReadOnlyList<BotChoice> Offered) WordsOf(Conversation conversation, BotAnswer answer)
    {
        var longest = SpeakToPerson.LongestText(conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat);
        var messages = answer.Messages.Where(message => !string.IsNullOrWhiteSpace(message.Text)).Take(BotLimits.Messages).ToList();
        if (messages.Count == 0) return ([], []);
        IReadOnlyList<BotChoice> offered = [.. messages[^1].Choices.Where(choice => !string.IsNullOrWhiteSpace(choice.Label)).Take(BotLimits.Choices)];
        List<NewEntry> said = [.. messages.Select(message => new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: Cut(message.Text, longest))))];
        // Leaving is always among what can be tapped.
        var last = said[^1].Body with { Options = offered.Count == 0 ? null : [.. offered.Select(choice => Cut(choice.Label, 100))], Choice = ChoiceOf(conversation) };
        said[^1] = said[^1] with { Body = last };
        return (said, offered);
    }

    private static string ChoiceOf(Conversation conversation) =>
        conversation.Stage == Stage.Waiting ? Choices.WhileWaiting(conversation.TellTurn) : Choices.LeaveQueue;

    private static Dictionary<string, string> FactsOf(BotAnswer answer)
    {
        var facts = answer.Facts.Where(fact => fact.Key.Length is > 0 and <= 40 && !string.IsNullOrWhiteSpace(fact.Value)).Take(BotLimits.Facts)
            .ToDictionary(fact => fact.Key, fact => Cut(fact.Value, BotLimits.Fact));
        if (!string.IsNullOrWhiteSpace(answer.Summary)) facts["summary"] = Cut(answer.Summary, BotLimits.Fact);
        return facts;
    }

    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(longest - (char.IsHighSurrogate(text[longest - 1]) ? 1 : 0))];
}
