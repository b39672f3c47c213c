using Gateway.Conversations;

namespace Gateway.WaitingQueue;

/// <summary>A place in the waiting queue. The time of arrival never changes while the person waits; the grade may, and a supervisor may move it.</summary>
/// <param name="ConversationId">Who waits; a version 7 id, so that equal arrival times are in order by it.</param>
/// <param name="Organisation">Whose queue.</param>
/// <param name="Label">A short code that counsellors can say aloud.</param>
/// <param name="Channel"><c>line</c>, <c>sms</c> or <c>chat</c>.</param>
/// <param name="Grade">How urgent.</param>
/// <param name="ArrivedAt">When the person joined, in milliseconds; kept through every return.</param>
/// <param name="Returned">A counsellor had them and vanished or gave them back: twenty minutes before others who came when they did.</param>
/// <param name="Moved">A supervisor moved them forward, for a reason that stands in the conversation.</param>
/// <param name="LaterBy">They came with a crowd from one address: by how many milliseconds they stand behind. It does not count with signs of danger (中 and above), nor after a move.</param>
/// <param name="Wish">By whom they would like to be answered, as a <see cref="WishCode"/>; 0: no matter.</param>
/// <param name="WishUntil">Until when, in milliseconds, they are kept for somebody who fits while one is on shift; 0: not at all.</param>
/// <param name="DisasterUntil">Until when, in milliseconds, they belong to the people of a disaster; 0: to none. It moves nobody: it says whom a counsellor takes who has chosen them first.</param>
public sealed record QueuePlace(
    string ConversationId, string Organisation, string Label, string Channel, Grade Grade, long ArrivedAt, bool Returned, bool Moved = false, long LaterBy = 0, int Wish = 0,
    long WishUntil = 0, long DisasterUntil = 0)
{
    /// <summary>Whether they belong to the people of a disaster that holds.</summary>
    public bool IsOfDisaster(long now) => now < DisasterUntil;

    /// <summary>Whether somebody of a disaster may be taken before them by a counsellor who chose so. Never somebody in danger, nor whoever was moved forward, had a talk that broke off, or is
    /// kept for just this counsellor.</summary>
    public bool MayStandBehindDisaster(long now) => Grade < Grade.High && !Moved && !Returned && !WaitsForWish(now);

    /// <summary>Whether, as far as the clock and the grade go, they wait for somebody who fits. Nobody in danger ever does, and nobody whom a supervisor has moved forward.</summary>
    public bool WaitsForWish(long now) => Wish != 0 && Grade < Grade.High && !Moved && now < WishUntil;
}

/// <summary>A conversation that a counsellor has, as the records say.</summary>
public sealed record HeldPlace(QueuePlace Place, string StaffId, long Fence);

/// <summary>What a queue has of a conversation.</summary>
/// <param name="Place">Its place.</param>
/// <param name="Held">Whose hands it is in; nothing while it waits, is offered or claimed.</param>
public sealed record FoundPlace(QueuePlace Place, HeldPlace? Held);

/// <summary>A page of what the records know, for a queue to be filled with.</summary>
/// <param name="Waiting">Who waits.</param>
/// <param name="Held">Whom counsellors have.</param>
public sealed record QueueFilling(IReadOnlyCollection<QueuePlace> Waiting, IReadOnlyCollection<HeldPlace> Held);

/// <summary>A person being offered to one counsellor.</summary>
/// <param name="OfferId">Its id.</param>
/// <param name="Place">Who.</param>
/// <param name="StaffId">To whom.</param>
/// <param name="RingsUntil">When it ends by itself, in milliseconds.</param>
public sealed record Offer(string OfferId, QueuePlace Place, string StaffId, long RingsUntil);

/// <summary>An offer that ended without being answered by its counsellor.</summary>
/// <param name="OfferId">Which.</param>
/// <param name="StaffId">Whose screen rings.</param>
/// <param name="Reason"><c>expired</c>, <c>taken</c>, <c>left</c> (the person) or <c>declined</c> (the counsellor went away).</param>
public sealed record WithdrawnOffer(string OfferId, string StaffId, string Reason);

/// <summary>A right to a person that the records must confirm within <see cref="QueueSettings.ClaimSeconds"/>.</summary>
/// <param name="Place">Who.</param>
/// <param name="StaffId">For whom.</param>
/// <param name="Fence">Larger than that of every earlier claim in this organisation; the records refuse a smaller one.</param>
public sealed record Claim(QueuePlace Place, string StaffId, long Fence);

/// <summary>How an attempt to take somebody ended.</summary>
public enum TakeOutcome
{
    /// <summary>There is a claim.</summary>
    Taken,

    /// <summary>Nobody waits, or all who wait are being offered to others.</summary>
    NobodyWaits,

    /// <summary>All who wait would like somebody else, who is on shift, and their time for that has not run out.</summary>
    WishesWait,

    /// <summary>The counsellor has as many conversations as they may have.</summary>
    HandsFull,

    /// <summary>The offer ended before the answer came, or was never this counsellor's.</summary>
    Gone,

    /// <summary>The counsellor declined, as they may.</summary>
    Declined,
}

/// <summary>How an attempt to take a place out for another queue ended.</summary>
public enum TakeOutOutcome
{
    /// <summary>It is out of this queue.</summary>
    TakenOut,

    /// <summary>It was not in this queue.</summary>
    NotThere,

    /// <summary>It is being offered to a counsellor, claimed or held: it stays.</summary>
    InHands,
}

/// <summary>The outcome, and with <see cref="TakeOutcome.Taken"/> the claim.</summary>
public sealed record TakeResult(TakeOutcome Outcome, Claim? Claim = null);

/// <summary>What one tick changed.</summary>
/// <param name="Offers">New offers: ring these.</param>
/// <param name="Withdrawn">Offers that ran out or whose counsellor vanished.</param>
/// <param name="Vanished">Held conversations whose counsellor is no longer present; named again every 10 seconds until they are given back, removed or held anew.</param>
/// <param name="Changed">Whether anything a screen shows has changed since the last tick by whatever call.</param>
public sealed record QueueTick(
    IReadOnlyList<Offer> Offers, IReadOnlyList<WithdrawnOffer> Withdrawn, IReadOnlyList<HeldPlace> Vanished, bool Changed);

/// <summary>A counsellor as the queue sees them.</summary>
/// <param name="StaffId">Who.</param>
/// <param name="Available">Whether they may be offered people.</param>
/// <param name="Capacity">How many at once.</param>
/// <param name="Holding">How many they hold, have claimed or are being offered.</param>
/// <param name="Present">Whether a connection of theirs lives.</param>
/// <param name="Traits">Which wishes they meet, as a <see cref="WishCode"/>. No screen shows it.</param>
/// <param name="DisasterFirstUntil">Until when they take people of a disaster first, in milliseconds; 0: not at all.</param>
public sealed record StaffOnShift(string StaffId, bool Available, int Capacity, int Holding, bool Present, int Traits = 0, long DisasterFirstUntil = 0)
{
    /// <summary>Whether a wish may be waited for because of them: somebody who is there, takes people, and fits.</summary>
    public bool Meets(int wish) => Present && Available && WishCode.Fits(wish, Traits);
}

/// <summary>A queue at one moment.</summary>
/// <param name="Waiting">The first of those who wait (offered and claimed ones included), in the order in which they will be taken.</param>
/// <param name="WaitingCount">How many wait in all.</param>
/// <param name="Offers">The offers that ring.</param>
/// <param name="Held">The conversations that counsellors have.</param>
/// <param name="Staff">Counsellors known to the queue.</param>
public sealed record QueueSnapshot(
    IReadOnlyList<QueuePlace> Waiting, int WaitingCount, IReadOnlyList<Offer> Offers, IReadOnlyList<HeldPlace> Held, IReadOnlyList<StaffOnShift> Staff)
{
    /// <summary>As many places as a screen shows.</summary>
    public const int Glance = 50;
}
