using Gateway.Records;

namespace Gateway.Conversations.Passages;

/// <summary>A way from LINE or SMS to a web page for one conversation: a link that one browser may open once.</summary>
/// <param name="Id">Its id. The link's secret is made from it and a key, so that nothing needs to be stored by which it could be read.</param>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="PageAccount">The web chat that it leads to, for example <c>chat/komorebi</c>.</param>
/// <param name="MadeAt">When the link was made, in milliseconds.</param>
/// <param name="LinkUntil">Until when it may be opened, in milliseconds.</param>
/// <param name="PageHash">Keyed hash of the cookie of the browser that opened it.</param>
/// <param name="OpenedAt">When it was opened, in milliseconds.</param>
/// <param name="ShownAfter">The page shows what was said after this number.</param>
/// <param name="EndedAt">When it was taken back, or the person left the page, in milliseconds.</param>
/// <param name="SeenTo">Up to which number the page was before somebody's eyes, as far as it said so.</param>
/// <param name="UnreadAfter">Of what was said before its opening, the page also shows what a counsellor wrote after this number.</param>
public sealed record Passage(
    string Id, string ConversationId, string PageAccount, long MadeAt, long LinkUntil, byte[]? PageHash, long? OpenedAt, long? ShownAfter, long? EndedAt,
    long? SeenTo = null, long? UnreadAfter = null)
{
    /// <summary>Whether it may still be opened. The conversation must also be open.</summary>
    public bool CanBeOpened(long now) => OpenedAt is null && EndedAt is null && LinkUntil > now;
}

/// <summary>The SQL of passages. What changes one holds the conversation's row lock.</summary>
public static class PassageRows
{
    private const string Columns =
        """
        p.id, p.conversation_id AS ConversationId, p.page_account AS PageAccount, p.made_at AS MadeAt, p.link_until AS LinkUntil, p.page_hash AS PageHash,
        p.opened_at AS OpenedAt, p.shown_after AS ShownAfter, p.ended_at AS EndedAt, p.seen_to AS SeenTo, p.unread_after AS UnreadAfter
        """;

    // Somebody came by this page, has not fled from it and was not told yet; and a counsellor's words have stood on it unseen for a while.
    private const string Unread =
        """
        p.opened_at IS NOT NULL AND p.ended_at IS NULL AND p.told_at IS NULL AND p.left_at IS NULL AND EXISTS (
            SELECT 1 FROM entry e WHERE e.conversation_id = p.conversation_id AND e.number > COALESCE(p.seen_to, p.unread_after, p.shown_after)
                AND e.author IN ('counsellor', 'supportBody') AND e.kind = 'message' AND e.at <= @before)
        """;

    internal static Task InsertAsync(RecordsSession session, Passage passage, byte[] linkHash) => session.ExecuteAsync(
        """
        INSERT INTO passage (id, conversation_id, page_account, link_hash, made_at, link_until)
        VALUES (@Id, @ConversationId, @PageAccount, @linkHash, @MadeAt, @LinkUntil)
        """, new { passage.Id, passage.ConversationId, passage.PageAccount, linkHash, passage.MadeAt, passage.LinkUntil });

    internal static Task<Passage?> ByLinkAsync(RecordsSession session, string pageAccount, byte[] linkHash) => session.FindAsync<Passage>(
        $"SELECT {Columns} FROM passage p WHERE p.link_hash = @linkHash AND p.page_account = @pageAccount", new { linkHash, pageAccount });

    /// <summary>The passage that a browser has opened and that has not ended.</summary>
    internal static Task<Passage?> ByPageAsync(RecordsSession session, string pageAccount, byte[] pageHash) => session.FindAsync<Passage>(
        $"SELECT {Columns} FROM passage p WHERE p.page_hash = @pageHash AND p.page_account = @pageAccount AND p.ended_at IS NULL",
        new { pageHash, pageAccount });

    /// <summary>Whether a browser had a page that has ended.</summary>
    public static Task<bool> HasEndedAsync(RecordsSession session, string pageAccount, byte[] pageHash) => session.AnyAsync(
        "SELECT 1 FROM passage p WHERE p.page_hash = @pageHash AND p.page_account = @pageAccount AND p.ended_at IS NOT NULL LIMIT 1", new { pageHash, pageAccount });

    internal static Task<IReadOnlyList<Passage>> MadeSinceAsync(RecordsSession session, string conversationId, long since) => session.QueryAsync<Passage>(
        $"SELECT {Columns} FROM passage p WHERE p.conversation_id = @conversationId AND p.made_at > @since ORDER BY p.made_at", new { conversationId, since });

    /// <summary>Takes back every link of a conversation that nobody has opened.</summary>
    internal static Task EndLinksAsync(RecordsSession session, string conversationId, long now) => session.ExecuteAsync(
        "UPDATE passage SET ended_at = @now WHERE conversation_id = @conversationId AND opened_at IS NULL AND ended_at IS NULL", new { conversationId, now });

    /// <summary>Ends the pages of a conversation, and takes its links back.</summary>
    internal static Task EndAllAsync(RecordsSession session, string conversationId, long now) => session.ExecuteAsync(
        "UPDATE passage SET ended_at = @now WHERE conversation_id = @conversationId AND ended_at IS NULL", new { conversationId, now });

    /// <summary>
    /// The talk that a browser shows, open or closed: its own newest one, or the one that it has opened a link for, whichever came to it later.
    /// </summary>
    public static async Task<Conversation?> TalkOfPageAsync(RecordsSession session, string pageAccount, byte[] pageHash)
    {
        var own = await ConversationRows.NewestAsync(session, pageAccount, pageHash);
        if (await ByPageAsync(session, pageAccount, pageHash) is not { } passage || own?.OpenedAt > passage.OpenedAt) return own;
        return await ConversationRows.FindAsync(session, passage.ConversationId) is { } talk && talk.PassageId == passage.Id
            ? talk with { ShownAfter = passage.ShownAfter!.Value, UnreadAfter = passage.UnreadAfter }
            : own;
    }

    internal static Task OpenAsync(RecordsSession session, Passage passage) => session.ExecuteAsync(
        "UPDATE passage SET page_hash = @PageHash, opened_at = @OpenedAt, shown_after = @ShownAfter, unread_after = @UnreadAfter, ended_at = NULL WHERE id = @Id", passage);

    /// <summary>Up to which number the pages of a conversation have shown it; nothing when none was opened.</summary>
    internal static async Task<long?> SeenToAsync(RecordsSession session, string conversationId) =>
        (await session.QueryAsync<Passage>(
            $"SELECT {Columns} FROM passage p WHERE p.conversation_id = @conversationId AND p.opened_at IS NOT NULL", new { conversationId }))
        .Max(passage => passage.SeenTo ?? passage.UnreadAfter ?? passage.ShownAfter);

    /// <summary>Notes that a page was before somebody's eyes up to a number: whoever was told of news has come back. Needs no lock, because the number only grows.</summary>
    public static Task NoteSeenAsync(RecordsSession session, string pageAccount, byte[] pageHash, long number) => session.ExecuteAsync(
        """
        UPDATE passage SET seen_to = @number, told_at = NULL
        WHERE page_hash = @pageHash AND page_account = @pageAccount AND ended_at IS NULL AND (seen_to IS NULL OR seen_to < @number OR told_at IS NOT NULL)
            AND @number <= (SELECT v.last_number FROM conversation v WHERE v.id = passage.conversation_id)
        """, new { pageHash, pageAccount, number });

    /// <summary>Notes that a page was left by the quick exit: nothing tells its person of news any more.</summary>
    public static Task NoteLeftAsync(RecordsSession session, string passageId, long now) =>
        session.ExecuteAsync("UPDATE passage SET left_at = @now WHERE id = @passageId", new { passageId, now });

    /// <summary>The talks of an account in which something has stood unread on the page since <paramref name="before"/>.</summary>
    internal static Task<IReadOnlyList<string>> UnreadAsync(RecordsSession session, string channelAccount, long before, int limit) => session.QueryAsync<string>(
        $"""
        SELECT v.id FROM conversation v JOIN passage p ON p.id = v.passage_id
        WHERE v.stage IN ('talking', 'handed') AND v.channel_account = @channelAccount AND {Unread} LIMIT @limit
        """, new { channelAccount, before, limit });

    /// <summary>Marks a page's person as told, if there still is something to tell; of two nodes one.</summary>
    internal static async Task<bool> MarkToldAsync(RecordsSession session, string passageId, long before, long now) =>
        await session.ExecuteAsync($"UPDATE passage AS p SET told_at = @now WHERE p.id = @passageId AND {Unread}", new { passageId, before, now }) == 1;
}
