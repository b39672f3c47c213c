namespace Gateway.PartnerGateways.Stays;

/// <summary>How long each side goes on without the other. Spans, reckoned on each side by its own clock: times of day may differ.</summary>
public static class StayTimes
{
    /// <summary>For how long the partner's copy lives from the sending of the last call of which home had the answer.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long a call may be on its way: a signature is refused that was made longer ago, by clocks that differ as much as they may.</summary>
    public static readonly TimeSpan OnItsWay = 2 * CheckCall.ClocksApart;

    /// <summary>After how long without an answer home has the person back: by then the partner's copy has ended, however late a call came.</summary>
    public static readonly TimeSpan Patience = Lease + OnItsWay;

    /// <summary>The shortest time that an agreement may leave somebody with a partner that says nothing (<see cref="Consortium.Overflow.OverflowRules.ReturnMinutes"/>).</summary>
    public static readonly TimeSpan ShortestWait = TimeSpan.FromMinutes(1);
}
