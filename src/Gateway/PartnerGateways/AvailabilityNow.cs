using Gateway.WaitingQueue;

namespace Gateway.PartnerGateways;

/// <summary>Who is there at one of our organisations, as its queue sees it.</summary>
public sealed class AvailabilityNow(IQueueEngine engine)
{
    /// <summary>The numbers; nothing while the queue does not know.</summary>
    public async Task<Availability?> OfAsync(string organisation)
    {
        try
        {
            var queue = await engine.SnapshotAsync(organisation, first: 0);
            var there = queue.Staff.Where(staff => staff is { Available: true, Present: true }).ToList();
            return new Availability(there.Count, there.Sum(staff => staff.Capacity), there.Sum(staff => Math.Max(0, staff.Capacity - staff.Holding)), queue.WaitingCount);
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            return null;
        }
    }
}
