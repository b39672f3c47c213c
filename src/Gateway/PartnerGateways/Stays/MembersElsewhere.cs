using Gateway.Consortium.Live;
using Gateway.WaitingQueue;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Who is there at partners with a gateway of their own, as the rules of overflow reckon: from their last answer, and only by the agreement that they signed.</summary>
public sealed class MembersElsewhere(PartnerLinks links) : IMembersElsewhere
{
    /// <inheritdoc />
    public QueueSnapshot? Look(string organisation, string agreement)
    {
        if (links.Find(organisation) is not { Availability: { } there, Takes: { } takes } || takes.Agreement != agreement) return null;
        // Only sums are told: the first stands for the hands of all.
        var staff = Enumerable.Range(0, there.OnShift).Select(number => new StaffOnShift($"{organisation}/{number}", Available: true, number == 0 ? there.Hands : 0, number == 0 ? there.Hands - there.FreeHands : 0, Present: true));
        return new QueueSnapshot([], there.Waiting, [], [], [.. staff]);
    }
}
