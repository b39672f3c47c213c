using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>Makes the queue say what the records say: all at once after a loss, bit by bit otherwise.</summary>
/// <remarks>
/// A correction is made only where the queue was read before the records. Whatever moved in between has then already been told to the
/// engine or will be, and every correction made here is one that the engine ignores where it is out of date.
/// Up to five thousand people are compared every time; a longer queue a part at a time, but always its newest thousand and all who are
/// being talked with. So the cost does not grow with the queue.
/// </remarks>
public sealed class MatchRecords(IQueueEngine engine, IRecords records, ShiftRows shifts)
{
    private const int AtOnce = 500;
    private const int PageOfFilling = 4000;
    private const int MostAtATime = 5000;
    private const int NewestAlways = 1000;

    // Long enough for the restart of a machine, short enough that nobody is asked who went home.
    private static readonly TimeSpan StillThere = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, Walk> _walks = [];

    /// <summary>Fills an engine without memory. False when another node was quicker.</summary>
    public async Task<bool> RebuildAsync(string organisation)
    {
        if (!await engine.RebuildAsync(organisation, EverybodyAsync(organisation))) return false;
        foreach (var some in (await shifts.RecentAsync(organisation, StillThere)).Chunk(64))
            await Task.WhenAll(some.Select(shift => engine.SetAvailabilityAsync(organisation, shift.StaffId, shift.Available != 0, (int)shift.Capacity, shift.Traits, shift.DisasterFirstUntil)));
        return true;
    }

    /// <summary>Corrects what differs. Returns whether anything did.</summary>
    public async Task<bool> MatchAsync(string organisation)
    {
        if (!_walks.TryGetValue(organisation, out var walk)) _walks[organisation] = walk = new Walk();
        var changed = false;
        foreach (var known in await KnownAsync(organisation, walk)) changed |= await CompareAsync(organisation, known);
        foreach (var rows in await FromRecordsAsync(organisation, walk)) changed |= await LookUpAsync(organisation, rows);
        return await MatchShiftsAsync(organisation) || changed;
    }

    /// <summary>Corrects what the queue believes one counsellor to have. Returns whether anything differed.</summary>
    public async Task<bool> HandsAsync(Staff staff)
    {
        var queue = await engine.SnapshotAsync(staff.Organisation, first: 0);
        string[] ids = [.. queue.Held.Where(held => held.StaffId == staff.Id).Select(held => held.Place.ConversationId)];
        return ids.Length > 0 && await CompareAsync(staff.Organisation, ids);
    }

    // What the queue holds, from where the last comparison stopped.
    private async Task<IReadOnlyList<string[]>> KnownAsync(string organisation, Walk walk)
    {
        while (walk.Known.Count < MostAtATime)
        {
            (walk.Next, var ids) = await engine.WalkAsync(organisation, walk.Next);
            foreach (var id in ids) walk.Known.Enqueue(id);
            if (walk.Next is null) break;
        }

        var some = new List<string>();
        while (some.Count < MostAtATime && walk.Known.TryDequeue(out var id)) some.Add(id);
        return [.. some.Distinct().Chunk(AtOnce)];
    }

    // What the records hold, from where the last comparison stopped.
    private async Task<IReadOnlyList<InQueue[]>> FromRecordsAsync(string organisation, Walk walk)
    {
        var rows = await records.ReadAsync(async session =>
        {
            var page = await QueueRows.WaitingAsync(session, organisation, walk.After, MostAtATime);
            walk.After = page.Count < MostAtATime ? null : page[^1];
            IReadOnlyList<InQueue> newest = walk.After is null ? [] : await QueueRows.NewestAsync(session, organisation, NewestAlways);
            return page.Concat(newest).Concat(await QueueRows.TalkingAsync(session, organisation)).DistinctBy(row => row.Id).ToList();
        });
        return [.. rows.Chunk(AtOnce)];
    }

    private async Task<bool> LookUpAsync(string organisation, InQueue[] rows)
    {
        var found = await engine.FindAsync(organisation, [.. rows.Select(row => row.Id)]);
        string[] differ = [.. rows.Where(row => Differs(organisation, row, found.GetValueOrDefault(row.Id))).Select(row => row.Id)];
        return differ.Length > 0 && await CompareAsync(organisation, differ);
    }

    /// <summary>Makes the queue say of some what the records say: first the queue is read, then the records. Returns whether anything differed.</summary>
    internal async Task<bool> CompareAsync(string organisation, string[] ids)
    {
        var found = await engine.FindAsync(organisation, ids);
        var truth = (await records.ReadAsync(session => QueueRows.FindAsync(session, organisation, ids))).ToDictionary(row => row.Id);
        var changed = false;
        foreach (var id in ids)
        {
            var (row, has) = (truth.GetValueOrDefault(id), found.GetValueOrDefault(id));
            if (row is null ? has is null : !Differs(organisation, row, has)) continue;
            changed |= await CorrectAsync(organisation, id, row, has);
        }

        return changed;
    }

    // What counsellors said of themselves may be lost after a rebuild whose answer never came. Only of those who are present:
    // to say it to the engine is a sign of life.
    internal async Task<bool> MatchShiftsAsync(string organisation)
    {
        var queue = await engine.SnapshotAsync(organisation, first: 0);
        var said = (await shifts.RecentAsync(organisation, StillThere)).ToDictionary(shift => shift.StaffId);
        var changed = false;
        foreach (var staff in queue.Staff.Where(staff => staff.Present))
        {
            if (!said.TryGetValue(staff.StaffId, out var shift) || (shift.Available != 0, shift.Capacity, shift.Traits, shift.DisasterFirstUntil) == (staff.Available, staff.Capacity, staff.Traits, staff.DisasterFirstUntil)) continue;
            await engine.SetAvailabilityAsync(organisation, staff.StaffId, shift.Available != 0, (int)shift.Capacity, shift.Traits, shift.DisasterFirstUntil);
            changed = true;
        }

        return changed;
    }

    private static bool Differs(string organisation, InQueue row, FoundPlace? has) => row.Stage == "talking"
        ? has?.Held?.StaffId != row.AssignedTo || has?.Held?.Fence != row.Fence
        : has is null or { Held: not null } || has.Place != PlaceOf(organisation, row);

    private async Task<bool> CorrectAsync(string organisation, string id, InQueue? row, FoundPlace? has)
    {
        if (row is null) await engine.RemoveAsync(organisation, id);
        else if (row.Stage == "talking") await engine.HoldAsync(PlaceOf(organisation, row), row.AssignedTo!, row.Fence);
        else if (has?.Held is { } held) await engine.GiveBackAsync(PlaceOf(organisation, row), held.Fence);
        else if (has is null) return await engine.JoinAsync(PlaceOf(organisation, row));
        else return await engine.ChangeAsync(PlaceOf(organisation, row));
        return true;
    }

    private async IAsyncEnumerable<QueueFilling> EverybodyAsync(string organisation)
    {
        var talking = await records.ReadAsync(session => QueueRows.TalkingAsync(session, organisation));
        yield return new QueueFilling([], [.. talking.Select(row => new HeldPlace(PlaceOf(organisation, row), row.AssignedTo!, row.Fence))]);
        InQueue? last = null;
        do
        {
            var page = await records.ReadAsync(session => QueueRows.WaitingAsync(session, organisation, last, PageOfFilling));
            last = page.Count < PageOfFilling ? null : page[^1];
            yield return new QueueFilling([.. page.Select(row => PlaceOf(organisation, row))], []);
        }
        while (last is not null);
    }

    private static QueuePlace PlaceOf(string organisation, InQueue row) =>
        new(row.Id, organisation, row.Label, row.Channel, (Grade)row.Grade, row.ArrivedAt ?? row.OpenedAt, row.Returned != 0, row.Moved != 0, row.LaterBy,
            // What somebody wishes of us, and where they are, is not told to a partner.
            row.Host is null ? (int)row.Wish : 0, row.Host is null ? row.WishUntil : 0, row.Host is null ? row.DisasterUntil ?? 0 : 0);

    /// <summary>How far the comparison of one queue has come.</summary>
    private sealed class Walk
    {
        public Queue<string> Known { get; } = new();

        public string? Next { get; set; }

        public InQueue? After { get; set; }
    }
}
