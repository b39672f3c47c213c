using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>A counsellor says, or takes back, what wishes they meet. Only the matching reads it, and no trail says that it changed.</summary>
public sealed class SayTraits(IRecords records, TraitRows rows, ShiftRows shifts, IQueueEngine engine, TellEngine later, IFeed feed)
{
    /// <summary>What one said of oneself.</summary>
    public Task<StaffTraits> OfAsync(Staff me, CancellationToken cancel = default) => records.ReadAsync(session => rows.OfAsync(session, me.Id), cancel);

    /// <summary>Says it anew, from now on and also for the shift that one is on.</summary>
    /// <returns>What cannot be used; nothing when it was said.</returns>
    public async Task<IReadOnlyList<string>> SayAsync(Staff me, StaffTraits traits, CancellationToken cancel = default)
    {
        if (traits.Faults().ToList() is { Count: > 0 } faults) return faults;
        await records.WriteAsync(session => rows.PutAsync(session, me.Id, traits), cancel);
        if (await shifts.FindAsync(me.Id) is not { } shift) return [];
        await later.AfterRecordsAsync(async () =>
        {
            if (await engine.SetAvailabilityAsync(me.Organisation, me.Id, shift.Available != 0, (int)shift.Capacity, traits.Code, shift.DisasterFirstUntil) is { } withdrawn)
                feed.Publish(new OfferEnded(me.Organisation, withdrawn));
        });
        feed.Publish(new QueueChanged(me.Organisation));
        return [];
    }
}
