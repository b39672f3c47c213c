using Gateway.TestKit.Hub;

namespace Gateway.Faults.Joining;

/// <summary>One conversation as one connection has it: what it fetched, and what it was pushed.</summary>
/// <param name="from">Up to this number it was known before.</param>
internal sealed class JoinedLog(long from)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, HubEntry> _entries = [];
    private long _lastPushed;

    /// <summary>Up to this number it was known before.</summary>
    public long From => from;

    /// <summary>Entries that were pushed a second time, or after a later one.</summary>
    public int PushedAgain { get; private set; }

    /// <summary>Pushes that left a number out; a screen sees that at once, and fetches.</summary>
    public int Holes { get; private set; }

    /// <summary>Entries that came.</summary>
    public void Push(IEnumerable<HubEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                PushedAgain += entry.Number <= _lastPushed ? 1 : 0;
                Holes += _lastPushed > 0 && entry.Number > _lastPushed + 1 && !_entries.ContainsKey(entry.Number - 1) ? 1 : 0;
                _lastPushed = Math.Max(_lastPushed, entry.Number);
                Take(entry);
            }
        }
    }

    /// <summary>Entries that were asked for.</summary>
    public void Fetch(IEnumerable<HubEntry> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
                Take(entry);
        }
    }

    /// <summary>The state: what was delivered stands at the words it is about.</summary>
    public IReadOnlyList<HubEntry> State()
    {
        lock (_gate)
            return Fold(_entries.Values);
    }

    /// <summary>The state that follows from these entries.</summary>
    public static IReadOnlyList<HubEntry> Fold(IEnumerable<HubEntry> entries)
    {
        var state = new SortedDictionary<long, HubEntry>();
        foreach (var entry in entries)
        {
            state[entry.Number] = entry;
            if (entry is { Kind: "delivery", Of: { } of } && state.TryGetValue(of, out var words))
                state[of] = words with { Delivery = entry.Delivery };
        }
        return [.. state.Values];
    }

    private void Take(HubEntry entry)
    {
        if (entry.Number > from)
            _entries.TryAdd(entry.Number, entry);
    }
}
