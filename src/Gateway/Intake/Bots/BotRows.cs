using Gateway.Records;

namespace Gateway.Intake.Bots;

/// <summary>A bot's talk with a person, as it stands in the records.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Alias">How the bot knows it.</param>
/// <param name="Bot">Which bot (<see cref="IntakeBots"/>).</param>
/// <param name="Phase">How far it is (<see cref="BotPhases"/>).</param>
/// <param name="Turns">The number of the newest turn.</param>
/// <param name="BegunAt">When it began, in milliseconds.</param>
/// <param name="SilentSince">Since when a person at the door has been waiting for the bot's word.</param>
/// <param name="Memory">What the bot wants to know again, sealed.</param>
public sealed record BotTalk(string ConversationId, string Alias, string Bot, string Phase, long Turns, long BegunAt, long? SilentSince, byte[]? Memory);

/// <summary>Something that a bot is still to be told.</summary>
/// <param name="ConversationId">Of which conversation.</param>
/// <param name="Number">Which turn.</param>
/// <param name="What">The name of a <see cref="BotTurnKind"/>.</param>
/// <param name="Entry">The number of the person's entry, if there is one.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DueAt">Not before, in milliseconds.</param>
/// <param name="LeaseUntil">Until when the node that asks answers for it.</param>
/// <param name="CreatedAt">When it happened, in milliseconds.</param>
internal sealed record BotTurnRow(string ConversationId, long Number, string What, long? Entry, long Attempts, long DueAt, long? LeaseUntil, long CreatedAt);

/// <summary>How far a bot's talk is.</summary>
internal static class BotPhases
{
    /// <summary>The person's words go to the bot, and its words to them.</summary>
    public const string Asking = "asking";

    /// <summary>The bot is told no further words, and nothing of it is passed on; it still hears that a counsellor came and that it ended.</summary>
    public const string Quiet = "quiet";

    /// <summary>It has heard that a counsellor came.</summary>
    public const string Taken = "taken";

    /// <summary>Nothing follows.</summary>
    public const string Over = "over";
}

/// <summary>The SQL of the bots' talks and turns. Whoever changes them holds the conversation's row lock.</summary>
internal static class BotRows
{
    private const string TalkColumns =
        "t.conversation_id AS ConversationId, t.alias, t.bot, t.phase, t.turns, t.begun_at AS BegunAt, t.silent_since AS SilentSince, t.memory";

    private const string TurnColumns =
        "conversation_id AS ConversationId, number, what, entry, attempts, due_at AS DueAt, lease_until AS LeaseUntil, created_at AS CreatedAt";

    public static async Task<BotTalk?> FindTalkAsync(RecordsSession session, string conversationId) =>
        (await session.FindAsync<TalkRow>($"SELECT {TalkColumns} FROM bot_talk t WHERE t.conversation_id = @conversationId", new { conversationId }))?.Opened();

    public static async Task<BotTalk?> FindByAliasAsync(RecordsSession session, string alias) =>
        (await session.FindAsync<TalkRow>($"SELECT {TalkColumns} FROM bot_talk t WHERE t.alias = @alias", new { alias }))?.Opened();

    public static Task InsertTalkAsync(RecordsSession session, BotTalk talk) => session.ExecuteAsync(
        """
        INSERT INTO bot_talk (conversation_id, alias, bot, phase, turns, begun_at, silent_since, memory)
        VALUES (@ConversationId, @Alias, @Bot, @Phase, @Turns, @BegunAt, @SilentSince, @Memory)
        """, talk);

    public static Task SaveTalkAsync(RecordsSession session, BotTalk talk) => session.ExecuteAsync(
        "UPDATE bot_talk SET bot = @Bot, phase = @Phase, turns = @Turns, silent_since = @SilentSince, memory = @Memory WHERE conversation_id = @ConversationId", talk);

    public static Task InsertTurnAsync(RecordsSession session, BotTurnRow turn) => session.ExecuteAsync(
        """
        INSERT INTO bot_turn (conversation_id, number, what, entry, attempts, due_at, created_at)
        VALUES (@ConversationId, @Number, @What, @Entry, @Attempts, @DueAt, @CreatedAt)
        """, turn);

    public static Task<BotTurnRow?> FirstTurnAsync(RecordsSession session, string conversationId) => session.FindAsync<BotTurnRow>(
        $"SELECT {TurnColumns} FROM bot_turn WHERE conversation_id = @conversationId ORDER BY number LIMIT 1", new { conversationId });

    public static Task ClaimAsync(RecordsSession session, BotTurnRow turn) => session.ExecuteAsync(
        "UPDATE bot_turn SET attempts = @Attempts, lease_until = @LeaseUntil WHERE conversation_id = @ConversationId AND number = @Number", turn);

    // Numbers begin anew with the bot of another organisation: a turn is one of a talk, not of a conversation alone.
    private const string StillThatTurn = """
        conversation_id = @ConversationId AND number = @Number AND attempts = @Attempts
        AND EXISTS (SELECT 1 FROM bot_talk WHERE conversation_id = @ConversationId AND alias = @alias)
        """;

    /// <summary>Leaves it for a later attempt. False: somebody else has claimed it since, it has come to its end, or another bot talks by now.</summary>
    public static async Task<bool> PutBackAsync(RecordsSession session, BotTurnRow turn, string alias) => await session.ExecuteAsync(
        "UPDATE bot_turn SET due_at = @DueAt, lease_until = NULL WHERE " + StillThatTurn, new { turn.ConversationId, turn.Number, turn.Attempts, turn.DueAt, alias }) > 0;

    /// <summary>It has come to its end. False: somebody else has claimed it since, or ended it, or another bot talks by now.</summary>
    public static async Task<bool> EndTurnAsync(RecordsSession session, BotTurnRow turn, string alias) => await session.ExecuteAsync(
        "DELETE FROM bot_turn WHERE " + StillThatTurn, new { turn.ConversationId, turn.Number, turn.Attempts, alias }) > 0;

    public static Task EndTurnsAsync(RecordsSession session, string conversationId) =>
        session.ExecuteAsync("DELETE FROM bot_turn WHERE conversation_id = @conversationId", new { conversationId });

    public static Task EndTalkAsync(RecordsSession session, string conversationId) =>
        session.ExecuteAsync("DELETE FROM bot_talk WHERE conversation_id = @conversationId", new { conversationId });

    // Only the first turn of a conversation counts: those behind one that must wait would crowd out everybody else's.
    public static Task<IReadOnlyList<string>> DueAsync(RecordsSession session, long now, int limit) => session.QueryAsync<string>(
        """
        SELECT t.conversation_id FROM bot_turn t
        WHERE t.due_at <= @now AND (t.lease_until IS NULL OR t.lease_until <= @now)
            AND NOT EXISTS (SELECT 1 FROM bot_turn b WHERE b.conversation_id = t.conversation_id AND b.number < t.number)
        ORDER BY t.due_at LIMIT @limit
        """, new { now, limit });

    /// <summary>Talks of which the bot must be told something, or in which a person has been at the door for too long.</summary>
    public static Task<IReadOnlyList<string>> ToBeMindedAsync(RecordsSession session, long begunBefore, long silentBefore, long turns, int limit) => session.QueryAsync<string>(
        """
        SELECT t.conversation_id FROM bot_talk t JOIN conversation v ON v.id = t.conversation_id
        WHERE t.phase <> 'over' AND (v.stage = 'closed' OR (v.stage = 'talking' AND t.phase <> 'taken')
            OR (v.stage = 'intake' AND (t.phase <> 'asking' OR t.begun_at <= @begunBefore OR t.silent_since <= @silentBefore
                OR (t.turns >= @turns AND NOT EXISTS (SELECT 1 FROM bot_turn b WHERE b.conversation_id = t.conversation_id)))))
        ORDER BY t.begun_at LIMIT @limit
        """, new { begunBefore, silentBefore, turns, limit });

    // No constructor: SQLite does not know the type of a column of bytes before there is a row.
    private sealed class TalkRow
    {
        public string ConversationId { get; init; } = "";

        public string Alias { get; init; } = "";

        public string Bot { get; init; } = "";

        public string Phase { get; init; } = "";

        public long Turns { get; init; }

        public long BegunAt { get; init; }

        public long? SilentSince { get; init; }

        public byte[]? Memory { get; init; }

        public BotTalk Opened() => new(ConversationId, Alias, Bot, Phase, Turns, BegunAt, SilentSince, Memory);
    }
}
