using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;

namespace Gateway.Rosters;

/// <summary>What people say of themselves for the roster, what an organisation asks of it, and the addresses of calendars.</summary>
public sealed class SayOfRoster
{
    private readonly IRecords _records;
    private readonly PersonRows _people;
    private readonly Vault _vault;
    private readonly AuditTrail _audit;

    internal SayOfRoster(IRecords records, PersonRows people, Vault vault, AuditTrail audit) => (_records, _people, _vault, _audit) = (records, people, vault, audit);

    /// <summary>Says of oneself where and when one answers. The audit line holds the country and the clock, and no address.</summary>
    public async Task<RosterAnswer> OfMyselfAsync(Staff staff, RosterPerson person, CancellationToken cancel = default)
    {
        if (person.Faults().ToList() is { Count: > 0 } faults) return new RosterAnswer(RosterOutcome.Faulty, Faults: faults);
        return await _records.WriteAsync(async session =>
        {
            await RosterRows.HoldAsync(session, staff.Organisation);
            await _people.PutAsync(session, staff.Id, staff.Organisation, person);
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "roster.person", staff.Id, $"{person.Country} {person.TimeZone}");
            return new RosterAnswer(RosterOutcome.Done);
        }, cancel);
    }

    /// <summary>Says what the organisation asks of its roster.</summary>
    public async Task<RosterAnswer> DemandAsync(Staff staff, RosterDemands demands, CancellationToken cancel = default)
    {
        if (demands.Faults().ToList() is { Count: > 0 } faults) return new RosterAnswer(RosterOutcome.Faulty, Faults: faults);
        return await _records.WriteAsync(async session =>
        {
            await RosterRows.HoldAsync(session, staff.Organisation);
            await RosterRows.DemandAsync(session, staff.Organisation, demands);
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "roster.demands", staff.Organisation, RosterJson.TextOf(demands));
            return new RosterAnswer(RosterOutcome.Done);
        }, cancel);
    }

    /// <summary>A new address of one's calendar; the one before leads nowhere from now on. Nothing when one is not on the roster.</summary>
    /// <returns>The secret of the address. Only a keyed hash of it is kept.</returns>
    public async Task<string?> OpenCalendarAsync(Staff staff, CancellationToken cancel = default)
    {
        var token = Ids.NewSecret();
        return await PutCalendarAsync(staff, _vault.LookupHash(CalendarUse, token), "roster.calendar_opened", cancel) ? token : null;
    }

    /// <summary>Takes the address of one's calendar back.</summary>
    public Task<bool> CloseCalendarAsync(Staff staff, CancellationToken cancel = default) => PutCalendarAsync(staff, null, "roster.calendar_closed", cancel);

    /// <summary>Whether one's calendar has an address.</summary>
    public Task<bool> HasCalendarAsync(Staff staff, CancellationToken cancel = default) =>
        _records.ReadAsync(session => session.AnyAsync("SELECT 1 FROM roster_person WHERE staff_id = @Id AND calendar_hash IS NOT NULL", new { staff.Id }), cancel);

    internal const string CalendarUse = "roster-calendar";

    private Task<bool> PutCalendarAsync(Staff staff, byte[]? hash, string action, CancellationToken cancel) => _records.WriteAsync(async session =>
    {
        if (await session.ExecuteAsync("UPDATE roster_person SET calendar_hash = @hash WHERE staff_id = @Id", new { staff.Id, hash }) == 0) return false;
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, action, staff.Id);
        return true;
    }, cancel);
}
