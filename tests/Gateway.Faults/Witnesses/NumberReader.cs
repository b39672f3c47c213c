using Gateway.TestKit.Hub;

namespace Gateway.Faults.Witnesses;

/// <summary>Reads conversations after the last number it has, over and over, and never looks back: what becomes visible late it misses.</summary>
/// <param name="hub">Asked by this reader alone.</param>
/// <param name="conversations">What it reads.</param>
internal sealed class NumberReader(HubClient hub, IReadOnlyList<string> conversations)
{
    private readonly Dictionary<string, long> _last = conversations.ToDictionary(id => id, _ => 0L);

    /// <summary>How often it has asked.</summary>
    public int Looks { get; private set; }

    /// <summary>How many entries it was given.</summary>
    public int Entries { get; private set; }

    /// <summary>How often a number was not the one after the last.</summary>
    public int Holes { get; private set; }

    /// <summary>Reads until the end, and then once more everything that is left.</summary>
    public async Task ReadAsync(CancellationToken end)
    {
        bool more;
        do
        {
            more = !end.IsCancellationRequested;
            foreach (var id in conversations)
            {
                while (await LookAsync(id) > 0)
                {
                    // As long as there is more.
                }
            }
        }
        while (more);
    }

    private async Task<int> LookAsync(string id)
    {
        var page = await hub.EntriesAfterAsync(id, _last[id]);
        Looks++;
        Entries += page.Count;
        foreach (var entry in page)
        {
            if (entry.Number != _last[id] + 1)
                Holes++;
            _last[id] = entry.Number;
        }
        return page.Count;
    }
}
