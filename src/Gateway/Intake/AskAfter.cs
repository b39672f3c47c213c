using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>
/// What is asked after a talk on LINE, where the organisation asks: one question under the last message, each answer one tap, the next question in the
/// free reply to it. Nothing is ever pushed for it, and whoever taps nothing hears nothing more of it.
/// </summary>
public sealed class AskAfter(ConversationLog log, OutboxRows outbox, ReplyTokens tokens, Contacts contacts, PersonTexts texts, OrganisationDirectory organisations)
{
    /// <summary>Keeps an answer, as a fact of the talk that is over, and asks what is left.</summary>
    /// <returns>False when it answers nothing that was asked: a talk that is not over, not theirs or not their last; or it was answered before.</returns>
    public async Task<bool> TakeAsync(RecordsSession session, Inbound inbound)
    {
        if (inbound.ConversationId is not { } id || Choices.AnswerOf(inbound.What ?? "") is not var (fact, value)) return false;
        // Who has begun a new talk since is not asked of the old one any more.
        if ((await ConversationRows.NewestAsync(session, inbound.ChannelAccount, contacts.HashOf(inbound.ChannelAccount, inbound.Address)))?.Id != id) return false;
        if (await ConversationRows.LockAsync(session, id) is not { ClosedAt: not null, IsErased: false } talk) return false;
        var asked = AfterQuestions.Of(organisations.FindOrganisation(talk.Organisation));
        var told = await ToldAsync(session, talk);
        if (!asked.Contains(fact) || told.Contains(fact) || value[0] is < '1' or > '5') return false;
        (talk, _) = await log.AppendAsync(session, talk, new NewEntry(EntryKinds.Facts, Authors.Person, new EntryBody(Facts: new Dictionary<string, string> { [fact] = value })));
        if (inbound.ReplyToken is not { } token) return true;
        await tokens.RememberAsync(session, talk, token);
        var next = asked.FirstOrDefault(one => one != fact && !told.Contains(one));
        (talk, var said) = await log.AppendAsync(session, talk, next is null ? texts.Say(talk.Language, "after.thanks") : texts.Say(talk.Language, next).With(AfterQuestions.Answers(next)));
        await outbox.AddAsync(session, talk, said);
        return true;
    }

    private async Task<HashSet<string>> ToldAsync(RecordsSession session, Conversation talk)
    {
        var facts = log.Open(talk.Id, talk.WrappedKey, await EntryRows.OfKindAsync(session, talk.Id, EntryKinds.Facts));
        return [.. facts.SelectMany(entry => entry.Body.Facts?.Keys ?? [])];
    }
}
