namespace Gateway.WaitingQueue.InProcess;

internal sealed partial class OrganisationQueue
{
    private const long NameAgainMs = 10_000;

    // What one tick does at most; the rest comes with the next one.
    private const int OffersAtOnce = 100;
    private const int PeopleAhead = WishCode.MostPassedOver;

    public QueueTick Tick(long now)
    {
        SeeAbsence(now);
        var withdrawn = EndOffers(now).ToList();
        EndClaims(now);
        var vanished = NameVanished(now).ToList();
        var offers = MakeOffers(now);
        foreach (var over in _coolDowns.Where(c => c.Value <= now).Select(c => c.Key).ToList()) _coolDowns.Remove(over);
        withdrawn.AddRange(_withdrawn);
        _withdrawn.Clear();
        var changed = _changed;
        _changed = false;
        return new QueueTick(offers, withdrawn, vanished, changed);
    }

    private IEnumerable<WithdrawnOffer> EndOffers(long now)
    {
        foreach (var entry in _asked.Where(e => e.Standing == Standing.Offered).ToList())
        {
            if (entry.Until <= now)
            {
                CoolDown(entry, now);
                yield return Withdraw(entry, "expired");
            }
            else if (!entry.Staff!.Present(now))
            {
                yield return Withdraw(entry, "declined");
            }
        }
    }

    private void EndClaims(long now)
    {
        foreach (var entry in _asked.Where(e => e.Standing == Standing.Claimed && e.Until <= now).ToList())
        {
            Move(entry, entry.Wait);
            _changed = true;
        }
    }

    private IEnumerable<HeldPlace> NameVanished(long now)
    {
        foreach (var entry in _held.Where(e => e.NameAt <= now && !e.Staff!.Present(now)))
        {
            entry.NameAt = now + NameAgainMs;
            yield return entry.AsHeld;
        }
    }

    private List<Offer> MakeOffers(long now)
    {
        var offers = new List<Offer>();
        if (_waiting.Count == 0) return offers;
        var free = NextInQueue.Counsellors(
            _staff.Values.Where(s => s.Available && s.Present(now) && s.Ringing is null).Select(s => (s.Id, s.Free, s.LastAskedAt))).ToList();
        var looksAhead = free.Exists(staffId => Staff(staffId).DisasterFirst > now) ? NextInQueue.DisasterLooksAhead : 0;
        var people = free.Count == 0 ? [] : _waiting.Take(OffersAtOnce + PeopleAhead + looksAhead).ToList();
        var anybody = looksAhead > 0 && people.Exists(entry => entry.Place.IsOfDisaster(now));
        for (var at = 0; at < Math.Min(people.Count, OffersAtOnce + PeopleAhead); at++)
        {
            // Whoever is asked may have chosen somebody of a disaster who stands behind: then the next one is asked for this place.
            while (people[at].Standing == Standing.Waiting && free.Count > 0 && offers.Count < OffersAtOnce && ChosenOf(free, people[at], now) is >= 0 and var index)
            {
                var asked = Staff(free[index]);
                var behind = anybody ? people.Skip(at + 1).Take(NextInQueue.DisasterLooksAhead).Where(entry => MayBeAsked(asked, entry, now)) : [];
                offers.Add(Ask(asked, OfDisasterOr(people[at], asked, behind, now), now));
                free.RemoveAt(index);
            }
        }

        return offers;
    }

    private Offer Ask(QueueStaff asked, QueueEntry entry, long now)
    {
        Move(entry, () => entry.Offer(ids.New(), asked, now + (settings.OfferSeconds * 1000L)));
        asked.LastAskedAt = now;
        _changed = true;
        return entry.AsOffer;
    }

    // Whom they have just declined is not offered to them; whoever stands between counts all the same.
    private bool MayBeAsked(QueueStaff staff, QueueEntry entry, long now) => entry.Standing == Standing.Waiting && !IsKeptFrom(staff, entry, now)
        && !(entry.Place.IsOfDisaster(now) && IsCooling(staff.Id, entry.Place.ConversationId, now));

    private bool IsCooling(string staffId, string conversationId, long now) =>
        _coolDowns.TryGetValue((staffId, conversationId), out var until) && until > now;
}
