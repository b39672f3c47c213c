using System.Text;

namespace Gateway.Worlds.Consoles;

/// <summary>One conversation as one console shows it: by number, without a gap; what comes too early waits for what is missing.</summary>
/// <param name="id">The conversation.</param>
public sealed class ShownLog(string id)
{
    private readonly Lock _gate = new();
    private readonly List<ShownEntry> _shown = [];
    private readonly SortedDictionary<long, ShownEntry> _early = [];
    private long _lastPushed;

    /// <summary>The conversation.</summary>
    public string Id => id;

    /// <summary>Its id as it stands on the wire.</summary>
    internal byte[] Utf8Id { get; } = Encoding.UTF8.GetBytes(id);

    /// <summary>Entries that were pushed a second time on one connection, or after a later one.</summary>
    public int PushedAgain { get; private set; }

    /// <summary>Entries that came under a number which had other content before.</summary>
    public int Changed { get; private set; }

    /// <summary>1 while somebody is fetching what is missing.</summary>
    internal int Fetching;

    /// <summary>The newest number shown.</summary>
    public long Last
    {
        get
        {
            lock (_gate)
                return _shown.Count;
        }
    }

    /// <summary>Everything shown, in the order of numbers.</summary>
    public IReadOnlyList<ShownEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _shown];
        }
    }

    /// <summary>A new connection: its pushes are counted by themselves.</summary>
    internal void Connected()
    {
        lock (_gate)
            _lastPushed = 0;
    }

    /// <summary>Takes an entry, pushed or fetched. Returns false when something before it is missing.</summary>
    internal bool Take(in ShownEntry entry, bool pushed, Oracle oracle, long at)
    {
        lock (_gate)
        {
            if (pushed && entry.Number <= _lastPushed)
                PushedAgain++;
            else if (pushed)
                _lastPushed = entry.Number;
            if (entry.Number <= _shown.Count)
            {
                if (_shown[(int)entry.Number - 1] != entry)
                    Changed++;
                return true;
            }
            _early[entry.Number] = entry;
            while (_early.Remove(_shown.Count + 1, out var next))
            {
                _shown.Add(next);
                oracle.Seen(next.Word, at);
            }
            return _early.Count == 0;
        }
    }
}
