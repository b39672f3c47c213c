using System.Globalization;
using System.Text;
using Dapper;
using Gateway.Records;

namespace Gateway.Intake.Spool;

/// <summary>A spooled word in the records, still sealed, on its way into its conversation.</summary>
/// <param name="ChannelAccount">The account.</param>
/// <param name="EventId">The provider's id.</param>
/// <param name="Person">Keyed hash of whose it is.</param>
/// <param name="SaidAt">When it was said.</param>
/// <param name="TakenAt">When a node took it.</param>
/// <param name="Turn">The last word on the order.</param>
/// <param name="Segment">The segment in which it lay.</param>
/// <param name="Number">Its number there.</param>
/// <param name="WrappedKey">The segment's key, wrapped.</param>
/// <param name="Box">The word.</param>
public sealed record HeldRow(
    string ChannelAccount, string EventId, byte[] Person, long SaidAt, long TakenAt, long Turn, string Segment, long Number, byte[] WrappedKey, byte[] Box)
{
    internal static HeldRow Of(SpooledWord word, byte[] person, Guid segment, uint number, SegmentSeal seal, byte[] box) => new(
        word.Inbound.ChannelAccount, word.Inbound.EventId, person, word.SaidAt, word.TakenAt, word.Turn, segment.ToString("N"), number, seal.Wrapped, box);
}

/// <summary>What the records say of the spools of all nodes.</summary>
/// <param name="Held">Words that are not in their conversations yet.</param>
/// <param name="Aside">Words that could not be taken into any: somebody must look at them.</param>
/// <param name="Landing">Other nodes that are bringing in what they took during the outage.</param>
/// <param name="Unsettled">Other nodes, those included, that still put every word behind the others.</param>
public sealed record HeldNow(long Held, long Aside, long Landing, long Unsettled);

/// <summary>The SQL of the spool.</summary>
internal static class HeldRows
{
    public const int LargestLanding = 100;

    private const string Columns =
        "channel_account AS ChannelAccount, event_id AS EventId, person AS Person, said_at AS SaidAt, taken_at AS TakenAt, turn AS Turn, segment AS Segment, number AS Number, wrapped_key AS WrappedKey, box AS Box";

    public static async Task<HeldNow> LookAsync(RecordsSession session, string node, long now) => (await session.FindAsync<HeldNow>(
        """
        SELECT (SELECT COUNT(*) FROM held_word WHERE aside_at IS NULL) AS Held, (SELECT COUNT(*) FROM held_word WHERE aside_at IS NOT NULL) AS Aside,
            (SELECT COUNT(*) FROM spool_node WHERE until > @now AND node <> @node AND landed = 0) AS Landing,
            (SELECT COUNT(*) FROM spool_node WHERE until > @now AND node <> @node) AS Unsettled
        """, new { node, now }))!;

    /// <summary>Whether an older word of this person waits. It then stays at least until the commit, so that nobody sees a moment without any.</summary>
    public static async Task<bool> LockAnyAsync(RecordsSession session, byte[] person)
    {
        const string sql = "SELECT 1 FROM held_word WHERE person = @person AND aside_at IS NULL";
        // The row that was found may be deleted while its lock is waited for, and one that came meanwhile shows only in a second look.
        return await session.AnyAsync(sql + session.ForUpdate, new { person }) || await session.AnyAsync(sql + session.ForUpdate, new { person });
    }

    /// <summary>Tells the other nodes that this one is still bringing words in, or (landed) puts every new word behind the others.</summary>
    public static Task AnnounceAsync(RecordsSession session, string node, bool landed, long until) => session.ExecuteAsync(
        """
        INSERT INTO spool_node (node, landed, until) VALUES (@node, @state, @until)
        ON CONFLICT (node) DO UPDATE SET landed = @state, until = @until
        """, new { node, state = landed ? 1L : 0L, until });

    /// <summary>The node is settled; nodes that died on the way go with it.</summary>
    public static Task WithdrawAsync(RecordsSession session, string node, long now) => session.ExecuteAsync(
        "DELETE FROM spool_node WHERE node = @node OR until < @now", new { node, now });

    /// <summary>Lands up to <see cref="LargestLanding"/> words in one statement. One that has landed before stays as it is.</summary>
    public static Task LandAsync(RecordsSession session, IReadOnlyList<HeldRow> rows)
    {
        var sql = new StringBuilder(
            "INSERT INTO held_word (channel_account, event_id, person, said_at, taken_at, turn, segment, number, wrapped_key, box) VALUES ");
        var values = new DynamicParameters();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            sql.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ", ")}(@a{i}, @e{i}, @p{i}, @s{i}, @t{i}, @u{i}, @g{i}, @n{i}, @k{i}, @b{i})");
            values.Add($"a{i}", row.ChannelAccount);
            values.Add($"e{i}", row.EventId);
            values.Add($"p{i}", row.Person);
            values.Add($"s{i}", row.SaidAt);
            values.Add($"t{i}", row.TakenAt);
            values.Add($"u{i}", row.Turn);
            values.Add($"g{i}", row.Segment);
            values.Add($"n{i}", row.Number);
            values.Add($"k{i}", row.WrappedKey);
            values.Add($"b{i}", row.Box);
        }

        sql.Append(" ON CONFLICT (channel_account, event_id) DO NOTHING");
        return session.ExecuteAsync(sql.ToString(), values);
    }

    /// <summary>Takes the turn to bring words into conversations, or keeps it. One node does it at a time; that only saves double work.</summary>
    public static async Task<bool> TakeTurnAsync(RecordsSession session, string node, long now, long until) => await session.ExecuteAsync(
        "UPDATE spool_turn SET node = @node, until = @until WHERE node = @node OR until < @now", new { node, now, until }) > 0;

    /// <summary>The next words, those said first at the front.</summary>
    public static Task<IReadOnlyList<HeldRow>> NextAsync(RecordsSession session, int limit) => session.QueryAsync<HeldRow>(
        $"SELECT {Columns} FROM held_word WHERE aside_at IS NULL ORDER BY said_at, taken_at, turn LIMIT @limit", new { limit });

    public static async Task RemoveAsync(RecordsSession session, IEnumerable<IGrouping<string, string>> eventsByAccount)
    {
        foreach (var events in eventsByAccount)
        {
            await session.ExecuteAsync(
                $"DELETE FROM held_word WHERE channel_account = @account AND event_id {session.In("events")}", new { account = events.Key, events = events.ToArray() });
        }
    }

    public static Task PutAsideAsync(RecordsSession session, HeldRow row, long now) => session.ExecuteAsync(
        "UPDATE held_word SET aside_at = @now WHERE channel_account = @ChannelAccount AND event_id = @EventId", new { row.ChannelAccount, row.EventId, now });
}
