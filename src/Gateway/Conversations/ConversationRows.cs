using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>The SQL of conversations and contacts. A conversation that is to be changed is read with its row locked.</summary>
public static class ConversationRows
{
    // The key is looked up beside the row, not joined to it: a row lock takes the conversation alone.
    private static readonly string Columns =
        $"""
        v.id, v.organisation, v.contact_id AS ContactId, v.channel, v.channel_account AS ChannelAccount, v.label, v.language, v.stage, v.due_at AS DueAt,
        v.last_number AS LastNumber, (SELECT k.wrapped FROM sealing_key k WHERE k.owner = v.id) AS WrappedKey, v.grade, v.opened_at AS OpenedAt, v.heard_at AS HeardAt, v.arrived_at AS ArrivedAt,
        v.returned, v.assigned_to AS AssignedTo, v.fence, v.taken_at AS TakenAt, v.seen_number AS SeenNumber, v.outcome, v.closed_at AS ClosedAt,
        v.passage_id AS PassageId, v.moved, v.later_by AS LaterBy, v.emergency, v.tell_turn AS TellTurn, v.aside_from AS AsideFrom, v.aside_at AS AsideAt, v.seat_id AS SeatId, v.host,
        v.wish, v.wished_at AS WishedAt, v.wish_until AS WishUntil, v.wish_state AS WishState, v.came_by AS CameBy,
        {QueueRows.DisasterUntil("v")}
        """;

    private static readonly string[] StageNames = [.. Enum.GetNames<Stage>().Select(name => name.ToLowerInvariant())];

    /// <summary>Finds and locks the open conversation of an address, or nothing.</summary>
    internal static async Task<Conversation?> LockOpenAsync(RecordsSession session, string channelAccount, byte[] addressHash) =>
        (await session.FindAsync<Row>(
            $"""
            SELECT {Columns} FROM contact c JOIN conversation v ON COALESCE(v.came_by, v.contact_id) = c.id
            WHERE c.channel_account = @channelAccount AND c.address_hash = @addressHash AND v.closed_at IS NULL
            """ + OfConversation(session), new { channelAccount, addressHash }))?.Opened();

    /// <summary>
    /// Finds and locks the open conversations of several addresses, always in the same order: two who lock some of the same ones
    /// wait for each other and never both. For engines across a network.
    /// </summary>
    /// <returns>Each with the place of its address in the lists, from 0.</returns>
    internal static async Task<IReadOnlyList<(Conversation Conversation, int Place)>> LockOpenAsync(
        RecordsSession session, string[] channelAccounts, byte[][] addressHashes) =>
    [
        .. (await session.QueryPairsAsync<Row, long>(
            $"""
            SELECT {Columns}, a.place FROM unnest((SELECT @channelAccounts), (SELECT @addressHashes)) WITH ORDINALITY AS a (channel_account, address_hash, place)
            JOIN contact c ON c.channel_account = a.channel_account AND c.address_hash = a.address_hash
            JOIN conversation v ON COALESCE(v.came_by, v.contact_id) = c.id AND v.closed_at IS NULL
            ORDER BY v.id FOR UPDATE OF v
            """, "place", new { channelAccounts, addressHashes })).Select(found => (found.First.Opened(), (int)found.Second - 1)),
    ];

    /// <summary>Locks a conversation for a change.</summary>
    internal static async Task<Conversation?> LockAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM conversation v WHERE v.id = @id" + session.ForUpdate, new { id }))?.Opened();

    /// <summary>Reads a conversation without locking it.</summary>
    public static async Task<Conversation?> FindAsync(RecordsSession session, string id) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM conversation v WHERE v.id = @id", new { id }))?.Opened();

    /// <summary>The newest conversation of an address, open or closed.</summary>
    public static async Task<Conversation?> NewestAsync(RecordsSession session, string channelAccount, byte[] addressHash) =>
        (await session.FindAsync<Row>(
            $"""
            SELECT {Columns} FROM contact c JOIN conversation v ON COALESCE(v.came_by, v.contact_id) = c.id
            WHERE c.channel_account = @channelAccount AND c.address_hash = @addressHash ORDER BY v.opened_at DESC, v.id DESC LIMIT 1
            """, new { channelAccount, addressHash }))?.Opened();

    /// <summary>The conversations that a counsellor has.</summary>
    public static async Task<IReadOnlyList<Conversation>> OfStaffAsync(RecordsSession session, string staffId) =>
        [.. (await session.QueryAsync<Row>(
            $"SELECT {Columns} FROM conversation v WHERE v.assigned_to = @staffId AND v.stage = 'talking' ORDER BY v.taken_at, v.id",
            new { staffId })).Select(row => row.Opened())];

    /// <summary>How many people wait before somebody who joins now with this grade would be next.</summary>
    public static async Task<long> CountWaitingAsync(RecordsSession session, string organisation) =>
        await session.FindAsync<long>("SELECT COUNT(*) FROM conversation WHERE " + QueueRows.Of + " AND stage = 'waiting' AND aside_at IS NULL", new { organisation });

    /// <summary>Where each of these conversations is, and in whose hands.</summary>
    public static async Task<IReadOnlyList<InHands>> InHandsAsync(RecordsSession session, IReadOnlyCollection<string> ids)
    {
        var all = new List<InHands>(ids.Count);
        foreach (var some in ids.Chunk(100))
        {
            var sql = $"SELECT id, stage, assigned_to AS AssignedTo, last_number AS LastNumber FROM conversation WHERE id {session.In(nameof(some))}";
            all.AddRange(await session.QueryAsync<InHands>(sql, new { some }));
        }

        return all;
    }

    /// <summary>The conversations that these counsellors have.</summary>
    public static async Task<IReadOnlyList<InHands>> InHandsOfAsync(RecordsSession session, IReadOnlyCollection<string> staffIds)
    {
        var all = new List<InHands>();
        foreach (var some in staffIds.Chunk(100))
        {
            var sql = $"SELECT id, stage, assigned_to AS AssignedTo, last_number AS LastNumber FROM conversation WHERE stage = 'talking' AND assigned_to {session.In(nameof(some))}";
            all.AddRange(await session.QueryAsync<InHands>(sql, new { some }));
        }

        return all;
    }

    /// <summary>The ids of the conversations whose stage's timer has run out.</summary>
    internal static Task<IReadOnlyList<string>> DueAsync(RecordsSession session, long now, int limit) => session.QueryAsync<string>(
        // Whoever has written at a common entrance is somebody's in a moment, and is not sent away for a silence of ours.
        """
        SELECT id FROM conversation WHERE closed_at IS NULL AND due_minute <= @minute AND due_at <= @now
            AND NOT (stage = 'intake' AND EXISTS (SELECT 1 FROM entrance_visit e WHERE e.conversation_id = conversation.id AND e.due_at IS NOT NULL))
        ORDER BY due_minute, due_at LIMIT @limit
        """,
        new { now, limit, minute = Minute(now) });

    // The index is on the minute: a word moves the timer by seconds, and a row whose indexed columns stay is changed in place.
    internal static long? Minute(long? dueAt) => dueAt / 60_000;

    internal static string NameOf(Stage stage) => StageNames[(int)stage];

    internal static Task InsertAsync(RecordsSession session, Conversation conversation) => session.ExecuteAsync(
        """
        INSERT INTO conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, due_at, due_minute, last_number, grade,
            opened_at, heard_at, arrived_at, returned, assigned_to, fence, taken_at, seen_number, outcome, closed_at, later_by)
        VALUES (@Id, @Organisation, @ContactId, @Channel, @ChannelAccount, @Label, @Language, @Stage, @DueAt, @DueMinute, @LastNumber, @Grade,
            @OpenedAt, @HeardAt, @ArrivedAt, @Returned, @AssignedTo, @Fence, @TakenAt, @SeenNumber, @Outcome, @ClosedAt, @LaterBy);
        INSERT INTO sealing_key (owner, wrapped) VALUES (@Id, @WrappedKey)
        """, Row.Of(conversation));

    internal static Task SaveAsync(RecordsSession session, Conversation conversation) => session.ExecuteAsync(
        """
        UPDATE conversation SET stage = @Stage, due_at = @DueAt, due_minute = @DueMinute, last_number = @LastNumber, grade = @Grade, heard_at = @HeardAt,
            arrived_at = @ArrivedAt, returned = @Returned, assigned_to = @AssignedTo, fence = @Fence, taken_at = @TakenAt, seen_number = @SeenNumber, outcome = @Outcome,
            closed_at = @ClosedAt, passage_id = @PassageId, moved = @Moved, emergency = @Emergency, tell_turn = @TellTurn, aside_from = @AsideFrom, aside_at = @AsideAt, seat_id = @SeatId, host = @Host,
            wish = @Wish, wished_at = @WishedAt, wish_until = @WishUntil, wish_state = @WishState
        WHERE id = @Id
        """, Row.Of(conversation));

    /// <summary>Notes in which language the guide speaks to the person from now on.</summary>
    public static Task SetLanguageAsync(RecordsSession session, string id, string language) =>
        session.ExecuteAsync("UPDATE conversation SET language = @language WHERE id = @id", new { id, language });

    /// <summary>共同の窓口: notes whose person it is from now on. What else changes with it is saved with the next entry.</summary>
    internal static Task GoToAsync(RecordsSession session, Conversation conversation) => session.ExecuteAsync(
        "UPDATE conversation SET organisation = @Organisation, contact_id = @ContactId, came_by = @CameBy WHERE id = @Id",
        new { conversation.Id, conversation.Organisation, conversation.ContactId, conversation.CameBy });

    private static string OfConversation(RecordsSession session) => session.ForUpdate.Length == 0 ? "" : session.ForUpdate + " OF v";

    private sealed record Row(
        string Id, string Organisation, string ContactId, string Channel, string ChannelAccount, string Label, string Language, string Stage,
        long? DueAt, long LastNumber, byte[]? WrappedKey, long Grade, long OpenedAt, long HeardAt, long? ArrivedAt, long Returned,
        string? AssignedTo, long Fence, long? TakenAt, long SeenNumber, string? Outcome, long? ClosedAt, string? PassageId, long Moved, long LaterBy, long Emergency,
        long TellTurn, long? AsideFrom, long? AsideAt, string? SeatId, string? Host,
        long Wish, long? WishedAt, long WishUntil, string? WishState, string? CameBy, long? DisasterUntil)
    {
        public long? DueMinute => Minute(DueAt);

        public static Row Of(Conversation c) => new(
            c.Id, c.Organisation, c.ContactId, c.Channel, c.ChannelAccount, c.Label, c.Language, NameOf(c.Stage), c.DueAt,
            c.LastNumber, c.WrappedKey, (long)c.Grade, c.OpenedAt, c.HeardAt, c.ArrivedAt, c.Returned ? 1 : 0, c.AssignedTo, c.Fence, c.TakenAt,
            c.SeenNumber, c.Outcome, c.ClosedAt, c.PassageId, c.Moved ? 1 : 0, c.LaterBy, c.Emergency ? 1 : 0, c.TellTurn ? 1 : 0, c.AsideFrom, c.AsideAt, c.SeatId, c.Host,
            c.Wish?.Code ?? 0, c.Wish?.SaidAt, c.Wish?.Until ?? 0, c.Wish?.State, c.CameBy, c.DisasterUntil);

        public Conversation Opened() => new(
            Id, Organisation, ContactId, Channel, ChannelAccount, Label, Language, Enum.Parse<Stage>(Stage, ignoreCase: true), DueAt, LastNumber,
            WrappedKey ?? [], (Grade)Grade, OpenedAt, HeardAt, ArrivedAt, Returned != 0, AssignedTo, Fence, TakenAt, SeenNumber, Outcome, ClosedAt)
        {
            PassageId = PassageId,
            Moved = Moved != 0,
            LaterBy = LaterBy,
            Emergency = Emergency != 0,
            TellTurn = TellTurn != 0,
            AsideFrom = AsideFrom,
            AsideAt = AsideAt,
            SeatId = SeatId,
            Host = Host,
            Wish = WishedAt is { } saidAt && WishState is { } state ? new PersonWish((int)Wish, saidAt, WishUntil, state) : null,
            CameBy = CameBy,
            DisasterUntil = DisasterUntil ?? 0,
        };
    }
}

/// <summary>Where a conversation is, in the words of the records.</summary>
/// <param name="Id">Which.</param>
/// <param name="Stage">Its stage, in lower case.</param>
/// <param name="AssignedTo">The counsellor who has it, or had it when it closed.</param>
/// <param name="LastNumber">The number of its newest entry.</param>
public sealed record InHands(string Id, string Stage, string? AssignedTo, long LastNumber);
