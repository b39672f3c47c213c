using Gateway.Worlds.Consoles;

namespace Gateway.Worlds;

/// <summary>In which order a console shows entries (the hub's contract): by number, but late words of a person where they belong. Pure.</summary>
public static class ReadingOrder
{
    /// <summary>
    /// A person's entry that was sent earlier than one already placed goes before the first that was sent later: the provider
    /// delivered it late.
    /// </summary>
    public static IReadOnlyList<ShownEntry> Of(IReadOnlyList<ShownEntry> entries)
    {
        var placed = new List<ShownEntry>(entries.Count);
        foreach (var entry in entries.OrderBy(entry => entry.Number))
        {
            var at = entry.SentAt == 0 ? -1 : placed.FindIndex(other => other.SentAt > entry.SentAt);
            if (at < 0)
                placed.Add(entry);
            else
                placed.Insert(at, entry);
        }
        return placed;
    }
}
