using System.Text;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Intake;

/// <summary>
/// Somebody who waits says by whom they would like to be answered, or takes it back, whenever they want: 「相談員の希望」 (a button on the web chat) is answered with what can be wished, each one tap or
/// word. Nobody is asked for it here.
/// </summary>
/// <remarks>None of these words can be what somebody in despair writes: 「希望なし」 and its like would be "no hope" (a test looks at them).</remarks>
public sealed class AskForWish : IAskedWhileWaiting
{
    private const int Longest = 40;

    private readonly ConversationLog _log;
    private readonly WelcomePerson _welcome;
    private readonly PersonTexts _texts;
    private readonly NoteWish _note;
    private readonly HashSet<string> _asking;
    private readonly Dictionary<string, string> _meaning;

    // What can be wished, in the order in which it is offered, and the facts that it becomes.
    private static readonly (string Key, (string Fact, string Value)[] Facts)[] s_wishes =
    [
        ("wish.woman", [("wish.gender", "woman")]),
        ("wish.man", [("wish.gender", "man")]),
        ("wish.same", [("wish.generation", "same")]),
        ("wish.language", [("wish.language", "same")]),
        ("wish.any", [("wish.gender", "any"), ("wish.generation", "any"), ("wish.language", "any")]),
    ];

    /// <summary>Knows the words of every language.</summary>
    public AskForWish(ConversationLog log, WelcomePerson welcome, PersonTexts texts, NoteWish note)
    {
        (_log, _welcome, _texts, _note) = (log, welcome, texts, note);
        _asking = [.. texts.Languages.Select(language => Bare(texts.Text(language, "wish.ask")))];
        _meaning = s_wishes.SelectMany(wish => texts.Languages.Select(language => (Word: Bare(texts.Text(language, wish.Key)), wish.Key))).DistinctBy(one => one.Word)
            .ToDictionary(one => one.Word, one => one.Key);
    }

    /// <inheritdoc />
    public bool MayAnswer(string text) => text.Length <= Longest && Bare(text) is var word && (_asking.Contains(word) || _meaning.ContainsKey(word));

    /// <inheritdoc />
    public async Task<(Conversation Conversation, bool WasAnswer)> HearAsync(RecordsSession session, Conversation conversation, Entry heard)
    {
        if (conversation.Stage != Stage.Waiting || conversation.Host is not null) return (conversation, false);
        var word = Bare(heard.Body.Text ?? "");
        if (_asking.Contains(word)) return (await _welcome.SayAsync(session, conversation, [Menu(conversation)]), true);
        if (!_meaning.TryGetValue(word, out var key)) return (conversation, false);
        var facts = s_wishes.First(wish => wish.Key == key).Facts.ToDictionary(fact => fact.Fact, fact => fact.Value);
        (conversation, _) = await _log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Facts, Authors.Person, new EntryBody(Facts: facts)));
        return (await _note.FollowAsync(session, conversation, always: true), true);
    }

    // By SMS nothing can be tapped: the words themselves are sent.
    private NewEntry Menu(Conversation conversation)
    {
        var foreign = WishCode.Spoken(conversation.Language) is not null;
        string[] words = [.. s_wishes.Where(wish => wish.Key != "wish.language" || foreign).Select(wish => _texts.Text(conversation.Language, wish.Key))];
        var menu = _texts.Text(conversation.Language, "wish.menu");
        return conversation.Channel == ChannelNames.Sms && conversation.PassageId is null
            ? new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: string.Join('\n', [menu, .. words])))
            : new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: menu, Options: words, Choice: Choices.WhileWaiting(conversation.TellTurn)));
    }

    // As a phone may write it: another width, a full stop behind it, capitals, blanks around the colon.
    private static string Bare(string words)
    {
        try
        {
            return words.Normalize(NormalizationForm.FormKC).Trim().Trim('「', '」', '。', '.', '"', '“', '”', ' ').Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        }
        catch (ArgumentException)
        {
            // Half a character is no word.
            return "";
        }
    }
}
