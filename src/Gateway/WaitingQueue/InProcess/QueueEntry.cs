namespace Gateway.WaitingQueue.InProcess;

/// <summary>The one place of everybody in the queue.</summary>
internal enum Standing
{
    Waiting,
    Offered,
    Claimed,
    Held,
}

/// <summary>A conversation in the queue and who has it. It is moved by <see cref="OrganisationQueue"/> alone, which keeps the sets that it stands in.</summary>
internal sealed class QueueEntry(QueuePlace place)
{
    /// <summary>The order in which entries are taken: <see cref="NextInQueue.Order"/>, then the conversation id.</summary>
    public static IComparer<QueueEntry> InOrder { get; } = Comparer<QueueEntry>.Create((one, other) =>
        one.Order.CompareTo(other.Order) is var order and not 0 ? order : string.CompareOrdinal(one.Place.ConversationId, other.Place.ConversationId));

    public QueuePlace Place { get; private set; } = place;

    public double Order { get; private set; } = NextInQueue.Order(place);

    public Standing Standing { get; private set; }

    /// <summary>Who is asked, has claimed or holds; none while waiting.</summary>
    public QueueStaff? Staff { get; private set; }

    public string? OfferId { get; private set; }

    public long Fence { get; private set; }

    /// <summary>When the offer or the claim ends by itself.</summary>
    public long Until { get; private set; }

    /// <summary>Held by somebody who is away: when it may be named (again).</summary>
    public long NameAt { get; set; }

    public HeldPlace AsHeld => new(Place, Staff!.Id, Fence);

    public Offer AsOffer => new(OfferId!, Place, Staff!.Id, Until);

    public void MoveTo(QueuePlace place) => (Place, Order) = (place, NextInQueue.Order(place));

    public void Offer(string offerId, QueueStaff staff, long until) =>
        (Standing, OfferId, Staff, Until) = (Standing.Offered, offerId, staff, until);

    public void Claim(QueueStaff staff, long fence, long until) =>
        (Standing, OfferId, Staff, Fence, Until) = (Standing.Claimed, null, staff, fence, until);

    public void Hold(QueueStaff staff, long fence) =>
        (Standing, OfferId, Staff, Fence, NameAt) = (Standing.Held, null, staff, fence, 0);

    public void Wait() => (Standing, OfferId, Staff) = (Standing.Waiting, null, null);
}

/// <summary>A counsellor as the memory keeps them.</summary>
internal sealed class QueueStaff(string id)
{
    public string Id => id;

    /// <summary>Known to the queue. Whoever has been away for long, or only holds somebody by the word of the records, is not.</summary>
    public bool Listed { get; set; }

    public bool Available { get; set; }

    public int Capacity { get; set; } = 1;

    /// <summary>Which wishes they meet.</summary>
    public int Traits { get; set; }

    /// <summary>Until when they take people of a disaster first, in milliseconds; 0: not at all.</summary>
    public long DisasterFirst { get; set; }

    public long LastAskedAt { get; set; }

    public long PresentUntil { get; set; }

    /// <summary>The tick has not yet seen them go.</summary>
    public bool CountsAsPresent { get; set; }

    /// <summary>Those who are offered to them, claimed or held.</summary>
    public List<QueueEntry> Hands { get; } = [];

    public QueueEntry? Ringing => Hands.Find(entry => entry.Standing == Standing.Offered);

    public int Free => Capacity - Hands.Count;

    public bool Present(long now) => PresentUntil > now;

    public void Forget() => (Listed, Available, Capacity, Traits, DisasterFirst, LastAskedAt, PresentUntil) = (false, false, 1, 0, 0, 0, 0);
}
