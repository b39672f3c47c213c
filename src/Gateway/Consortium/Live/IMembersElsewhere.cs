using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>Who is there at members that run a gateway of their own: they have no queue here.</summary>
public interface IMembersElsewhere
{
    /// <summary>What such a member last told of its queue; nothing while that is not known, or it does not say that it signed this agreement.</summary>
    /// <param name="organisation">The member.</param>
    /// <param name="agreement">The fingerprint of the agreement that holds.</param>
    QueueSnapshot? Look(string organisation, string agreement);
}
