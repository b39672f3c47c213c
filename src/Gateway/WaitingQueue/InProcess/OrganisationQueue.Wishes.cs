namespace Gateway.WaitingQueue.InProcess;

internal sealed partial class OrganisationQueue
{
    // The first in order; passed over are those who wait for somebody else on shift, and whoever may stand behind people of a disaster whom this counsellor has chosen first.
    private QueueEntry? NextFor(QueueStaff staff, long now) =>
        _waiting.Take(WishCode.MostPassedOver).FirstOrDefault(entry => !IsKeptFrom(staff, entry, now)) is not { } first ? null
            : OfDisasterOr(first, staff, _waiting.SkipWhile(entry => entry != first).Skip(1).Take(NextInQueue.DisasterLooksAhead).Where(entry => !IsKeptFrom(staff, entry, now)), now);

    private static QueueEntry OfDisasterOr(QueueEntry first, QueueStaff staff, IEnumerable<QueueEntry> behind, long now) => staff.DisasterFirst <= now ? first
        : NextInQueue.DisasterFirst(behind.Prepend(first), entry => entry.Place, now);

    // Among those who are free, whoever fits; or, where nobody who fits is waited for, the first.
    private int ChosenOf(List<string> free, QueueEntry entry, long now)
    {
        bool MayBeAsked(string staffId) => !IsCooling(staffId, entry.Place.ConversationId, now);
        if (entry.Place.Wish == 0) return free.FindIndex(MayBeAsked);
        var fitting = free.FindIndex(staffId => MayBeAsked(staffId) && WishCode.Fits(entry.Place.Wish, Staff(staffId).Traits));
        return fitting >= 0 || IsWaitedFor(entry, now) ? fitting : free.FindIndex(MayBeAsked);
    }

    private bool IsKeptFrom(QueueStaff staff, QueueEntry entry, long now) =>
        entry.Place.WaitsForWish(now) && !WishCode.Fits(entry.Place.Wish, staff.Traits) && IsWaitedFor(entry, now);

    // Whoever has just declined them, or let it ring, is not waited for.
    private bool IsWaitedFor(QueueEntry entry, long now) => entry.Place.WaitsForWish(now) && _staff.Values.Any(staff =>
        staff.Available && staff.Present(now) && WishCode.Fits(entry.Place.Wish, staff.Traits) && !IsCooling(staff.Id, entry.Place.ConversationId, now));
}
