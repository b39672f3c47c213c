using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>A counsellor says whether they may be offered people.</summary>
public sealed class SetAvailability(IQueueEngine engine, ShiftRows shifts, SayTraits traits, IFeed feed, Consoles consoles)
{
    /// <summary>Sets it, on every console of the counsellor.</summary>
    /// <exception cref="HubException"><c>availability.capacity</c>: not 1 to 5.</exception>
    public Task<AvailabilityView> SetAsync(Staff me, bool available, int capacity)
    {
        if (capacity is < 1 or > 5) throw new HubException("availability.capacity: must be 1 to 5");
        return HubErrors.GuardAsync(async () =>
        {
            // The records first: the queue is compared with them, and must not be set back to what was said before.
            await shifts.SetAsync(me.Organisation, me.Id, available, capacity);
            return await TellAsync(me);
        });
    }

    /// <summary>Chooses whether people of a disaster come first for this counsellor, on every console of theirs. It ends with the disaster; where none sets people apart, nothing comes of it.</summary>
    public Task<AvailabilityView> ChooseAsync(Staff me, bool disasterFirst) => HubErrors.GuardAsync(async () =>
    {
        await shifts.ChooseAsync(me.Organisation, me.Id, disasterFirst);
        return await TellAsync(me);
    });

    private async Task<AvailabilityView> TellAsync(Staff me)
    {
        // Signed out on another screen meanwhile: then nothing is said any more.
        var said = await shifts.FindAsync(me.Id) ?? new ShiftRow(me.Id, 0, 1);
        if (await engine.SetAvailabilityAsync(me.Organisation, me.Id, said.Available != 0, (int)said.Capacity, (await traits.OfAsync(me)).Code, said.DisasterFirstUntil) is { } withdrawn)
            feed.Publish(new OfferEnded(me.Organisation, withdrawn));
        feed.Publish(new QueueChanged(me.Organisation));
        var view = new AvailabilityView(said.Available != 0, (int)said.Capacity, Views.Chosen(said));
        consoles.Push(me.Id, client => client.AvailabilityChanged(view));
        return view;
    }
}
