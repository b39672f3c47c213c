using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Passages;

/// <summary>How the opening of a link ended.</summary>
public enum OpenOutcome
{
    /// <summary>The conversation goes on in this browser; also when it was this browser that opened the link before.</summary>
    Opened,

    /// <summary>It can be opened. Looking at a link never opens it: the apps themselves fetch links to show a preview.</summary>
    CanBeOpened,

    /// <summary>Somebody has opened it before.</summary>
    Used,

    /// <summary>Its time is over, it was taken back, its talk has ended, or there never was such a link.</summary>
    Over,

    /// <summary>Another talk is open in this browser; it would be lost.</summary>
    OtherTalk,
}

/// <summary>Opens a link: exactly one browser gets the conversation, and the person is told where they came from.</summary>
/// <remarks>Two who open it at once are put in order by the row lock of the conversation; the second one finds it used.</remarks>
public sealed class OpenPassage(
    IRecords records, ConversationLog log, OutboxRows outbox, PersonTexts texts, PassageLinks links, Contacts contacts, OrganisationDirectory organisations,
    TimeProvider time)
{
    /// <summary>Says whether a link can be opened, and changes nothing.</summary>
    public Task<OpenOutcome> LookAsync(string pageAccount, Redacted<string> link, Redacted<string>? cookie, CancellationToken cancel = default) =>
        records.ReadAsync(async session =>
        {
            if (await PassageRows.ByLinkAsync(session, pageAccount, links.HashOf(link)) is not { } passage) return OpenOutcome.Over;
            return await JudgeAsync(session, passage, await ConversationRows.FindAsync(session, passage.ConversationId), pageAccount, cookie);
        }, cancel);

    /// <summary>Opens it.</summary>
    /// <param name="pageAccount">The web chat, for example <c>chat/komorebi</c>.</param>
    /// <param name="link">The link's secret.</param>
    /// <param name="cookie">What the browser holds already, if anything.</param>
    /// <param name="browser">What the browser will hold. The page has chosen it, so that a second tap is known as the same browser.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<OpenOutcome> OpenAsync(
        string pageAccount, Redacted<string> link, Redacted<string>? cookie, Redacted<string> browser, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await PassageRows.ByLinkAsync(session, pageAccount, links.HashOf(link)) is not { } seen) return OpenOutcome.Over;
            var conversation = await ConversationRows.LockAsync(session, seen.ConversationId);
            // Read again under the lock: somebody may have been quicker.
            var passage = (await PassageRows.ByLinkAsync(session, pageAccount, links.HashOf(link)))!;
            var hash = contacts.HashOf(pageAccount, browser);
            if (passage is { EndedAt: null, PageHash: { } opener } && opener.AsSpan().SequenceEqual(hash)) return OpenOutcome.Opened;
            var outcome = await JudgeAsync(session, passage, conversation, pageAccount, cookie);
            if (outcome != OpenOutcome.CanBeOpened) return outcome;
            await MoveAsync(session, passage, conversation!, hash);
            return OpenOutcome.Opened;
        }, cancel);

    private async Task MoveAsync(RecordsSession session, Passage passage, Conversation conversation, byte[] pageHash)
    {
        var now = time.NowMs();
        var entrance = organisations.IsEntranceOnly(conversation.ChannelAccount);
        // From an account that is only an entrance there is no other place in which they could read what was written while they were away.
        var unread = entrance ? await PassageRows.SeenToAsync(session, conversation.Id) : null;
        var told = texts.Say(conversation.Language, entrance ? "entrance.opened" : "passage.opened") with { ToChannel = true };
        (conversation, var entries) = await log.AppendAsync(
            session, conversation with { PassageId = passage.Id }, new NewEntry(EntryKinds.Stage, Authors.System, new EntryBody(Stage: PassageStages.OnPage)), told);
        await outbox.AddAsync(session, conversation, entries);
        // A page that was opened before, perhaps by somebody else, shows nothing more from here on.
        await PassageRows.EndAllAsync(session, conversation.Id, now);
        await PassageRows.OpenAsync(session, passage with { PageHash = pageHash, OpenedAt = now, ShownAfter = conversation.LastNumber, UnreadAfter = unread });
    }

    private async Task<OpenOutcome> JudgeAsync(
        RecordsSession session, Passage passage, Conversation? conversation, string pageAccount, Redacted<string>? cookie)
    {
        if (passage.OpenedAt is not null) return OpenOutcome.Used;
        if (!passage.CanBeOpened(time.NowMs()) || conversation is not { ClosedAt: null, IsErased: false }) return OpenOutcome.Over;
        if (cookie is not { } kept) return OpenOutcome.CanBeOpened;
        var other = await PassageRows.TalkOfPageAsync(session, pageAccount, contacts.HashOf(pageAccount, kept));
        return other is { ClosedAt: null } && other.Id != passage.ConversationId ? OpenOutcome.OtherTalk : OpenOutcome.CanBeOpened;
    }
}

/// <summary>What the quiet lines of a passage are called.</summary>
public static class PassageStages
{
    /// <summary>The person goes on on a web page.</summary>
    public const string OnPage = "on_page";

    /// <summary>The person is back where they began.</summary>
    public const string OffPage = "off_page";
}
