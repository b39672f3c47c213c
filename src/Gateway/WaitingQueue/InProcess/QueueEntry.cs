namespace Gateway.WaitingQueue.InProcess;

/// <summary>The one place of everybody in the queue.</summary>
internal enum Standing
{
    Waiting,
    Offered,
    Claimed,
    Held,
}

/// <summary>A conversation in the queue and who has it.</summary>
internal sealed class QueueEntry(QueuePlace place)
{
    public QueuePlace Place { get; set; } = place;

    public Standing Standing { get; private set; }

    /// <summary>Who is asked, has claimed or holds; none while waiting.</summary>
    public string? StaffId { get; private set; }

    public string? OfferId { get; private set; }

    public long Fence { get; private set; }

    /// <summary>When the offer or the claim ends by itself.</summary>
    public long Until { get; private set; }

    /// <summary>Held by somebody who is away: when it may be named (again).</summary>
    public long NameAt { get; set; }

    public void Offer(string offerId, string staffId, long until) =>
        (Standing, OfferId, StaffId, Until) = (Standing.Offered, offerId, staffId, until);

    public void Claim(string staffId, long fence, long until) =>
        (Standing, OfferId, StaffId, Fence, Until) = (Standing.Claimed, null, staffId, fence, until);

    public void Hold(string staffId, long fence) =>
        (Standing, OfferId, StaffId, Fence, NameAt) = (Standing.Held, null, staffId, fence, 0);

    public void Wait() => (Standing, OfferId, StaffId) = (Standing.Waiting, null, null);
}

/// <summary>A counsellor as the memory keeps them.</summary>
internal sealed class QueueStaff
{
    public bool Available { get; set; }

    public int Capacity { get; set; } = 1;

    public long LastAskedAt { get; set; }

    public long PresentUntil { get; set; }

    /// <summary>The tick has not yet seen them go.</summary>
    public bool CountsAsPresent { get; set; }

    public bool Present(long now) => PresentUntil > now;
}
