using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.WaitingQueue;

namespace Gateway.Intake;

/// <summary>Who is on shift, as last seen by this node: fresh enough for an honest sentence, never in the way of a webhook.</summary>
public sealed class ShiftBoard(TimeProvider time)
{
    // The queue is looked at every few seconds. An older picture is of before an outage, and would be told as the present.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (ShiftNow Shift, long At)> _now = new();
    private readonly ConcurrentDictionary<string, TalkLengths?> _lengths = new();
    private readonly ConcurrentDictionary<string, (IReadOnlyList<StaffOnShift> Staff, long At)> _staff = new();
    private volatile IReadOnlyDictionary<string, DateTimeOffset> _next = new Dictionary<string, DateTimeOffset>();

    /// <summary>Notes what a queue looks like.</summary>
    public Task NoteAsync(QueueSeen seen)
    {
        var there = seen.Snapshot.Staff.Where(staff => staff.Present && (staff.Available || staff.Holding > 0)).ToList();
        var shift = new ShiftNow(
            there.Count,
            there.Where(staff => staff.Available).Sum(staff => Math.Max(0, staff.Capacity - staff.Holding)),
            there.Sum(staff => Math.Max(staff.Capacity, staff.Holding)));
        _now[seen.Organisation] = (shift, time.NowMs());
        _staff[seen.Organisation] = (there, time.NowMs());
        return Task.CompletedTask;
    }

    /// <summary>Notes how long talks have lasted lately; nothing where too few are known.</summary>
    internal void Note(string organisation, TalkLengths? lengths) => _lengths[organisation] = lengths;

    /// <summary>Notes when somebody is planned to begin next, for each organisation that has anybody on its roster.</summary>
    internal void Note(IReadOnlyDictionary<string, DateTimeOffset> next) => _next = next;

    /// <summary>The newest picture; nothing before the first, and nothing when it is older than half a minute.</summary>
    public ShiftNow? Of(string organisation) =>
        _now.TryGetValue(organisation, out var seen) && time.NowMs() - seen.At < Fresh.Ms() ? seen.Shift with { Lengths = _lengths.GetValueOrDefault(organisation), Next = NextOf(organisation) } : null;

    /// <summary>Whether somebody is on shift who meets a wish (a <see cref="WishCode"/>); nothing when that is not known at the moment.</summary>
    public bool? Meets(string organisation, int wish) =>
        _staff.TryGetValue(organisation, out var seen) && time.NowMs() - seen.At < Fresh.Ms() ? seen.Staff.Any(staff => staff.Meets(wish)) : null;

    // A beginning that has passed says nothing: whoever was planned is not there.
    private DateTimeOffset? NextOf(string organisation) => _next.TryGetValue(organisation, out var next) && next > time.GetUtcNow() ? next : null;
}
