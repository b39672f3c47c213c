using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Rosters;

/// <summary>Lays shifts out and takes them off the roster: single ones and series. For those who keep the roster.</summary>
public sealed class ArrangeShifts
{
    private readonly IRecords _records;
    private readonly TellStaff _tell;
    private readonly AuditTrail _audit;
    private readonly Ids _ids;
    private readonly TimeProvider _time;
    private readonly PersonRows _people;

    internal ArrangeShifts(IRecords records, PersonRows people, TellStaff tell, AuditTrail audit, Ids ids, TimeProvider time) =>
        (_records, _people, _tell, _audit, _ids, _time) = (records, people, tell, audit, ids, time);

    /// <summary>Adds open places on one day.</summary>
    public async Task<RosterAnswer> AddAsync(Staff staff, SingleShifts asked, CancellationToken cancel = default)
    {
        if (asked.Faults(_time.GetUtcNow()).ToList() is { Count: > 0 } faults) return new RosterAnswer(RosterOutcome.Faulty, Faults: faults);
        var (from, to) = asked.Times();
        var places = Enumerable.Range(0, asked.Places).Select(_ => new RosterShift
        {
            Id = _ids.New(),
            Organisation = staff.Organisation,
            BeginsAt = from,
            EndsAt = to,
            Role = asked.Role,
            Skills = asked.Skills,
            Languages = asked.Languages,
        }).ToList();
        return await _records.WriteAsync(async session =>
        {
            await RosterRows.HoldAsync(session, staff.Organisation);
            foreach (var place in places) await RosterRows.AddAsync(session, place);
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "roster.added", places[0].Id, $"{places.Count} places");
            return new RosterAnswer(RosterOutcome.Done, places[0]);
        }, cancel);
    }

    /// <summary>Takes one place off the roster, before it begins. Whoever holds it is told.</summary>
    public Task<RosterAnswer> RemoveAsync(Staff staff, string id, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        await RosterRows.HoldAsync(session, staff.Organisation);
        if (await RosterRows.FindAsync(session, staff.Organisation, id) is not { } shift) return new RosterAnswer(RosterOutcome.NotFound);
        if (shift.BeginsAt <= _time.GetUtcNow()) return new RosterAnswer(RosterOutcome.TooLate, shift);
        await TakeOffAsync(session, shift);
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, "roster.removed", id);
        return new RosterAnswer(RosterOutcome.Done, shift);
    }, cancel);

    /// <summary>Begins a series, and lays its next weeks out.</summary>
    public async Task<(RosterAnswer Answer, RosterSeries? Series)> BeginAsync(Staff staff, SeriesPlan plan, CancellationToken cancel = default)
    {
        if (plan.Faults().ToList() is { Count: > 0 } faults) return (new RosterAnswer(RosterOutcome.Faulty, Faults: faults), null);
        // West of Japan it is yesterday still.
        var series = new RosterSeries(_ids.New(), staff.Organisation, plan, Today().AddDays(-1));
        return await _records.WriteAsync<(RosterAnswer, RosterSeries?)>(async session =>
        {
            await RosterRows.HoldAsync(session, staff.Organisation);
            if (plan.StaffId is { } regular && (await _people.FindHeldAsync(session, regular))?.Organisation != staff.Organisation) return (new RosterAnswer(RosterOutcome.NoProfile), null);
            await SeriesRows.AddAsync(session, series);
            await LayOutAsync(session, series);
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "roster.series_begun", series.Id);
            return (new RosterAnswer(RosterOutcome.Done), series);
        }, cancel);
    }

    /// <summary>Ends a series: what of it has not begun is taken off the roster, and whoever holds one is told.</summary>
    public Task<RosterAnswer> EndAsync(Staff staff, string id, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        await RosterRows.HoldAsync(session, staff.Organisation);
        if (!await SeriesRows.EndAsync(session, staff.Organisation, id, _time.NowMs())) return new RosterAnswer(RosterOutcome.NotFound);
        foreach (var shift in await SeriesRows.ComingAsync(session, id, _time.NowMs())) await TakeOffAsync(session, shift);
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, "roster.series_ended", id);
        return new RosterAnswer(RosterOutcome.Done);
    }, cancel);

    /// <summary>Lays out what of all series has come within reach. Any number of nodes may do it at once, and each day is laid out once.</summary>
    internal async Task LayOutAllAsync(CancellationToken cancel)
    {
        foreach (var (id, organisation) in await _records.ReadAsync(session => SeriesRows.BehindAsync(session, Today().AddDays(SeriesPlan.DaysAhead)), cancel))
        {
            await _records.WriteAsync(async session =>
            {
                await RosterRows.HoldAsync(session, organisation);
                if (await SeriesRows.FindAsync(session, id) is { } series) await LayOutAsync(session, series);
            }, cancel);
        }
    }

    private async Task LayOutAsync(RecordsSession session, RosterSeries series)
    {
        var last = Today().AddDays(SeriesPlan.DaysAhead);
        var regular = series.Plan.StaffId is { } staffId ? await _people.FindHeldAsync(session, staffId) : null;
        foreach (var (from, to) in series.Plan.On(series.NextDay, last).Where(times => times.To > _time.GetUtcNow()))
        {
            for (var place = 0; place < series.Plan.Places; place++)
            {
                var shift = new RosterShift
                {
                    Id = _ids.New(),
                    Organisation = series.Organisation,
                    SeriesId = series.Id,
                    BeginsAt = from,
                    EndsAt = to,
                    Role = series.Plan.Role,
                    Skills = series.Plan.Skills,
                    Languages = series.Plan.Languages,
                };
                if (place == 0 && regular is not null && HoldShift.MayBe(regular.Role, shift.Role) && regular.Person.Fits(shift) && !await RosterRows.OverlapsAsync(session, regular.StaffId, shift))
                    shift = shift with { StaffId = regular.StaffId, Country = regular.Person.Country, AssignedBy = "series" };
                await RosterRows.AddAsync(session, shift);
            }
        }

        await SeriesRows.LaidOutAsync(session, series.Id, last.AddDays(1));
    }

    private async Task TakeOffAsync(RecordsSession session, RosterShift shift)
    {
        await RosterRows.RemoveAsync(session, shift.Id);
        if (shift.StaffId is { } holder) await _tell.Async(session, holder, Told.Removed, shift);
    }

    private DateOnly Today() => DateOnly.FromDateTime(JapaneseDay.StartOf(_time.GetUtcNow()).DateTime);
}
