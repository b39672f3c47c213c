using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary>Asks somebody who waits whether a partner may answer, with its name, what it would see, and that staying costs nothing. Once; silence is a no.</summary>
public sealed class AskPerson(
    ConversationLog log, OutboxRows outbox, PersonTexts texts, OrganisationDirectory organisations, AskConsent codes, SafeReach safe, GuestStays guests, Ids ids, TimeProvider time)
{
    /// <summary>Asks, within the caller's transaction.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversationId">Whom.</param>
    /// <param name="consortiumId">By whose rules.</param>
    /// <param name="partner">Who would answer.</param>
    /// <param name="byTold">The partner is there for certain ages, areas or topics: that they fit was seen by what the person told, and they are told so.</param>
    /// <returns>False when they do not wait at home any more, were asked already, or nothing may be sent to them just now.</returns>
    public async Task<bool> AskAsync(RecordsSession session, string conversationId, string consortiumId, string partner, bool byTold = false)
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Waiting, Host: null, AsideAt: null, SeatId: null, IsErased: false } conversation) return false;
        var before = await OverflowRows.OfConversationAsync(session, conversationId);
        if (before.Any(question => question.Partner == partner || question.State is QuestionState.Asked or QuestionState.Agreed)) return false;
        var onPage = conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
        if (!onPage && (organisations.IsEntranceOnly(conversation.ChannelAccount) || !await MayReadAsync(session, conversation))) return false;
        var question = new OverflowQuestion(
            ids.New(), conversationId, conversation.ContactId, consortiumId, partner, await codes.NewCodeAsync(session, conversation.ContactId), QuestionState.Asked, time.NowMs());
        await OverflowRows.InsertAsync(session, question);
        (_, var entries) = await log.AppendAsync(session, conversation, Words(conversation, question, onPage, first: before.Count == 0, byTold));
        await outbox.AddAsync(session, conversation, entries);
        await guests.AuditAsync(session, conversation, "gateway", "overflow.asked", $"partner {partner}");
        return true;
    }

    // Where others may see the phone, a neutral sentence would arrive in the place of the question: it would be used up, and nobody would have read it.
    private async Task<bool> MayReadAsync(RecordsSession session, Conversation conversation) =>
        safe.IsThere(conversation) || (await safe.WishAsync(session, conversation) is var wish && wish != SafeReach.Seen && SafeReach.HoursAllow(wish, time.GetUtcNow()));

    // By SMS nothing can be tapped; elsewhere the words on the buttons are the answer. From the second question on they carry its digits: a button of an older one answers that one alone.
    private NewEntry Words(Conversation conversation, OverflowQuestion question, bool onPage, bool first, bool byTold)
    {
        var name = organisations.FindOrganisation(question.Partner)?.ContactNameIn(conversation.Language) ?? question.Partner;
        var digits = first ? "" : " " + question.Code;
        var inWords = conversation.Channel == ChannelNames.Sms && !onPage;
        List<string> lines = [Text("partner.ask", ("partner", name)), Text("partner.ask.shared"), Text("partner.ask.free")];
        if (byTold) lines.Insert(2, Text("partner.ask.told"));
        if (inWords) lines.Add(Text("partner.ask.how", ("code", question.Code)));
        return new NewEntry(
            EntryKinds.Message, Authors.Bot,
            new EntryBody(Text: string.Join('\n', lines), Options: inWords ? null : [Text(AnswerAsked.Yes) + digits, Text(AnswerAsked.Stay) + digits], Choice: Choices.LeaveQueue));

        string Text(string key, params ReadOnlySpan<(string, string)> values) => texts.Text(conversation.Language, key, values);
    }
}
