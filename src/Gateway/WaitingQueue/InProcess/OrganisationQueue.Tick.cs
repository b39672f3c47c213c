namespace Gateway.WaitingQueue.InProcess;

internal sealed partial class OrganisationQueue
{
    private const long NameAgainMs = 10_000;

    public QueueTick Tick(long now)
    {
        SeeAbsence(now);
        var withdrawn = EndOffers(now).ToList();
        EndClaims(now);
        var vanished = NameVanished(now).ToList();
        var offers = MakeOffers(now).ToList();
        foreach (var over in _coolDowns.Where(c => c.Value <= now).Select(c => c.Key).ToList()) _coolDowns.Remove(over);
        withdrawn.AddRange(_withdrawn);
        _withdrawn.Clear();
        var changed = _changed;
        _changed = false;
        return new QueueTick(offers, withdrawn, vanished, changed);
    }

    public QueueSnapshot Snapshot(long now) => new(
        [.. InOrder(Standing.Waiting, Standing.Offered, Standing.Claimed).Select(e => e.Place)],
        [.. InOrder(Standing.Offered).Select(e => new Offer(e.OfferId!, e.Place, e.StaffId!, e.Until))],
        [.. InOrder(Standing.Held).Select(e => new HeldPlace(e.Place, e.StaffId!, e.Fence))],
        [.. _staff.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s =>
            new StaffOnShift(s.Key, s.Value.Available, s.Value.Capacity, HandsOf(s.Key).Count(), s.Value.Present(now)))]);

    private IEnumerable<WithdrawnOffer> EndOffers(long now)
    {
        foreach (var entry in InOrder(Standing.Offered).ToList())
        {
            if (entry.Until <= now)
            {
                CoolDown(entry, now);
                yield return Withdraw(entry, "expired");
            }
            else if (!IsPresent(entry.StaffId!, now))
            {
                yield return Withdraw(entry, "declined");
            }
        }
    }

    private void EndClaims(long now)
    {
        foreach (var entry in _entries.Values.Where(e => e.Standing == Standing.Claimed && e.Until <= now))
        {
            entry.Wait();
            _changed = true;
        }
    }

    private IEnumerable<HeldPlace> NameVanished(long now)
    {
        foreach (var entry in InOrder(Standing.Held).Where(e => e.NameAt <= now && !IsPresent(e.StaffId!, now)))
        {
            entry.NameAt = now + NameAgainMs;
            yield return new HeldPlace(entry.Place, entry.StaffId!, entry.Fence);
        }
    }

    private IEnumerable<Offer> MakeOffers(long now)
    {
        var candidates = _staff.Where(s => s.Value.Available && s.Value.Present(now) && HandsOf(s.Key).All(e => e.Standing != Standing.Offered))
            .Select(s => (StaffId: s.Key, Free: s.Value.Capacity - HandsOf(s.Key).Count(), s.Value.LastAskedAt)).Where(c => c.Free > 0).ToList();
        if (candidates.Count == 0) yield break;
        foreach (var entry in InOrder(Standing.Waiting).ToList())
        {
            var asked = NextInQueue.Counsellor(candidates.Where(c => !IsCooling(c.StaffId, entry.Place.ConversationId, now)));
            if (asked is null) continue;
            entry.Offer(ids.New(), asked, now + (settings.OfferSeconds * 1000L));
            Staff(asked).LastAskedAt = now;
            _changed = true;
            yield return new Offer(entry.OfferId!, entry.Place, asked, entry.Until);
            candidates.RemoveAll(c => c.StaffId == asked);
            if (candidates.Count == 0) yield break;
        }
    }

    private bool IsCooling(string staffId, string conversationId, long now) =>
        _coolDowns.TryGetValue((staffId, conversationId), out var until) && until > now;
}
