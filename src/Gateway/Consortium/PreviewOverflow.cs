using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.WaitingQueue;

namespace Gateway.Consortium;

/// <summary>What would happen now to somebody who waits: the decision, from the queues as they are. Nobody is asked and nothing is changed.</summary>
public sealed class PreviewOverflow(ConsortiumDirectory directory, IQueueEngine engine, TimeProvider time)
{
    /// <summary>How many people of the own queue are looked at to find somebody's place.</summary>
    private const int Looked = 500;

    /// <summary>Decides for somebody who waits at the organisation of <paramref name="staff"/>. How many come before them is reckoned from their grade and their wait.</summary>
    /// <returns>The decision; nothing when the consortium has nothing to do with that organisation or has no agreement that holds.</returns>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer.</exception>
    public async Task<OverflowDecision?> ForAsync(Staff staff, string consortiumId, WaitingPerson person, CancellationToken cancel = default)
    {
        if (await directory.FindAsync(consortiumId, staff.Organisation, cancel) is not { Holding: { } holding } consortium) return null;
        var now = time.GetUtcNow();
        var members = new List<MemberNow>();
        foreach (var id in holding.Charter.Members.Order(StringComparer.Ordinal)) members.Add(await MemberAsync(consortium, id, now));
        var home = members.FirstOrDefault(member => member.Id == staff.Organisation);
        if (home is null) return null;
        var waiting = (await engine.SnapshotAsync(staff.Organisation, Looked)).Waiting;
        return DecideOverflow.Decide(new OverflowFacts(now, holding.Charter.Rules, person with { Ahead = AheadOf(person, waiting, now) }, home, members));
    }

    private static int AheadOf(WaitingPerson person, IReadOnlyList<QueuePlace> waiting, DateTimeOffset now)
    {
        var arrived = now.AddMinutes(-person.WaitedMinutes).ToUnixTimeMilliseconds();
        var order = NextInQueue.Order(new QueuePlace("", "", "", "", person.Grade, arrived, Returned: false));
        return waiting.Count(place => NextInQueue.Order(place) < order);
    }

    private async Task<MemberNow> MemberAsync(ConsortiumRecord consortium, string id, DateTimeOffset now)
    {
        var queue = await engine.SnapshotAsync(id, first: 0);
        var there = queue.Staff.Where(staff => staff is { Available: true, Present: true }).ToList();
        return new MemberNow
        {
            Id = id,
            Hindrance = Membership.Hindrance(consortium, id, now),
            Terms = consortium.Find(id)!.Terms,
            OnShift = there.Count,
            Hands = there.Sum(staff => staff.Capacity),
            FreeHands = there.Sum(staff => Math.Max(0, staff.Capacity - staff.Holding)),
            Waiting = queue.WaitingCount,
        };
    }
}
