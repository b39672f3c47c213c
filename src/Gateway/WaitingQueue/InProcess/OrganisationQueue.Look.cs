namespace Gateway.WaitingQueue.InProcess;

internal sealed partial class OrganisationQueue
{
    public QueueSnapshot Snapshot(int first, long now) => new(
        [.. InOrder().Take(first).Select(e => e.Place)],
        _waiting.Count + _asked.Count,
        [.. _asked.Where(e => e.Standing == Standing.Offered).Select(e => e.AsOffer)],
        [.. _held.Select(e => e.AsHeld)],
        [.. _staff.Values.Where(s => s.Listed).OrderBy(s => s.Id, StringComparer.Ordinal).Select(s =>
            new StaffOnShift(s.Id, s.Available, s.Capacity, s.Hands.Count, s.Present(now), s.Traits, s.DisasterFirst))]);

    /// <summary>One walk along the queue for all who ask; the only reading whose cost grows with the queue.</summary>
    public IReadOnlyDictionary<string, long> Positions(IReadOnlyList<string> conversationIds)
    {
        var asked = conversationIds.Where(id => _entries.TryGetValue(id, out var entry) && entry.Standing != Standing.Held).ToHashSet();
        var positions = new Dictionary<string, long>(asked.Count);
        var position = 0L;
        foreach (var entry in InOrder())
        {
            if (positions.Count == asked.Count) break;
            position++;
            if (asked.Contains(entry.Place.ConversationId)) positions[entry.Place.ConversationId] = position;
        }

        return positions;
    }

    public IReadOnlyDictionary<string, FoundPlace> Find(IReadOnlyList<string> conversationIds) =>
        conversationIds.Where(_entries.ContainsKey).Distinct().ToDictionary(
            id => id, id => _entries[id] is var entry && entry.Standing == Standing.Held ? new FoundPlace(entry.Place, entry.AsHeld) : new FoundPlace(entry.Place, null));

    public (string? Next, IReadOnlyList<string> ConversationIds) Walk() => (null, [.. _entries.Keys]);

    private IEnumerable<QueueEntry> InOrder()
    {
        using var waiting = _waiting.GetEnumerator();
        var more = waiting.MoveNext();
        foreach (var asked in _asked)
        {
            for (; more && QueueEntry.InOrder.Compare(waiting.Current, asked) < 0; more = waiting.MoveNext()) yield return waiting.Current;
            yield return asked;
        }

        for (; more; more = waiting.MoveNext()) yield return waiting.Current;
    }
}
