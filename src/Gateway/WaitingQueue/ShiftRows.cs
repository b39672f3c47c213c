using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>
/// What counsellors last said of themselves. The queue decides by its own memory; this makes that memory good after a loss,
/// so that a restart at night does not leave everybody "away" without their knowing.
/// </summary>
public sealed class ShiftRows(IRecords records, TraitRows traits, TimeProvider time)
{
    /// <summary>Notes it.</summary>
    public Task SetAsync(string organisation, string staffId, bool available, int capacity) => records.WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO shift (staff_id, organisation, available, capacity, seen_at) VALUES (@staffId, @organisation, @available, @capacity, @now)
        ON CONFLICT (staff_id) DO UPDATE SET available = @available, capacity = @capacity, seen_at = @now,
            disaster_first_at = CASE WHEN shift.seen_at > @since THEN shift.disaster_first_at ELSE 0 END
        """, new { staffId, organisation, available = available ? 1L : 0L, capacity = (long)capacity, now = time.NowMs(), since = Since }));

    /// <summary>Notes whether they take people of a disaster first, from now on. It counts for what holds now, and no longer than that does.</summary>
    public Task ChooseAsync(string organisation, string staffId, bool disasterFirst) => records.WriteAsync(session => session.ExecuteAsync(
        $"""
        INSERT INTO shift (staff_id, organisation, available, capacity, seen_at, disaster_first_at) VALUES (@staffId, @organisation, 0, 1, @now, @at)
        ON CONFLICT (staff_id) DO UPDATE SET disaster_first_at = @at, {WhatStillCounts}, seen_at = @now
        """, new { staffId, organisation, now = time.NowMs(), at = disasterFirst ? time.NowMs() : 0, since = Since }));

    /// <summary>These counsellors have a living console. What somebody said who then was away for long does not count any more, as in the queue.</summary>
    public Task SeenAsync(string[] staffIds, CancellationToken cancel) => staffIds.Length == 0
        ? Task.CompletedTask
        : records.WriteAsync(session => session.ExecuteAsync(
            $"""
            UPDATE shift SET seen_at = @now, {WhatStillCounts}, disaster_first_at = CASE WHEN seen_at > @since THEN disaster_first_at ELSE 0 END
            WHERE staff_id {session.In(nameof(staffIds))}
            """, new { staffIds, now = time.NowMs(), since = Since }), cancel);

    /// <summary>The counsellor has gone: a restart does not bring them back.</summary>
    public Task EndAsync(string staffId) =>
        records.WriteAsync(session => session.ExecuteAsync("UPDATE shift SET available = 0, disaster_first_at = 0, seen_at = 0 WHERE staff_id = @staffId", new { staffId }));

    /// <summary>What a counsellor last said, while it still counts.</summary>
    public Task<ShiftRow?> FindAsync(string staffId) => records.ReadAsync(session => session.FindAsync<ShiftRow>(
        Columns + " WHERE staff_id = @staffId AND seen_at > @since", new { staffId, now = time.NowMs(), since = Since }));

    /// <summary>Who was there until the memory was lost.</summary>
    public Task<IReadOnlyList<ShiftRow>> RecentAsync(string organisation, TimeSpan within) => records.ReadAsync<IReadOnlyList<ShiftRow>>(async session =>
    {
        var rows = await session.QueryAsync<ShiftRow>(
            Columns + " WHERE organisation = @organisation AND seen_at > @since", new { organisation, now = time.NowMs(), since = time.NowMs() - within.Ms() });
        var codes = await traits.CodesAsync(session, organisation);
        return [.. rows.Select(row => row with { Traits = codes.GetValueOrDefault(row.StaffId) })];
    });

    private const string Columns =
        """
        SELECT staff_id AS StaffId, available, capacity, disaster_first_at AS DisasterFirstAt,
            (SELECT d.ends_at FROM disaster d WHERE d.organisation = shift.organisation AND d.sets_apart = 1 AND d.ended_at IS NULL AND d.ends_at > @now
                AND d.begun_at <= shift.disaster_first_at ORDER BY d.ends_at DESC LIMIT 1) AS Until
        FROM shift
        """;

    private const string WhatStillCounts =
        "available = CASE WHEN shift.seen_at > @since THEN shift.available ELSE 0 END, capacity = CASE WHEN shift.seen_at > @since THEN shift.capacity ELSE 1 END";

    private long Since => time.NowMs() - QueueSettings.AvailabilityKept.Ms();
}

/// <summary>A counsellor's word: 1 for available, and for how many people.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="Available">1: they may be offered people.</param>
/// <param name="Capacity">How many at once.</param>
/// <param name="DisasterFirstAt">When they chose people of a disaster first, in milliseconds; 0: not.</param>
/// <param name="Until">Until when that counts, in milliseconds: as long as a disaster holds that held then; nothing: not any more.</param>
public sealed record ShiftRow(string StaffId, long Available, long Capacity, long DisasterFirstAt = 0, long? Until = null)
{
    /// <summary>Until when they take people of a disaster first, in milliseconds; 0: not at all.</summary>
    public long DisasterFirstUntil => Until ?? 0;

    /// <summary>Which wishes they meet, as a <see cref="WishCode"/>. It stands in a table of its own, sealed.</summary>
    public int Traits { get; init; }
}
