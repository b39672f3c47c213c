using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>Every five seconds: presence of the counsellors on this node, digests, and the end of sign-ins that do not hold any more.</summary>
public sealed class ConsoleKeeper(
    Consoles consoles, ConversationWatch watch, IRecords records, IQueueEngine engine, QueueScreens screens, StaffDirectory staff, ShiftRows shifts,
    PushFailures failures, TimeProvider time, ILogger<ConsoleKeeper> log)
    : Rounds("console keeper", TimeSpan.FromSeconds(5), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var all = consoles.All;
        await HeartbeatAsync(all);
        await EndInvalidAsync(all, stop);
        await shifts.SeenAsync([.. all.Select(console => console.Staff.Id).Distinct()], stop);
        await DigestAsync(all, stop);
    }

    // A queue that is away must not silence the digests, nor records that are away make everybody vanish from the queue.
    private async Task HeartbeatAsync(IReadOnlyCollection<ConnectedConsole> all)
    {
        foreach (var organisation in all.GroupBy(console => console.Staff.Organisation))
        {
            try
            {
                await engine.HeartbeatAsync(organisation.Key, [.. organisation.Select(console => console.Staff.Id).Distinct()]);
            }
            catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
            {
                failures.Presence(error);
                screens.Look(organisation.Key);
            }
        }
    }

    private async Task EndInvalidAsync(IReadOnlyCollection<ConnectedConsole> all, CancellationToken stop)
    {
        if (all.Count == 0) return;
        var valid = await staff.StillValidAsync([.. all.Select(console => console.Session)], stop);
        foreach (var console in all.Where(console => !valid.Contains(console.Session))) await consoles.EndAsync(console, "session_ended");
    }

    private async Task DigestAsync(IReadOnlyCollection<ConnectedConsole> all, CancellationToken stop)
    {
        // What is shown is noted before the records are read: what is shown from then on is newer than this reading.
        var shown = all.ToDictionary(console => console, console => console.Shown);
        // Web chat pages are watched too: a nudge they have missed is made good here.
        var ids = watch.Watching.Concat(shown.Values.SelectMany(some => some)).Distinct().ToList();
        var (known, taken) = await records.ReadAsync(async session => (
            (await ConversationRows.InHandsAsync(session, ids)).ToDictionary(conversation => conversation.Id),
            (await ConversationRows.InHandsOfAsync(session, [.. all.Select(console => console.Staff.Id).Distinct()])).ToLookup(one => one.AssignedTo)), stop);
        foreach (var conversation in known.Values) watch.Expect(conversation.Id, conversation.LastNumber);
        foreach (var (console, mine) in shown)
        {
            await MatchAsync(console, [.. mine.Where(known.ContainsKey).Select(id => known[id])], taken[console.Staff.Id]);
            var digest = console.Shown.Where(known.ContainsKey).ToDictionary(id => id, id => known[id].LastNumber);
            consoles.Push(console, client => client.Digest(digest));
        }
    }

    // The word that a conversation has changed hands may be lost. Without this a taken person would sit before an empty desk,
    // and a console would be shown the words of somebody who is with another counsellor by now.
    private async Task MatchAsync(ConnectedConsole console, IReadOnlyList<InHands> shown, IEnumerable<InHands> taken)
    {
        var me = console.Staff.Id;
        foreach (var conversation in shown)
        {
            if (conversation.AssignedTo != me) consoles.TakeAway(console, conversation.Id, "returned");
            else if (conversation.Stage == "closed") consoles.TellClosed(console, conversation.Id);
        }

        foreach (var conversation in taken.Where(one => !console.IsShown(one.Id))) await consoles.ShowAsync(console, conversation);
    }
}
