using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>The SQL of <see cref="TakeTogether"/>: inbox, entry and conversation of many people in one statement, committed with it.</summary>
internal static class TogetherRows
{
    // An event that is in the inbox already drops out at "noted": its person's conversation keeps its last number.
    private const string Store =
        """
        WITH word AS (
            SELECT * FROM unnest(@accounts, @events, @inboxKinds, @conversations, @numbers, @ats, @sents, @kinds, @authors, @clients, @bodies, @heard, @due, @dueMinutes,
                @tokens, @tokensUntil)
                AS w (channel_account, event_id, inbox_kind, conversation_id, number, at, sent_at, kind, author, client_id, body, heard_at, due_at, due_minute, token,
                    token_until)
        ), noted AS (
            INSERT INTO inbox (channel_account, event_id, kind, at) SELECT channel_account, event_id, inbox_kind, @now FROM word
            ON CONFLICT (channel_account, event_id) DO NOTHING RETURNING channel_account, event_id
        ), fresh AS (
            SELECT word.* FROM word JOIN noted USING (channel_account, event_id)
        ), said AS (
            INSERT INTO entry (conversation_id, number, at, sent_at, kind, author, client_id, body)
            SELECT conversation_id, number, at, sent_at, kind, author, client_id, body FROM fresh
        )
        UPDATE conversation v SET last_number = f.number, heard_at = f.heard_at, due_at = f.due_at, due_minute = f.due_minute,
            reply_token_sealed = COALESCE(f.token, v.reply_token_sealed), reply_token_until = COALESCE(f.token_until, v.reply_token_until)
        FROM fresh f WHERE v.id = f.conversation_id RETURNING v.id
        """;

    /// <returns>The conversations whose word was new.</returns>
    public static Task<IReadOnlyList<string>> StoreAsync(RecordsSession session, IReadOnlyList<Word> words, long now) =>
        session.QueryAndCommitAsync<string>(Store, new
        {
            accounts = Each(words, word => word.Arrival.ChannelAccount),
            events = Each(words, word => word.Arrival.EventId),
            inboxKinds = Each(words, word => word.Arrival.Kind),
            conversations = Each(words, word => word.Row.ConversationId),
            numbers = Each(words, word => word.Row.Number),
            ats = Each(words, word => word.Row.At),
            sents = Each(words, word => word.Row.SentAt),
            kinds = Each(words, word => word.Row.Kind),
            authors = Each(words, word => word.Row.Author),
            clients = Each(words, word => word.Row.ClientId),
            bodies = Each(words, word => word.Row.Body),
            heard = Each(words, word => word.Numbered.Conversation.HeardAt),
            due = Each(words, word => word.Numbered.Conversation.DueAt),
            dueMinutes = Each(words, word => ConversationRows.Minute(word.Numbered.Conversation.DueAt)),
            tokens = Each(words, word => word.TokenSealed),
            tokensUntil = Each(words, word => word.TokenUntil),
            now,
        });

    private static T[] Each<T>(IReadOnlyList<Word> words, Func<Word, T> value)
    {
        var all = new T[words.Count];
        for (var i = 0; i < all.Length; i++) all[i] = value(words[i]);
        return all;
    }
}
