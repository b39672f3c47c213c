using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.Introductions;

/// <summary>How it ended when somebody used the number of a card.</summary>
internal enum CardOutcome
{
    /// <summary>It is theirs: they may read it.</summary>
    Opened,

    /// <summary>There is no such card: most likely a slip.</summary>
    Unknown,

    /// <summary>It is past its day, was used by somebody else, was taken back, or its body is let in no more. Which of these, nobody is told.</summary>
    Over,

    /// <summary>So many numbers led nowhere that none is looked up for a while. Nothing is said of this one.</summary>
    Limited,
}

/// <summary>The person with a card: they type its number on a page, on LINE or by SMS. The first phone or browser has it, and no other.</summary>
internal sealed class TakeCard(
    IRecords records, IntroductionRows rows, DecideCard decide, CardGuesses guesses, AskConsent codes, PersonTexts texts, AuditTrail audit) : IWhenPersonSpeaks
{
    /// <summary>Opens it on a page.</summary>
    /// <param name="organisation">Whose line it is.</param>
    /// <param name="account">The web chat.</param>
    /// <param name="holder">The keyed hash of the browser's secret.</param>
    /// <param name="caller">The address from which the page is called.</param>
    /// <param name="conversationId">The talk that is open in this browser; nothing before the first word.</param>
    /// <param name="number">Twelve digits.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<CardOutcome> OpenAsync(
        string organisation, string account, byte[] holder, Redacted<string> caller, string? conversationId, string number, CancellationToken cancel) =>
        records.WriteAsync(async session =>
        {
            // First the conversation, then the card: everybody in this order.
            var conversation = await OpenTalkAsync(session, conversationId);
            var (outcome, card) = await HoldAsync(session, organisation, new CardTry(account, holder, caller), number);
            if (card is { State: IntroductionState.Held, ConversationId: null } && conversation is not null) await IntroductionRows.SaveAsync(session, card with { ConversationId = conversation.Id });
            return outcome;
        }, cancel);

    /// <summary>The card of a browser, or of the talk in it, with the name of its body; nothing when there is none that leads anywhere.</summary>
    public Task<(Introduction Card, string Body)?> HeldAsync(string account, byte[] holder, string? conversationId, CancellationToken cancel) =>
        records.ReadAsync<(Introduction, string)?>(async session =>
            await rows.HeldAsync(session, account, holder, conversationId) is { } card && await decide.IsAliveAsync(session, card) && await decide.BodyNameAsync(session, card) is { } body
                ? (card, body)
                : null, cancel);

    /// <summary>A tap on the page: the counsellor may read it, or it is left out. Once.</summary>
    /// <returns>False when there was nothing to decide any more.</returns>
    public Task<bool> DecideAsync(string account, byte[] holder, string? conversationId, string id, bool show, bool tell, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        var conversation = await OpenTalkAsync(session, conversationId);
        if (await rows.LockAsync(session, id) is not { State: IntroductionState.Held } card) return false;
        if (!card.IsHeldBy(account, holder) && (conversation is null || card.ConversationId != conversation.Id)) return false;
        if (!await decide.IsAliveAsync(session, card)) return false;
        await decide.DecideAsync(session, card, conversation, show, tell);
        return true;
    }, cancel);

    /// <inheritdoc />
    public bool Asks(string? text) => CardNumber.In(text) is not null;

    /// <inheritdoc />
    public async Task<Conversation> HearAsync(RecordsSession session, Conversation conversation, Entry heard)
    {
        if (CardNumber.In(heard.Body.Text) is { } number) return await ByWordAsync(session, conversation, number);
        if (heard.Number != 1 || await rows.LockWaitingAsync(session, conversation.ContactId) is not { } card || (card.State == IntroductionState.Held && !await decide.IsAliveAsync(session, card))) return conversation;
        // What was decided on the page before the first word holds, whatever became of the card since: the page has said so.
        if (card.State != IntroductionState.Held) return (await decide.PassAsync(session, card, conversation, say: card.State == IntroductionState.Shown)).Conversation;
        // Whoever has not decided yet finds the question at the head of their page.
        await IntroductionRows.SaveAsync(session, card with { ConversationId = conversation.Id });
        return conversation;
    }

    private async Task<Conversation> ByWordAsync(RecordsSession session, Conversation conversation, string number)
    {
        var contact = await session.FindAsync<Holder>(
            "SELECT channel_account AS Account, address_hash AS Hash FROM contact WHERE id = @ContactId", new { conversation.ContactId });
        var (outcome, card) = await HoldAsync(session, conversation.Organisation, new CardTry(contact!.Account, contact.Hash, null), number);
        if (card is null || outcome != CardOutcome.Opened)
            return await decide.SayAsync(session, conversation, [texts.Say(conversation.Language, "introduction." + outcome switch
            {
                CardOutcome.Unknown => "unknown",
                CardOutcome.Limited => "limited",
                _ => "over",
            })]);
        if (card.State != IntroductionState.Held) return conversation;
        if (conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null)
        {
            // On a page the words stand behind its head, and nobody is asked to agree to words that they do not see.
            await IntroductionRows.SaveAsync(session, card with { ConversationId = conversation.Id });
            return await decide.SayAsync(session, conversation, [texts.Say(conversation.Language, "introduction.page")]);
        }

        card = card with { ConversationId = conversation.Id, Code = card.Code ?? await codes.NewCodeAsync(session, conversation.ContactId) };
        await IntroductionRows.SaveAsync(session, card);
        return await decide.SayAsync(session, conversation, [Question(conversation, card)]);
    }

    private async Task<(CardOutcome Outcome, Introduction? Card)> HoldAsync(RecordsSession session, string organisation, CardTry tried, string number)
    {
        var found = await rows.LockByCardAsync(session, organisation, number);
        // Whoever holds it tries nothing: their own number says to them what they know, however many others have led nowhere.
        var own = found is not null && found.IsHeldBy(tried.Account, tried.Holder);
        if (!own && !await guesses.MayTryAsync(session, tried)) return (CardOutcome.Limited, null);
        var (outcome, card) = await OpenAsync(session, organisation, tried, found);
        if (!own && outcome != CardOutcome.Opened) await guesses.MissedAsync(session, tried);
        return (outcome, card);
    }

    private async Task<(CardOutcome Outcome, Introduction? Card)> OpenAsync(RecordsSession session, string organisation, CardTry tried, Introduction? card)
    {
        if (card is null) return (CardOutcome.Unknown, null);
        if (!await decide.IsAliveAsync(session, card)) return (CardOutcome.Over, null);
        if (card.State != IntroductionState.Written) return card.IsHeldBy(tried.Account, tried.Holder) ? (CardOutcome.Opened, card) : (CardOutcome.Over, null);
        card = card with { State = IntroductionState.Held, HolderAccount = tried.Account, HolderHash = tried.Holder };
        await IntroductionRows.SaveAsync(session, card);
        await audit.AppendAsync(session, organisation, "person", "introduction.opened", card.Id, $"at {tried.Account}");
        return (CardOutcome.Opened, card);
    }

    private static async Task<Conversation?> OpenTalkAsync(RecordsSession session, string? id) =>
        id is not null && await ConversationRows.LockAsync(session, id) is { ClosedAt: null, IsErased: false } conversation ? conversation : null;

    // What was written about them follows when it is sent; in the log, which the counsellor reads, it does not stand.
    private NewEntry Question(Conversation conversation, Introduction card)
    {
        string Word(string key) => $"{card.Code} {texts.Text(conversation.Language, key)}";
        var (yes, no, tell) = (Word("together.yes"), Word("together.no"), $"{card.Code} {AnswerCard.AndTell}");
        var ask = texts.Text(conversation.Language, "introduction.ask", ("yes", yes), ("no", no));
        if (card.AsksAnswer) ask += "\n" + texts.Text(conversation.Language, "introduction.tell", ("tell", tell));
        var onLine = conversation.Channel == ChannelNames.Line;
        return new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: ask, OwnWords: card.Id, Options: onLine ? [yes, no] : null));
    }

    private sealed class Holder
    {
        public string Account { get; init; } = "";

        public byte[] Hash { get; init; } = [];
    }
}
