using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>The SQL of <see cref="TakeTogether"/>: inbox, entry and conversation of many people in one statement, committed with it.</summary>
internal static class TogetherRows
{
    // A word counts only if its conversation stands as it did when the word was numbered. An event that is in the inbox already
    // drops out at "noted": its person's conversation keeps its last number.
    // The arrays come through sub-selects: the planner cannot look into them then, and keeps its plan instead of making one each time.
    private const string Store =
        """
        WITH word AS (
            SELECT w.* FROM unnest((SELECT @accounts), (SELECT @events), (SELECT @inboxKinds), (SELECT @conversations), (SELECT @numbers), (SELECT @ats), (SELECT @sents),
                (SELECT @kinds), (SELECT @authors), (SELECT @clients), (SELECT @bodies), (SELECT @heard), (SELECT @due), (SELECT @dueMinutes),
                (SELECT @tokens), (SELECT @tokensUntil), (SELECT @stages), (SELECT @grades), (SELECT @heardBefore), (SELECT @dueBefore), (SELECT @providers))
                AS w (channel_account, event_id, inbox_kind, conversation_id, number, at, sent_at, kind, author, client_id, body, heard_at, due_at, due_minute,
                    token, token_until, stage, grade, heard_before, due_before, provider_id)
            JOIN conversation v ON v.id = w.conversation_id
            WHERE v.last_number = w.number - 1 AND v.stage = w.stage AND v.grade = w.grade AND v.heard_at = w.heard_before
                AND v.due_at IS NOT DISTINCT FROM w.due_before AND v.closed_at IS NULL AND v.passage_id IS NULL AND v.aside_at IS NULL AND EXISTS (SELECT 1 FROM sealing_key k WHERE k.owner = v.id)
            ORDER BY v.id FOR UPDATE OF v
        ), noted AS (
            INSERT INTO inbox (channel_account, event_id, kind, at) SELECT channel_account, event_id, inbox_kind, @now FROM word
            ON CONFLICT (channel_account, event_id) DO NOTHING RETURNING channel_account, event_id
        ), fresh AS (
            SELECT word.* FROM word JOIN noted USING (channel_account, event_id)
        ), said AS (
            INSERT INTO entry (conversation_id, number, at, sent_at, kind, author, client_id, body, provider_id)
            SELECT conversation_id, number, at, sent_at, kind, author, client_id, body, provider_id FROM fresh
        ), counted AS (
            UPDATE conversation v SET last_number = f.number, heard_at = f.heard_at, due_at = f.due_at, due_minute = f.due_minute,
                reply_token_sealed = COALESCE(f.token, v.reply_token_sealed), reply_token_until = COALESCE(f.token_until, v.reply_token_until)
            FROM fresh f WHERE v.id = f.conversation_id
        )
        SELECT conversation_id, event_id IN (SELECT event_id FROM noted),
            EXISTS (SELECT 1 FROM inbox i WHERE i.channel_account = word.channel_account AND i.event_id = 'withdrawn|' || word.provider_id)
        FROM word
        """;

    /// <returns>
    /// The conversations that stood as they were remembered, whether their word was new, and whether it had been taken back before it came.
    /// The others have stored nothing.
    /// </returns>
    public static Task<IReadOnlyList<(string ConversationId, bool IsNew, bool IsWithdrawn)>> StoreAsync(RecordsSession session, IReadOnlyList<Word> words, long now) =>
        session.QueryAndCommitAsync<(string ConversationId, bool IsNew, bool IsWithdrawn)>(Store, new
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
            stages = Each(words, word => ConversationRows.NameOf(word.Before.Stage)),
            grades = Each(words, word => (long)word.Before.Grade),
            heardBefore = Each(words, word => word.Before.HeardAt),
            dueBefore = Each(words, word => word.Before.DueAt),
            providers = Each(words, word => word.Row.ProviderId),
            now,
        });

    private static T[] Each<T>(IReadOnlyList<Word> words, Func<Word, T> value)
    {
        var all = new T[words.Count];
        for (var i = 0; i < all.Length; i++) all[i] = value(words[i]);
        return all;
    }
}
