using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Rosters;

/// <summary>
/// Who holds a shift: signing up, offering it to others, taking what is offered, being given one, declining. Each is one transaction; whoever offers a shift stays responsible
/// until another has taken it, so no moment is without somebody.
/// </summary>
public sealed class HoldShift
{
    private readonly IRecords _records;
    private readonly PersonRows _people;
    private readonly TellStaff _tell;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal HoldShift(IRecords records, PersonRows people, TellStaff tell, AuditTrail audit, TimeProvider time) => (_records, _people, _tell, _audit, _time) = (records, people, tell, audit, time);

    /// <summary>Signs up for an open place, or takes one that somebody offers.</summary>
    public Task<RosterAnswer> TakeAsync(Staff staff, string id, CancellationToken cancel = default) => ChangeAsync(staff, id, async (session, shift) =>
    {
        if (shift.StaffId == staff.Id) return (RosterOutcome.Done, null);
        if (!shift.IsFree) return (RosterOutcome.Taken, null);
        var (hindrance, person) = await MayAsync(session, staff.Organisation, staff.Id, shift);
        if (hindrance is { } why) return (why, null);
        var now = shift with { StaffId = staff.Id, Country = person!.Person.Country, Offered = false, AssignedBy = null, BeforeStaffId = null };
        await NoteAsync(session, staff, "roster.taken", now, shift.StaffId is { } before ? $"from {before}" : "open place");
        if (shift.StaffId is { } first) await _tell.Async(session, first, Told.Relieved, shift);
        return (RosterOutcome.Done, now);
    }, cancel);

    /// <summary>Offers one's shift to others, and stays responsible; or takes the offer back.</summary>
    public Task<RosterAnswer> OfferAsync(Staff staff, string id, bool offered, CancellationToken cancel = default) => ChangeAsync(staff, id, async (session, shift) =>
    {
        if (shift.StaffId != staff.Id) return (RosterOutcome.NotTheirs, null);
        if (shift.Offered == offered) return (RosterOutcome.Done, null);
        var now = shift with { Offered = offered };
        await NoteAsync(session, staff, offered ? "roster.offered" : "roster.kept", now);
        return (RosterOutcome.Done, now);
    }, cancel);

    /// <summary>Gives a shift to somebody, open or held by another. They may decline until it begins.</summary>
    public Task<RosterAnswer> AssignAsync(Staff staff, string id, string toStaffId, CancellationToken cancel = default) => ChangeAsync(staff, id, async (session, shift) =>
    {
        if (shift.StaffId == toStaffId) return (RosterOutcome.Done, null);
        var (hindrance, person) = await MayAsync(session, staff.Organisation, toStaffId, shift);
        if (hindrance is { } why) return (why, null);
        // Given on before the second has said anything: it goes back to whoever really had it.
        var before = shift.AssignedBy is not null && shift.BeforeStaffId is { } earlier ? earlier : shift.StaffId;
        var now = shift with { StaffId = toStaffId, Country = person!.Person.Country, Offered = false, AssignedBy = staff.Id, BeforeStaffId = before == toStaffId ? null : before };
        await NoteAsync(session, staff, "roster.assigned", now, $"to {toStaffId}" + (shift.StaffId is { } from ? $" from {from}" : ""));
        if (toStaffId != staff.Id) await _tell.Async(session, toStaffId, Told.Assigned, shift);
        if (shift.StaffId is { } first) await _tell.Async(session, first, Told.Relieved, shift);
        return (RosterOutcome.Done, now);
    }, cancel);

    /// <summary>Declines what one was given, without a reason. Whoever had it before has it again and offers it, unless they are on another shift by now; otherwise the place is open.</summary>
    public Task<RosterAnswer> DeclineAsync(Staff staff, string id, CancellationToken cancel = default) => ChangeAsync(staff, id, async (session, shift) =>
    {
        if (shift.StaffId != staff.Id || shift.AssignedBy is null) return (RosterOutcome.NotTheirs, null);
        if (shift.BeginsAt <= _time.GetUtcNow()) return (RosterOutcome.TooLate, null);
        var back = shift.BeforeStaffId is { } before && await MayAsync(session, staff.Organisation, before, shift) is (null, { } person) ? person : null;
        var now = shift with { StaffId = back?.StaffId, Country = back?.Person.Country, Offered = back is not null, AssignedBy = null, BeforeStaffId = null };
        await NoteAsync(session, staff, "roster.declined", now, back is null ? "open place" : $"back to {back.StaffId}");
        if (back is not null) await _tell.Async(session, back.StaffId, Told.Back, shift);
        return (RosterOutcome.Done, now);
    }, cancel);

    private async Task<(RosterOutcome? Hindrance, HeldPerson? Person)> MayAsync(RecordsSession session, string organisation, string staffId, RosterShift shift)
    {
        if (await session.FindAsync<string>("SELECT role FROM staff WHERE id = @staffId AND organisation = @organisation AND disabled = 0", new { staffId, organisation }) is not { } role)
            return (RosterOutcome.NotFound, null);
        if (!MayBe(role, shift.Role)) return (RosterOutcome.DoesNotFit, null);
        if (await _people.FindHeldAsync(session, staffId) is not { } person) return (RosterOutcome.NoProfile, null);
        if (!person.Person.Fits(shift)) return (RosterOutcome.DoesNotFit, null);
        return await RosterRows.OverlapsAsync(session, staffId, shift) ? (RosterOutcome.Overlaps, null) : (null, person);
    }

    /// <summary>Whether somebody with a role in the organisation may be on the roster as something.</summary>
    internal static bool MayBe(string role, RosterRole asked) => asked == RosterRole.Supervisor
        ? role is Roles.Supervisor or Roles.Coordinator
        : role is Roles.Volunteer or Roles.Professional or Roles.Supervisor or Roles.Coordinator;

    private Task NoteAsync(RecordsSession session, Staff staff, string action, RosterShift shift, string detail = "") =>
        _audit.AppendAsync(session, staff.Organisation, staff.Id, action, shift.Id, detail);

    private Task<RosterAnswer> ChangeAsync(Staff staff, string id, Func<RecordsSession, RosterShift, Task<(RosterOutcome, RosterShift?)>> change, CancellationToken cancel) =>
        _records.WriteAsync(async session =>
        {
            await RosterRows.HoldAsync(session, staff.Organisation);
            if (await RosterRows.FindAsync(session, staff.Organisation, id) is not { } shift) return new RosterAnswer(RosterOutcome.NotFound);
            if (shift.EndsAt <= _time.GetUtcNow()) return new RosterAnswer(RosterOutcome.TooLate, shift);
            var (outcome, changed) = await change(session, shift);
            if (changed is null) return new RosterAnswer(outcome, shift);
            await RosterRows.HoldPlaceAsync(session, changed);
            return new RosterAnswer(outcome, changed with { Version = shift.Version + 1 });
        }, cancel);
}
