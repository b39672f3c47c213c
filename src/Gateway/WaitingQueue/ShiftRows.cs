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
        ON CONFLICT (staff_id) DO UPDATE SET available = @available, capacity = @capacity, seen_at = @now
        """, new { staffId, organisation, available = available ? 1L : 0L, capacity = (long)capacity, now = time.NowMs() }));

    /// <summary>These counsellors have a living console. What somebody said who then was away for long does not count any more, as in the queue.</summary>
    public Task SeenAsync(string[] staffIds, CancellationToken cancel) => staffIds.Length == 0
        ? Task.CompletedTask
        : records.WriteAsync(session => session.ExecuteAsync(
            $"""
            UPDATE shift SET seen_at = @now, available = CASE WHEN seen_at > @since THEN available ELSE 0 END, capacity = CASE WHEN seen_at > @since THEN capacity ELSE 1 END
            WHERE staff_id {session.In(nameof(staffIds))}
            """, new { staffIds, now = time.NowMs(), since = time.NowMs() - QueueSettings.AvailabilityKept.Ms() }), cancel);

    /// <summary>The counsellor has gone: a restart does not bring them back.</summary>
    public Task EndAsync(string staffId) =>
        records.WriteAsync(session => session.ExecuteAsync("UPDATE shift SET available = 0, seen_at = 0 WHERE staff_id = @staffId", new { staffId }));

    /// <summary>What a counsellor last said, while it still counts.</summary>
    public Task<ShiftRow?> FindAsync(string staffId) => records.ReadAsync(session => session.FindAsync<ShiftRow>(
        "SELECT staff_id AS StaffId, available, capacity FROM shift WHERE staff_id = @staffId AND seen_at > @since",
        new { staffId, since = time.NowMs() - QueueSettings.AvailabilityKept.Ms() }));

    /// <summary>Who was there until the memory was lost.</summary>
    public Task<IReadOnlyList<ShiftRow>> RecentAsync(string organisation, TimeSpan within) => records.ReadAsync<IReadOnlyList<ShiftRow>>(async session =>
    {
        var rows = await session.QueryAsync<ShiftRow>(
            "SELECT staff_id AS StaffId, available, capacity FROM shift WHERE organisation = @organisation AND seen_at > @since",
            new { organisation, since = time.NowMs() - within.Ms() });
        var codes = await traits.CodesAsync(session, organisation);
        return [.. rows.Select(row => row with { Traits = codes.GetValueOrDefault(row.StaffId) })];
    });
}

/// <summary>A counsellor's word: 1 for available, and for how many people.</summary>
public sealed record ShiftRow(string StaffId, long Available, long Capacity)
{
    /// <summary>Which wishes they meet, as a <see cref="WishCode"/>. It stands in a table of its own, sealed.</summary>
    public int Traits { get; init; }
}
