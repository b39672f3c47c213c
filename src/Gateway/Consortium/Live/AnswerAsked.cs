using System.Text;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>Takes the person's answer: the words of a button, or two digits and yes or no. A bare 「はい」 answers nothing here.</summary>
public sealed class AnswerAsked : IAskedWhileWaiting, IOtherQuestion
{
    internal const string Yes = "partner.yes";
    internal const string Stay = "partner.stay";
    private const int LongestAnswer = 60;

    private readonly ConversationLog _log;
    private readonly OutboxRows _outbox;
    private readonly MoveConversation _move;
    private readonly GuestStays _guests;
    private readonly PersonTexts _texts;
    private readonly OrganisationDirectory _organisations;
    private readonly OverflowSignal _signal;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _yes;
    private readonly HashSet<string> _stay;

    /// <summary>Knows the words on the buttons in every language.</summary>
    public AnswerAsked(
        ConversationLog log, OutboxRows outbox, MoveConversation move, GuestStays guests, PersonTexts texts, OrganisationDirectory organisations, OverflowSignal signal, TimeProvider time)
    {
        (_log, _outbox, _move, _guests, _texts, _organisations, _signal, _time) = (log, outbox, move, guests, texts, organisations, signal, time);
        _yes = [.. texts.Languages.Select(language => Bare(texts.Text(language, Yes)))];
        _stay = [.. texts.Languages.Select(language => Bare(texts.Text(language, Stay)))];
    }

    /// <inheritdoc />
    public bool MayAnswer(string text) => text.Length <= LongestAnswer && Split(text).Words is var words && (_yes.Contains(words) || _stay.Contains(words));

    /// <inheritdoc />
    public async Task<(Conversation Conversation, bool WasAnswer)> HearAsync(RecordsSession session, Conversation conversation, Entry heard)
    {
        var (words, code) = Split(heard.Body.Text ?? "");
        var (yes, asked) = (_yes.Contains(words), await OverflowRows.OfConversationAsync(session, conversation.Id));
        return Meant(asked, yes, code) is { } question ? await AnswerAsync(session, conversation, question, yes) : (conversation, false);
    }

    // The buttons of the first question have no digits. A yes is for exactly the question under which it stood; to stay is never wrong, and ends whatever stands.
    private static OverflowQuestion? Meant(IReadOnlyList<OverflowQuestion> asked, bool yes, string? code) =>
        code is not null ? asked.LastOrDefault(one => one.Code == code) : asked.Count == 0 ? null : asked[yes ? 0 : ^1];

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) => OverflowRows.CodesAsync(session, contactId);

    /// <inheritdoc />
    public async Task<(Conversation Conversation, bool WasAnswer)> AnswerAsync(RecordsSession session, Conversation conversation, Entry heard, TypedAnswer answer)
    {
        if (answer.Kind == TypedKind.Some) return (conversation, false);
        var question = (await OverflowRows.OfConversationAsync(session, conversation.Id)).LastOrDefault(one => one.Code == answer.Code);
        return question is null ? (conversation, false) : await AnswerAsync(session, conversation, question, answer.Kind == TypedKind.Yes);
    }

    private async Task<(Conversation Conversation, bool WasAnswer)> AnswerAsync(RecordsSession session, Conversation conversation, OverflowQuestion question, bool yes)
    {
        if (conversation.Stage != Stage.Waiting) return (conversation, false);
        var stands = question.State is QuestionState.Asked or QuestionState.Agreed && conversation.Host is null;
        if (yes && stands) return (await AgreeAsync(session, conversation, question), true);
        if (yes && conversation.Host == question.Partner) return (conversation, true);
        // Late: it must not be taken for a yes to anything, and they must not believe that it was.
        if (yes) return (await SayAsync(session, conversation, "partner.not", question.Partner), true);
        if (stands) return (await StayAsync(session, conversation, question), true);
        if (conversation.Host != question.Partner) return (await SayAsync(session, conversation, "partner.stays", question.Partner), true);
        // They have changed their mind, and nobody has begun to answer.
        await OverflowRows.SetAsync(session, question.Id, QuestionState.Stays, _time.NowMs());
        return (await _move.FetchHomeAsync(session, conversation, "person") ?? conversation, true);
    }

    // The way there follows by itself: the rules are looked at again, for minutes may lie between question and answer.
    private async Task<Conversation> AgreeAsync(RecordsSession session, Conversation conversation, OverflowQuestion question)
    {
        if (question.State == QuestionState.Asked)
        {
            await OverflowRows.SetAsync(session, question.Id, QuestionState.Agreed, _time.NowMs());
            await _guests.AuditAsync(session, conversation, "person", "overflow.agreed", $"partner {question.Partner}");
        }

        session.AfterCommit(_signal.Notify);
        return conversation;
    }

    private async Task<Conversation> StayAsync(RecordsSession session, Conversation conversation, OverflowQuestion question)
    {
        await OverflowRows.SetAsync(session, question.Id, QuestionState.Stays, _time.NowMs());
        await _guests.AuditAsync(session, conversation, "person", "overflow.stays", $"partner {question.Partner}");
        return await SayAsync(session, conversation, "partner.stays", question.Partner);
    }

    internal async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, string key, string partner)
    {
        var name = _organisations.FindOrganisation(partner)?.ContactNameIn(conversation.Language) ?? partner;
        (conversation, var entries) = await _log.AppendAsync(
            session, conversation, _texts.Say(conversation.Language, key, ("partner", name)).With(Choices.WhileWaiting(conversation.TellTurn)));
        await _outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    private static (string Words, string? Code) Split(string text)
    {
        var bare = Bare(text);
        return bare is [.., ' ', >= '0' and <= '9', >= '0' and <= '9'] ? (bare[..^3].TrimEnd(), bare[^2..]) : (bare, null);
    }

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
