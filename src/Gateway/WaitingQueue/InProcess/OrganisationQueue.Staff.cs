using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

internal sealed partial class OrganisationQueue
{
    private readonly Dictionary<string, QueueStaff> _staff = [];

    public WithdrawnOffer? SetAvailability(string staffId, bool available, int capacity, long now)
    {
        SeenAlive(staffId, now);
        var staff = Staff(staffId);
        if (staff.Available != available || staff.Capacity != capacity) _changed = true;
        (staff.Available, staff.Capacity) = (available, capacity);
        var hands = HandsOf(staffId).ToList();
        var ringing = hands.Find(e => e.Standing == Standing.Offered);
        return ringing is not null && (!available || hands.Count > capacity) ? Withdraw(ringing, "declined") : null;
    }

    public bool Heartbeat(IReadOnlyCollection<string> staffIds, long now)
    {
        foreach (var staffId in staffIds) SeenAlive(staffId, now);
        return true;
    }

    public bool Leave(string staffId, long now)
    {
        if (!_staff.TryGetValue(staffId, out var staff)) return false;
        (staff.PresentUntil, staff.CountsAsPresent, staff.Available, staff.Capacity) = (now, true, false, 1);
        return _changed = true;
    }

    /// <summary>Sees off those who have gone silent, and forgets those who have been away for long.</summary>
    private void SeeAbsence(long now)
    {
        foreach (var (staffId, staff) in _staff)
        {
            if (staff.Present(now)) continue;
            if (staff.CountsAsPresent)
            {
                staff.CountsAsPresent = false;
                _changed = true;
                foreach (var entry in HandsOf(staffId)) entry.NameAt = 0;
            }

            if (staff.PresentUntil + QueueSettings.AvailabilityKept.Ms() <= now) _staff.Remove(staffId);
        }
    }

    private void SeenAlive(string staffId, long now)
    {
        var staff = Staff(staffId);
        if (!staff.Present(now)) _changed = true;
        staff.PresentUntil = Math.Max(staff.PresentUntil, now + (settings.PresenceSeconds * 1000L));
        staff.CountsAsPresent = true;
    }

    private QueueStaff Staff(string staffId)
    {
        if (!_staff.TryGetValue(staffId, out var staff)) _staff[staffId] = staff = new QueueStaff();
        return staff;
    }

    private bool IsPresent(string staffId, long now) => _staff.TryGetValue(staffId, out var staff) && staff.Present(now);

    private WithdrawnOffer Withdraw(QueueEntry entry, string reason)
    {
        var withdrawn = new WithdrawnOffer(entry.OfferId!, entry.StaffId!, reason);
        entry.Wait();
        _changed = true;
        return withdrawn;
    }
}
