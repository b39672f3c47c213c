using System.Collections.Concurrent;
using Gateway.WaitingQueue;

namespace Gateway.Intake;

/// <summary>Who is on shift, as last seen by this node: fresh enough for an honest sentence, never in the way of a webhook.</summary>
public sealed class ShiftBoard
{
    private readonly ConcurrentDictionary<string, ShiftNow> _now = new();

    /// <summary>Notes what a queue looks like.</summary>
    public Task NoteAsync(QueueSeen seen)
    {
        var there = seen.Snapshot.Staff.Where(staff => staff.Present && (staff.Available || staff.Holding > 0)).ToList();
        _now[seen.Organisation] = new ShiftNow(
            there.Count,
            there.Where(staff => staff.Available).Sum(staff => Math.Max(0, staff.Capacity - staff.Holding)),
            there.Sum(staff => Math.Max(staff.Capacity, staff.Holding)));
        return Task.CompletedTask;
    }

    /// <summary>The newest picture; nothing before the first.</summary>
    public ShiftNow? Of(string organisation) => _now.GetValueOrDefault(organisation);
}
