using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Passages;

/// <summary>Leads the person back from the page to LINE or SMS: by a tap on the page, or by writing there again.</summary>
public sealed class LeavePage(IRecords records, ConversationLog log, OutboxRows outbox, PersonTexts texts, Contacts contacts, TimeProvider time)
{
    /// <summary>The person goes back by a tap on the page.</summary>
    /// <param name="pageAccount">The web chat, for example <c>chat/komorebi</c>.</param>
    /// <param name="cookie">What the browser holds.</param>
    /// <param name="mayLeave">Whether there is a way back from this conversation's page.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>The conversation that went back; nothing when this browser has none.</returns>
    public Task<Conversation?> ByTapAsync(
        string pageAccount, Redacted<string> cookie, Func<Conversation, bool> mayLeave, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            var hash = contacts.HashOf(pageAccount, cookie);
            if (await PassageRows.ByPageAsync(session, pageAccount, hash) is not { } passage) return null;
            if (await ConversationRows.LockAsync(session, passage.ConversationId) is not { ClosedAt: null } conversation || conversation.PassageId != passage.Id) return null;
            return mayLeave(conversation) ? await LeaveAsync(session, conversation, "tap", "passage.back") : null;
        }, cancel);

    /// <summary>The person has written where they began, within the caller's transaction; their words follow.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked, with the person on a page.</param>
    /// <param name="stopped">Whether they said that it was not them who opened the page.</param>
    public Task<Conversation> ByWordAsync(RecordsSession session, Conversation conversation, bool stopped) =>
        LeaveAsync(session, conversation, stopped ? "stopped" : "wrote", stopped ? "passage.stopped" : "passage.back");

    /// <summary>Ends the page without a word, because the talk ends where it began.</summary>
    public async Task<Conversation> EndAsync(RecordsSession session, Conversation conversation)
    {
        await PassageRows.EndAllAsync(session, conversation.Id, time.NowMs());
        return conversation with { PassageId = null };
    }

    /// <summary>
    /// Closes the page of a conversation that came by an account that is only an entrance. Words to the person then stand nowhere until they open a
    /// new link; they never go to the account.
    /// </summary>
    public async Task ByStopAsync(RecordsSession session, Conversation conversation)
    {
        await PassageRows.EndAllAsync(session, conversation.Id, time.NowMs());
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, new NewEntry(EntryKinds.Stage, Authors.System, new EntryBody(Stage: PassageStages.OffPage, Reason: "stopped")),
            texts.Say(conversation.Language, "entrance.stopped") with { ToChannel = true });
        await outbox.AddAsync(session, conversation, entries);
    }

    private async Task<Conversation> LeaveAsync(RecordsSession session, Conversation conversation, string reason, string words)
    {
        await PassageRows.EndAllAsync(session, conversation.Id, time.NowMs());
        (conversation, var entries) = await log.AppendAsync(
            session, conversation with { PassageId = null },
            new NewEntry(EntryKinds.Stage, Authors.System, new EntryBody(Stage: PassageStages.OffPage, Reason: reason)), texts.Say(conversation.Language, words));
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }
}
