using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>The SQL of guests from other gateways. Whoever changes a row that has a conversation holds the row lock of that one.</summary>
internal static class GuestCopyRows
{
    private const string Columns =
        "partner, id, conversation_id AS ConversationId, lives_until AS LivesUntil, heard, told, answered, alarms, over, settled";

    public static Task<GuestCopyRow?> FindAsync(RecordsSession session, string partner, string id) => session.FindAsync<GuestCopyRow>(
        $"SELECT {Columns} FROM guest_copy WHERE partner = @partner AND id = @id", new { partner, id });

    /// <summary>Of whom something is still here.</summary>
    public static Task<IReadOnlyList<GuestCopyRow>> OpenAsync(RecordsSession session) => session.QueryAsync<GuestCopyRow>($"SELECT {Columns} FROM guest_copy WHERE erased = 0 ORDER BY id");

    /// <summary>How many guests of a partner are here now.</summary>
    public static Task<long> CountAsync(RecordsSession session, string partner) => session.FindAsync<long>("SELECT COUNT(*) FROM guest_copy WHERE partner = @partner AND over IS NULL", new { partner });

    /// <summary>How many guests of a partner have come since a moment of the last day.</summary>
    public static Task<long> CountSinceAsync(RecordsSession session, string partner, long since) => session.FindAsync<long>(
        "SELECT COUNT(*) FROM guest_copy g JOIN conversation v ON v.id = g.conversation_id WHERE g.partner = @partner AND v.opened_at >= @since", new { partner, since });

    public static Task BeginAsync(RecordsSession session, string partner, GuestCopy copy, string? conversationId) => session.ExecuteAsync(
        "INSERT INTO guest_copy (partner, id, conversation_id, lives_until, over, erased) VALUES (@partner, @Id, @conversationId, @LivesUntil, @Over, @Erased)",
        new { partner, copy.Id, conversationId, copy.LivesUntil, copy.Over, Erased = conversationId is null ? 1L : 0L });

    public static Task SaveAsync(RecordsSession session, string partner, GuestCopy copy) => session.ExecuteAsync(
        """
        UPDATE guest_copy SET lives_until = @LivesUntil, heard = @Heard, told = @Told, answered = @Answered, over = @Over, settled = @Settled WHERE partner = @partner AND id = @Id
        """,
        new { partner, copy.Id, copy.LivesUntil, copy.Heard, copy.Told, copy.Answered, copy.Over, Settled = copy.Settled ? 1L : 0L });

    /// <summary>It is over here, whoever ended it.</summary>
    public static Task EndAsync(RecordsSession session, string conversationId, string why) => session.ExecuteAsync(
        "UPDATE guest_copy SET over = @why WHERE conversation_id = @conversationId AND over IS NULL", new { conversationId, why });

    public static Task AlarmAsync(RecordsSession session, string conversationId) => session.ExecuteAsync(
        "UPDATE guest_copy SET alarms = alarms + 1 WHERE conversation_id = @conversationId AND over IS NULL", new { conversationId });

    /// <summary>Home has heard more alarms than are known here, because something was lost here: the next one is one more.</summary>
    public static Task FollowAlarmsAsync(RecordsSession session, string conversationId, long heard) => session.ExecuteAsync(
        "UPDATE guest_copy SET alarms = @heard WHERE conversation_id = @conversationId AND alarms < @heard", new { conversationId, heard });

    public static Task<bool> LivesAsync(RecordsSession session, string conversationId, long now) => session.AnyAsync(
        "SELECT 1 FROM guest_copy WHERE conversation_id = @conversationId AND over IS NULL AND lives_until > @now", new { conversationId, now });

    public static Task ErasedAsync(RecordsSession session, string partner, string id) =>
        session.ExecuteAsync("UPDATE guest_copy SET erased = 1 WHERE partner = @partner AND id = @id", new { partner, id });

    /// <summary>Forgets stays of which no call can come any more.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="before">Of those that were here: if they were over by then, in milliseconds.</param>
    /// <param name="refusedBefore">Of those that never began.</param>
    public static Task ForgetAsync(RecordsSession session, long before, long refusedBefore) => session.ExecuteAsync(
        "DELETE FROM guest_copy WHERE erased = 1 AND (lives_until < @before OR (conversation_id IS NULL AND lives_until < @refusedBefore))", new { before, refusedBefore });
}

/// <summary>A guest from another gateway, as the records have it.</summary>
internal sealed class GuestCopyRow
{
    public string Partner { get; init; } = "";

    public string Id { get; init; } = "";

    public string? ConversationId { get; init; }

    public long LivesUntil { get; init; }

    public long Heard { get; init; }

    public long Told { get; init; }

    public long Answered { get; init; }

    public long Alarms { get; init; }

    public string? Over { get; init; }

    public long Settled { get; init; }

    /// <summary>As the pure core has it.</summary>
    public GuestCopy Copy => new(Id, LivesUntil) { Heard = Heard, Told = Told, Answered = Answered, Alarms = Alarms, Over = Over, Settled = Settled != 0 };

    /// <summary>Whether nothing of it is needed any more: the other side has all that it will have.</summary>
    public bool IsUsedUp(long now) => Over is not null && (Settled != 0 || now >= LivesUntil + StayTimes.Patience.Ms());
}
