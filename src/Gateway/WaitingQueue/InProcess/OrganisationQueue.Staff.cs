using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

internal sealed partial class OrganisationQueue
{
    private readonly Dictionary<string, QueueStaff> _staff = [];

    public WithdrawnOffer? SetAvailability(string staffId, bool available, int capacity, int traits, long disasterFirst, long now)
    {
        var staff = Staff(staffId);
        SeenAlive(staff, now);
        if ((staff.Available, staff.Capacity, staff.Traits, staff.DisasterFirst) != (available, capacity, traits, disasterFirst)) _changed = true;
        (staff.Available, staff.Capacity, staff.Traits, staff.DisasterFirst) = (available, capacity, traits, disasterFirst);
        return staff.Ringing is { } ringing && (!available || staff.Hands.Count > capacity) ? Withdraw(ringing, "declined") : null;
    }

    public bool Heartbeat(IReadOnlyCollection<string> staffIds, long now)
    {
        foreach (var staffId in staffIds) SeenAlive(Staff(staffId), now);
        return true;
    }

    public bool Leave(string staffId, long now)
    {
        if (!_staff.TryGetValue(staffId, out var staff) || !staff.Listed) return false;
        (staff.PresentUntil, staff.CountsAsPresent, staff.Available, staff.Capacity, staff.Traits, staff.DisasterFirst) = (now, true, false, 1, 0, 0);
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
                foreach (var entry in staff.Hands) entry.NameAt = 0;
            }

            if (staff.PresentUntil + QueueSettings.AvailabilityKept.Ms() <= now) staff.Forget();
            if (!staff.Listed && staff.Hands.Count == 0) _staff.Remove(staffId);
        }
    }

    private void SeenAlive(QueueStaff staff, long now)
    {
        if (!staff.Present(now)) _changed = true;
        staff.PresentUntil = Math.Max(staff.PresentUntil, now + (settings.PresenceSeconds * 1000L));
        (staff.Listed, staff.CountsAsPresent) = (true, true);
    }

    private QueueStaff Staff(string staffId)
    {
        if (!_staff.TryGetValue(staffId, out var staff)) _staff[staffId] = staff = new QueueStaff(staffId);
        return staff;
    }

    private WithdrawnOffer Withdraw(QueueEntry entry, string reason)
    {
        var withdrawn = new WithdrawnOffer(entry.OfferId!, entry.Staff!.Id, reason);
        Move(entry, entry.Wait);
        _changed = true;
        return withdrawn;
    }
}
