using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>The SQL of our people at other gateways. Whoever changes a row holds the row lock of its conversation.</summary>
internal static class HomeStayRows
{
    private static readonly TimeSpan s_nodesApart = TimeSpan.FromSeconds(5);

    private const string Columns =
        "id, conversation_id AS ConversationId, partner, answered_at AS AnsweredAt, told, heard, known, alarms, over";

    public static Task BeginAsync(RecordsSession session, string id, string conversationId, string partner, long now) => session.ExecuteAsync(
        "INSERT INTO home_stay (id, conversation_id, partner, answered_at) VALUES (@id, @conversationId, @partner, @now)", new { id, conversationId, partner, now });

    /// <summary>It is over here; what the partner says of it from now on counts for nothing.</summary>
    public static Task EndAsync(RecordsSession session, string conversationId, string why) => session.ExecuteAsync(
        "UPDATE home_stay SET over = @why WHERE conversation_id = @conversationId AND over IS NULL", new { conversationId, why });

    /// <summary>The partners about whom there is something to be said.</summary>
    public static Task<IReadOnlyList<string>> PartnersAsync(RecordsSession session) => session.QueryAsync<string>("SELECT DISTINCT partner FROM home_stay WHERE done = 0 ORDER BY partner");

    /// <summary>Our clock was set back where an answer is noted at a time that is yet to come: from here on its age is reckoned anew, before anything is said to the partner by which it reckons too.</summary>
    public static Task FollowClockAsync(RecordsSession session, string partner, long now) =>
        session.ExecuteAsync("UPDATE home_stay SET answered_at = @now WHERE partner = @partner AND done = 0 AND answered_at > @now", new { partner, now });

    /// <summary>Takes it upon this node to call about the stays at a partner, and gives them: those that last first.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="partner">Which.</param>
    /// <param name="now">The moment, in milliseconds.</param>
    /// <param name="every">How long after the last call the next one is due.</param>
    public static async Task<IReadOnlyList<HomeStayRow>> ClaimAsync(RecordsSession session, string partner, long now, TimeSpan every)
    {
        // Asked at a time that is yet to come, by more than the clocks of two nodes differ: ours was set back. Nobody waits until it is that late again.
        var taken = await session.ExecuteAsync(
            "UPDATE home_stay SET asked_at = @now WHERE partner = @partner AND done = 0 AND (asked_at <= @before OR asked_at > @after)",
            new { partner, now, before = now - every.Ms(), after = now + s_nodesApart.Ms() });
        return taken == 0 ? [] : await session.QueryAsync<HomeStayRow>(
            $"SELECT {Columns} FROM home_stay WHERE partner = @partner AND done = 0 AND asked_at = @now ORDER BY over IS NOT NULL, id LIMIT 50", new { partner, now });
    }

    /// <summary>Those at a partner of whom it has not said for so long that they stay there.</summary>
    public static Task<IReadOnlyList<HomeStayRow>> SilentAsync(RecordsSession session, string partner, long since) => session.QueryAsync<HomeStayRow>(
        $"SELECT {Columns} FROM home_stay WHERE partner = @partner AND done = 0 AND over IS NULL AND answered_at <= @since ORDER BY id", new { partner, since });

    public static Task<HomeStayRow?> FindAsync(RecordsSession session, string id) =>
        session.FindAsync<HomeStayRow>($"SELECT {Columns} FROM home_stay WHERE id = @id AND done = 0", new { id });

    /// <summary>Notes how many of the partner's alarms were heard.</summary>
    /// <returns>Whether there is one more than before.</returns>
    public static async Task<bool> AlarmedAsync(RecordsSession session, StayAlarm alarm) =>
        await session.ExecuteAsync("UPDATE home_stay SET alarms = @Count WHERE id = @Stay AND alarms < @Count", new { alarm.Stay, alarm.Count }) == 1;

    /// <summary>Notes that something of a stay was not believed.</summary>
    /// <returns>Whether that was not noted before.</returns>
    public static async Task<bool> DoubtAsync(RecordsSession session, string id, string what) => await session.ExecuteAsync(
        "UPDATE home_stay SET doubted = doubted || @word WHERE id = @id AND doubted NOT LIKE @any", new { id, word = what + ";", any = $"%{what};%" }) == 1;

    public static Task SaveAsync(RecordsSession session, HomeStay stay) => session.ExecuteAsync(
        """
        UPDATE home_stay SET answered_at = @AnsweredAt, told = @Told, heard = @Heard, known = @Known, over = @Over, done = @Done WHERE id = @Id
        """,
        new { stay.Id, stay.AnsweredAt, stay.Told, stay.Heard, Known = stay.Known ? 1L : 0L, stay.Over, Done = stay.Done ? 1L : 0L });

    /// <summary>Those at a partner whom it says to have taken, and to whom it has not said a word since then.</summary>
    public static Task<IReadOnlyList<HomeStayRow>> UnansweredAsync(RecordsSession session, string partner, long takenBefore) => session.QueryAsync<HomeStayRow>(
        $"""
        SELECT h.id, h.conversation_id AS ConversationId, h.partner, h.answered_at AS AnsweredAt FROM home_stay h JOIN guest_stay s ON s.id = h.id
        WHERE h.partner = @partner AND h.done = 0 AND h.over IS NULL AND s.taken_at <= @takenBefore
            AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.conversation_id = h.conversation_id AND e.client_id LIKE h.id || '/%' AND e.author = '{Authors.Counsellor}') ORDER BY h.id
        """, new { partner, takenBefore });

    /// <summary>How many messages of a stay the person was sent since then, and notes came for home.</summary>
    public static async Task<int> SpokenAsync(RecordsSession session, string conversationId, string id, long since) => (int)await session.FindAsync<long>(
        "SELECT COUNT(*) FROM entry WHERE conversation_id = @conversationId AND client_id LIKE @words AND at > @since",
        new { conversationId, words = StayWords.ClientIdsOf(id) + "%", since });

    /// <summary>Whether the person was told anything in a stay.</summary>
    public static Task<bool> WasAnsweredAsync(RecordsSession session, string conversationId, string id) => session.AnyAsync(
        "SELECT 1 FROM entry WHERE conversation_id = @conversationId AND client_id LIKE @words AND author = @Counsellor LIMIT 1", new { conversationId, words = StayWords.ClientIdsOf(id) + "%", Authors.Counsellor });

    /// <summary>Whether the person has said something after a number.</summary>
    public static Task<bool> SpeaksSinceAsync(RecordsSession session, string conversationId, long number) => session.AnyAsync(
        $"SELECT 1 FROM entry WHERE conversation_id = @conversationId AND number > @number AND author = '{Authors.Person}' AND kind IN ('{EntryKinds.Message}', '{EntryKinds.Unknown}') LIMIT 1",
        new { conversationId, number });

    /// <summary>Whether there was such a stay at a partner.</summary>
    public static Task<bool> WasThereAsync(RecordsSession session, string id, string partner) =>
        session.AnyAsync("SELECT 1 FROM home_stay WHERE id = @id AND partner = @partner", new { id, partner });

    /// <summary>Nothing more is said of stays that were over long ago, whether or not the partner has heard it: its copy has ended by itself.</summary>
    public static async Task GiveUpAsync(RecordsSession session, string partner, long now, long since)
    {
        await FollowClockAsync(session, partner, now);
        await session.ExecuteAsync("UPDATE home_stay SET done = 1 WHERE partner = @partner AND done = 0 AND over IS NOT NULL AND answered_at <= @since", new { partner, since });
    }

    /// <summary>By which agreement somebody went.</summary>
    public static async Task<string> AgreementAsync(RecordsSession session, string id) => await session.FindAsync<string>(
        """
        SELECT a.hash FROM guest_stay s JOIN consortium c ON c.id = s.consortium_id JOIN consortium_agreement a ON a.consortium_id = c.id AND a.version = c.in_force
        WHERE s.id = @id
        """, new { id }) ?? "";
}

/// <summary>One of our people at another gateway, as the records have it.</summary>
internal sealed class HomeStayRow
{
    public string Id { get; init; } = "";

    public string ConversationId { get; init; } = "";

    public string Partner { get; init; } = "";

    public long AnsweredAt { get; init; }

    public long Told { get; init; }

    public long Heard { get; init; }

    public long Known { get; init; }

    public long Alarms { get; init; }

    public string? Over { get; init; }

    /// <summary>As the pure core has it.</summary>
    public HomeStay Stay(Conversation conversation, string agreement) => new(
        Id, new StayOffer(conversation.Language, conversation.Channel, conversation.Grade, Utc.FromMs(conversation.ArrivedAt ?? conversation.OpenedAt)) { Agreement = agreement }, AnsweredAt)
    {
        Told = Told,
        Heard = Heard,
        Known = Known != 0,
        Alarms = Alarms,
        Over = Over,
    };
}
