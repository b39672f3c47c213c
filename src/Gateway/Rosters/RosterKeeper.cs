using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Rosters;

/// <summary>Every minute: lays out what of the series has come within reach, opens the places of those who work here no more, and reminds. Any number of nodes may do it at once.</summary>
public sealed partial class RosterKeeper : Rounds
{
    private readonly IRecords _records;
    private readonly ArrangeShifts _arrange;
    private readonly TellStaff _tell;
    private readonly AuditTrail _audit;

    internal RosterKeeper(IRecords records, ArrangeShifts arrange, TellStaff tell, AuditTrail audit, TimeProvider time, ILogger<RosterKeeper> log)
        : base("rosters", TimeSpan.FromMinutes(1), time, log) =>
        (_records, _arrange, _tell, _audit) = (records, arrange, tell, audit);

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await _arrange.LayOutAllAsync(stop);
        await OpenPlacesAsync(stop);
        while (await _records.WriteAsync(RemindOneAsync, stop))
        {
        }
    }

    private async Task OpenPlacesAsync(CancellationToken stop)
    {
        var gone = await _records.ReadAsync(session => session.QueryAsync<(string Id, string Organisation)>(
            "SELECT s.id, s.organisation FROM roster_shift s JOIN staff t ON t.id = s.staff_id WHERE t.disabled <> 0 AND s.ends_at > @now AND s.staff_id IS NOT NULL ORDER BY s.ends_at", new { now = Time.NowMs() }), stop);
        foreach (var (id, organisation) in gone)
        {
            await _records.WriteAsync(async session =>
            {
                await RosterRows.HoldAsync(session, organisation);
                if (await RosterRows.FindAsync(session, organisation, id) is not { StaffId: { } holder } shift) return;
                // Read again under the lock: somebody may have taken it meanwhile.
                if (!await session.AnyAsync("SELECT 1 FROM staff WHERE id = @holder AND disabled <> 0", new { holder })) return;
                await RosterRows.HoldPlaceAsync(session, shift with { StaffId = null, Country = null, Offered = false, AssignedBy = null, BeforeStaffId = null });
                await _audit.AppendAsync(session, organisation, "gateway", "roster.opened", id, "works here no more");
            }, stop);
        }
    }

    // The mark and the letter are one transaction: whatever breaks off, nobody is reminded twice, and nobody is left out.
    private async Task<bool> RemindOneAsync(RecordsSession session)
    {
        var due = await session.FindAsync<DueRow>(
            """
            SELECT s.id, s.organisation, s.staff_id AS StaffId FROM roster_shift s JOIN roster_person p ON p.staff_id = s.staff_id
            WHERE s.reminded_at IS NULL AND p.mail_sealed IS NOT NULL AND s.begins_at > @now AND s.begins_at <= @now + p.remind_minutes * 60000 AND p.remind_minutes > 0
            ORDER BY s.begins_at, s.id LIMIT 1
            """ + (session.ForUpdateSkipLocked.Length > 0 ? " FOR UPDATE OF s SKIP LOCKED" : ""), new { now = Time.NowMs() });
        if (due is null || await RosterRows.FindAsync(session, due.Organisation, due.Id) is not { } shift) return false;
        await session.ExecuteAsync("UPDATE roster_shift SET reminded_at = @now WHERE id = @Id", new { due.Id, now = Time.NowMs() });
        await _tell.Async(session, due.StaffId, Told.Reminder, shift);
        return true;
    }

    private sealed record DueRow(string Id, string Organisation, string StaffId);
}
