using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>Makes the queue say what the records say: all at once after a loss, bit by bit otherwise.</summary>
/// <remarks>
/// The queue is read before the records. Whatever moved in between has then already been told to the engine or will be, and
/// every correction made here is one that the engine ignores where it is out of date.
/// </remarks>
public sealed class MatchRecords(IQueueEngine engine, IRecords records, ShiftRows shifts)
{
    // Long enough for the restart of a machine, short enough that nobody is asked who went home.
    private static readonly TimeSpan StillThere = TimeSpan.FromMinutes(3);

    /// <summary>Fills an engine without memory. False when another node was quicker.</summary>
    public async Task<bool> RebuildAsync(string organisation)
    {
        var all = await records.ReadAsync(session => ConversationRows.InQueueAsync(session, organisation));
        var rebuilt = await engine.RebuildAsync(
            organisation,
            [.. all.Where(c => c.Stage == Stage.Waiting).Select(JoinQueue.PlaceOf)],
            [.. all.Where(c => c is { Stage: Stage.Talking, AssignedTo: not null }).Select(Held)]);
        if (!rebuilt) return false;
        foreach (var shift in await shifts.RecentAsync(organisation, StillThere))
            await engine.SetAvailabilityAsync(organisation, shift.StaffId, shift.Available != 0, (int)shift.Capacity);
        return true;
    }

    /// <summary>Corrects what differs. Returns whether anything did.</summary>
    public async Task<bool> MatchAsync(string organisation)
    {
        var queue = await engine.SnapshotAsync(organisation);
        var truth = (await records.ReadAsync(session => ConversationRows.InQueueAsync(session, organisation))).ToDictionary(c => c.Id);
        var waiting = queue.Waiting.Select(place => place.ConversationId).ToHashSet();
        var held = queue.Held.ToDictionary(place => place.Place.ConversationId);
        var changed = false;

        foreach (var gone in waiting.Concat(held.Keys).Where(id => !truth.ContainsKey(id)).ToList())
        {
            await engine.RemoveAsync(organisation, gone);
            changed = true;
        }

        foreach (var conversation in truth.Values)
        {
            var has = held.GetValueOrDefault(conversation.Id);
            if (conversation.Stage == Stage.Talking && (has?.StaffId != conversation.AssignedTo || has?.Fence != conversation.Fence))
            {
                var (place, staffId, fence) = Held(conversation);
                await engine.HoldAsync(place, staffId, fence);
                changed = true;
            }
            else if (conversation.Stage == Stage.Waiting && has is not null)
            {
                await engine.GiveBackAsync(JoinQueue.PlaceOf(conversation), has.Fence);
                changed = true;
            }
            else if (conversation.Stage == Stage.Waiting && !waiting.Contains(conversation.Id))
            {
                changed |= await engine.JoinAsync(JoinQueue.PlaceOf(conversation));
            }
        }

        return changed;
    }

    private static HeldPlace Held(Conversation conversation) => new(JoinQueue.PlaceOf(conversation), conversation.AssignedTo!, conversation.Fence);
}
