using System.Text;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>
/// Somebody who waits asks to be told when it is their turn, by a tap or a word. They are told once, when a counsellor takes them, and may put the
/// phone away until then. Where nothing can be sent unasked, they are told that instead.
/// </summary>
public sealed class PromiseTurn
{
    private const int LongestAsking = 60;

    private static readonly string[] s_also =
        ["知らせて", "しらせて", "知らせてください", "順番が来たら教えて", "順番がきたら知らせて", "順番がきたら教えて", "呼んで", "呼んでください", "notify me", "tell me when it is my turn", "write me when it is my turn"];

    private readonly WelcomePerson _welcome;
    private readonly ConversationLog _log;
    private readonly PersonTexts _texts;
    private readonly SafeReach _safe;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, IChannelSender> _senders;
    private readonly HashSet<string> _words;

    /// <summary>Knows the words of every language.</summary>
    public PromiseTurn(WelcomePerson welcome, ConversationLog log, PersonTexts texts, IEnumerable<IChannelSender> senders, SafeReach safe, TimeProvider time)
    {
        (_welcome, _log, _texts, _safe, _time) = (welcome, log, texts, safe, time);
        _senders = senders.ToDictionary(sender => sender.Channel);
        _words = [.. s_also.Concat(texts.Languages.Select(language => texts.Text(language, Choices.TextOf(Choices.TellTurn)))).Select(Bare)];
    }

    /// <summary>Whether a message asks for it and says nothing else. Not on the web chat, where there is a button.</summary>
    public bool Asks(Inbound inbound) =>
        inbound is { Kind: InboundKind.Message, Standby: false, Text.Value: { Length: <= LongestAsking } text } && inbound.Channel != ChannelNames.Chat && _words.Contains(Bare(text));

    /// <summary>Notes it for somebody who waits, and says what will happen. Anywhere else it means nothing.</summary>
    /// <param name="session">The transaction that takes the tap or the word.</param>
    /// <param name="conversation">The conversation, locked.</param>
    public async Task<Conversation> NoteAsync(RecordsSession session, Conversation conversation)
    {
        if (conversation.Stage != Stage.Waiting) return conversation;
        var onPage = conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
        if (!onPage && !await MayPromiseAsync(session, conversation))
            return await _welcome.SayAsync(session, conversation, [_texts.Say(conversation.Language, "turn.cannot").With(Choices.LeaveQueue)]);
        if (!conversation.TellTurn)
        {
            var asked = new NewEntry(EntryKinds.Stage, Authors.System, new EntryBody(Stage: "turn_asked"));
            (conversation, _) = await _log.AppendAsync(session, conversation with { TellTurn = true }, asked);
        }

        // On a page the card says it.
        return onPage ? conversation : await _welcome.SayAsync(session, conversation, [_texts.Say(conversation.Language, "turn.noted").With(Choices.LeaveQueue)]);
    }

    // Not what the month's number, or their own word of when they can be reached, would break.
    private async Task<bool> MayPromiseAsync(RecordsSession session, Conversation conversation) =>
        (!_senders.TryGetValue(conversation.Channel, out var sender) || sender.MayPush(conversation.ChannelAccount))
        && SafeReach.HoursAllow(await _safe.WishAsync(session, conversation), _time.GetUtcNow());

    // As a phone may write it: another width, a full stop behind it, capitals.
    private static string Bare(string words)
    {
        try
        {
            return words.Normalize(NormalizationForm.FormKC).Trim().Trim('「', '」', '。', '.', '"', '“', '”', ' ').ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a character is no word.
            return "";
        }
    }
}
