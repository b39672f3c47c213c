using Gateway.Primitives;

namespace Gateway.WaitingQueue.InProcess;

/// <summary>One organisation's queue. Not thread-safe: <see cref="QueueMemory"/> lets one call in at a time.</summary>
internal sealed partial class OrganisationQueue(QueueSettings settings, Ids ids, long fence)
{
    private readonly Dictionary<string, QueueEntry> _entries = [];
    private readonly Dictionary<string, (TakeResult Answer, long Until)> _done = [];
    private readonly Queue<string> _doneInOrder = new();
    private readonly Dictionary<(string StaffId, string ConversationId), long> _coolDowns = [];
    private readonly List<WithdrawnOffer> _withdrawn = [];
    private long _fence = fence;
    private bool _changed = true;

    public void Fill(IReadOnlyCollection<QueuePlace> waiting, IReadOnlyCollection<HeldPlace> held, long now)
    {
        foreach (var place in waiting) Join(place);
        foreach (var (place, staffId, fence) in held)
        {
            SeenAlive(staffId, now);
            Hold(place, staffId, fence);
        }
    }

    public TakeResult Once(string operationId, long now, Func<TakeResult> decide)
    {
        while (_doneInOrder.TryPeek(out var oldest) && _done[oldest].Until <= now) _done.Remove(_doneInOrder.Dequeue());
        if (_done.TryGetValue(operationId, out var done)) return done.Answer;
        var answer = decide();
        _done[operationId] = (answer, now + QueueSettings.OperationsKept.Ms());
        _doneInOrder.Enqueue(operationId);
        return answer;
    }

    public bool Join(QueuePlace place)
    {
        if (!_entries.TryGetValue(place.ConversationId, out var entry))
        {
            _entries[place.ConversationId] = new QueueEntry(place);
            return _changed = true;
        }

        if (entry.Standing != Standing.Held && NextInQueue.IsHigher(place.Grade, entry.Place.Grade))
        {
            entry.Place = entry.Place with { Grade = place.Grade };
            _changed = true;
        }

        return false;
    }

    public WithdrawnOffer? Remove(string conversationId)
    {
        if (!_entries.Remove(conversationId, out var entry)) return null;
        _changed = true;
        return entry.Standing == Standing.Offered ? new WithdrawnOffer(entry.OfferId!, entry.StaffId!, "left") : null;
    }

    public TakeResult TakeNext(string staffId, long now)
    {
        SeenAlive(staffId, now);
        var hands = HandsOf(staffId).ToList();
        var next = hands.Find(e => e.Standing == Standing.Offered);
        if (next is null && hands.Count >= Staff(staffId).Capacity) return new TakeResult(TakeOutcome.HandsFull);
        next ??= InOrder(Standing.Waiting).FirstOrDefault();
        return next is null ? new TakeResult(TakeOutcome.NobodyWaits) : Claim(next, staffId, now);
    }

    public TakeResult AnswerOffer(string offerId, string staffId, bool accept, long now)
    {
        var entry = HandsOf(staffId).FirstOrDefault(e => e.OfferId == offerId);
        if (entry is null || entry.Until <= now) return new TakeResult(TakeOutcome.Gone);
        SeenAlive(staffId, now);
        if (accept) return Claim(entry, staffId, now);
        CoolDown(entry, now);
        entry.Wait();
        _changed = true;
        return new TakeResult(TakeOutcome.Declined);
    }

    public bool Confirm(string conversationId, string staffId, long fence)
    {
        if (!Has(conversationId, fence, out var entry) || entry.StaffId != staffId || entry.Standing != Standing.Claimed) return false;
        entry.Hold(staffId, fence);
        return _changed = true;
    }

    public bool Hold(QueuePlace place, string staffId, long fence)
    {
        if (_entries.TryGetValue(place.ConversationId, out var entry))
        {
            if (entry.Standing == Standing.Offered) _withdrawn.Add(new WithdrawnOffer(entry.OfferId!, entry.StaffId!, "taken"));
            entry.Place = place;
        }
        else
        {
            _entries[place.ConversationId] = entry = new QueueEntry(place);
        }

        entry.Hold(staffId, fence);
        _fence = Math.Max(_fence, fence);
        return _changed = true;
    }

    public bool GiveBack(QueuePlace place, long fence, long now)
    {
        if (!Has(place.ConversationId, fence, out var entry)) return false;
        if (entry.Standing == Standing.Held && IsPresent(entry.StaffId!, now)) CoolDown(entry, now);
        entry.Place = place;
        entry.Wait();
        return _changed = true;
    }

    private bool Has(string conversationId, long fence, out QueueEntry entry) =>
        _entries.TryGetValue(conversationId, out entry!) && entry.Standing is Standing.Claimed or Standing.Held && entry.Fence == fence;

    private TakeResult Claim(QueueEntry entry, string staffId, long now)
    {
        entry.Claim(staffId, ++_fence, now + (settings.ClaimSeconds * 1000L));
        Staff(staffId).LastAskedAt = now;
        _changed = true;
        return new TakeResult(TakeOutcome.Taken, new Claim(entry.Place, staffId, _fence));
    }

    private IEnumerable<QueueEntry> InOrder(params Standing[] standings) =>
        _entries.Values.Where(e => standings.Contains(e.Standing))
            .OrderBy(e => NextInQueue.Order(e.Place)).ThenBy(e => e.Place.ConversationId, StringComparer.Ordinal);

    private IEnumerable<QueueEntry> HandsOf(string staffId) => _entries.Values.Where(e => e.StaffId == staffId);

    private void CoolDown(QueueEntry entry, long now) =>
        _coolDowns[(entry.StaffId!, entry.Place.ConversationId)] = now + (settings.CoolDownSeconds * 1000L);
}
