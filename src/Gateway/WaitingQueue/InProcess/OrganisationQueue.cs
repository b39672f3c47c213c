using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

/// <summary>One organisation's queue. Not thread-safe: <see cref="QueueMemory"/> lets one call in at a time.</summary>
/// <remarks>No decision about one person or one counsellor costs more than the logarithm of how many wait.</remarks>
internal sealed partial class OrganisationQueue(QueueSettings settings, Ids ids, long fence)
{
    private readonly Dictionary<string, QueueEntry> _entries = [];
    private readonly SortedSet<QueueEntry> _waiting = new(QueueEntry.InOrder);
    private readonly SortedSet<QueueEntry> _asked = new(QueueEntry.InOrder);
    private readonly SortedSet<QueueEntry> _held = new(QueueEntry.InOrder);
    private readonly OperationMemory _done = new();
    private readonly Dictionary<(string StaffId, string ConversationId), long> _coolDowns = [];
    private readonly List<WithdrawnOffer> _withdrawn = [];
    private long _fence = fence;
    private bool _changed = true;

    public void Fill(IReadOnlyCollection<QueuePlace> waiting, IReadOnlyCollection<HeldPlace> held, long now)
    {
        foreach (var place in waiting) Join(place);
        foreach (var (place, staffId, fence) in held)
        {
            SeenAlive(Staff(staffId), now);
            Hold(place, staffId, fence);
        }
    }

    public TakeResult Once(string operationId, long now, Func<TakeResult> decide) => _done.Once(operationId, now, decide);

    public bool Join(QueuePlace place)
    {
        if (!_entries.TryGetValue(place.ConversationId, out var entry))
        {
            Enter(place, _waiting);
            return _changed = true;
        }

        if (entry.Standing != Standing.Held && NextInQueue.IsHigher(place.Grade, entry.Place.Grade))
        {
            Move(entry, () => entry.MoveTo(place));
            _changed = true;
        }

        return false;
    }

    public bool Change(QueuePlace place, long now)
    {
        if (!_entries.TryGetValue(place.ConversationId, out var entry)) return false;
        if (entry.Place == place) return true;
        Move(entry, () => entry.MoveTo(place));
        // They have just been told that somebody else is waited for.
        if (entry is { Standing: Standing.Offered, Staff: { } asked } && IsKeptFrom(asked, entry, now)) _withdrawn.Add(Withdraw(entry, "taken"));
        return _changed = true;
    }

    public WithdrawnOffer? Remove(string conversationId)
    {
        if (!_entries.Remove(conversationId, out var entry)) return null;
        Leave(entry);
        _changed = true;
        return entry.Standing == Standing.Offered ? new WithdrawnOffer(entry.OfferId!, entry.Staff!.Id, "left") : null;
    }

    public TakeOutOutcome TakeOut(string conversationId)
    {
        if (!_entries.TryGetValue(conversationId, out var entry)) return TakeOutOutcome.NotThere;
        if (entry.Standing != Standing.Waiting) return TakeOutOutcome.InHands;
        Remove(conversationId);
        return TakeOutOutcome.TakenOut;
    }

    public TakeResult TakeNext(string staffId, long now)
    {
        var staff = Staff(staffId);
        SeenAlive(staff, now);
        var next = staff.Ringing;
        if (next is null && staff.Free <= 0) return new TakeResult(TakeOutcome.HandsFull);
        next ??= NextFor(staff, now);
        return next is not null ? Claim(next, staff, now) : new TakeResult(_waiting.Count == 0 ? TakeOutcome.NobodyWaits : TakeOutcome.WishesWait);
    }

    public TakeResult AnswerOffer(string offerId, string staffId, bool accept, long now)
    {
        if (!_staff.TryGetValue(staffId, out var staff) || staff.Ringing is not { } entry || entry.OfferId != offerId || entry.Until <= now)
            return new TakeResult(TakeOutcome.Gone);
        SeenAlive(staff, now);
        if (accept) return Claim(entry, staff, now);
        CoolDown(entry, now);
        Move(entry, entry.Wait);
        _changed = true;
        return new TakeResult(TakeOutcome.Declined);
    }

    public bool Confirm(string conversationId, string staffId, long fence)
    {
        if (!Has(conversationId, fence, out var entry) || entry.Staff!.Id != staffId || entry.Standing != Standing.Claimed) return false;
        Move(entry, () => entry.Hold(entry.Staff, fence));
        return _changed = true;
    }

    public bool Hold(QueuePlace place, string staffId, long fence)
    {
        if (!_entries.TryGetValue(place.ConversationId, out var entry)) entry = Enter(place, _waiting);
        if (entry.Standing == Standing.Offered) _withdrawn.Add(new WithdrawnOffer(entry.OfferId!, entry.Staff!.Id, "taken"));
        Move(entry, () =>
        {
            entry.MoveTo(place);
            entry.Hold(Staff(staffId), fence);
        });
        _fence = Math.Max(_fence, fence);
        return _changed = true;
    }

    public bool GiveBack(QueuePlace place, long fence, long now)
    {
        if (!Has(place.ConversationId, fence, out var entry)) return false;
        if (entry.Standing == Standing.Held && entry.Staff!.Present(now)) CoolDown(entry, now);
        Move(entry, () =>
        {
            entry.MoveTo(place);
            entry.Wait();
        });
        return _changed = true;
    }

    private bool Has(string conversationId, long fence, out QueueEntry entry) =>
        _entries.TryGetValue(conversationId, out entry!) && entry.Standing is Standing.Claimed or Standing.Held && entry.Fence == fence;

    private TakeResult Claim(QueueEntry entry, QueueStaff staff, long now)
    {
        Move(entry, () => entry.Claim(staff, ++_fence, now + (settings.ClaimSeconds * 1000L)));
        staff.LastAskedAt = now;
        _changed = true;
        return new TakeResult(TakeOutcome.Taken, new Claim(entry.Place, staff.Id, _fence));
    }

    private QueueEntry Enter(QueuePlace place, SortedSet<QueueEntry> among)
    {
        var entry = new QueueEntry(place);
        _entries[place.ConversationId] = entry;
        among.Add(entry);
        return entry;
    }

    // The sets are ordered by what a move changes, so an entry is taken out before it and put in after it.
    private void Move(QueueEntry entry, Action move)
    {
        Leave(entry);
        move();
        SetOf(entry.Standing).Add(entry);
        entry.Staff?.Hands.Add(entry);
    }

    private void Leave(QueueEntry entry)
    {
        SetOf(entry.Standing).Remove(entry);
        entry.Staff?.Hands.Remove(entry);
    }

    private SortedSet<QueueEntry> SetOf(Standing standing) => standing switch
    {
        Standing.Waiting => _waiting,
        Standing.Held => _held,
        Standing.Offered or Standing.Claimed => _asked,
    };

    private void CoolDown(QueueEntry entry, long now) =>
        _coolDowns[(entry.Staff!.Id, entry.Place.ConversationId)] = now + (settings.CoolDownSeconds * 1000L);
}
