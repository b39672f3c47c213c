using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium;

/// <summary>What would happen now to somebody who waits: the decision, from the queues as they are. Nobody is asked and nothing is changed.</summary>
public sealed class PreviewOverflow(ConsortiumDirectory directory, MembersNow members, IRecords records, TimeProvider time)
{
    /// <summary>Decides for somebody who waits at the organisation of <paramref name="staff"/>. How many come before them is reckoned from their grade and their wait.</summary>
    /// <returns>The decision; nothing when the consortium has nothing to do with that organisation or has no agreement that holds.</returns>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer.</exception>
    public async Task<OverflowDecision?> ForAsync(Staff staff, string consortiumId, WaitingPerson person, CancellationToken cancel = default)
    {
        if (await directory.FindAsync(consortiumId, staff.Organisation, cancel) is not { Holding: { } holding } consortium) return null;
        var queues = await members.LookAsync(consortium);
        var all = await records.ReadAsync(session => members.OfAsync(session, consortium, queues), cancel);
        if (all.FirstOrDefault(member => member.Id == staff.Organisation) is not { } home) return null;
        var now = time.GetUtcNow();
        var place = new QueuePlace("", home.Id, "", "", person.Grade, now.AddMinutes(-person.WaitedMinutes).ToUnixTimeMilliseconds(), Returned: false);
        return DecideOverflow.Decide(new OverflowFacts(now, holding.Charter.Rules, person with { Ahead = MembersNow.AheadOf(place, queues[home.Id]) }, home, all));
    }
}
