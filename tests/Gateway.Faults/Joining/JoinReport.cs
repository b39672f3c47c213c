using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Faults.Joining;

/// <summary>What the joins of a world came to.</summary>
internal sealed class JoinReport(Engine engine, int nodes)
{
    private readonly ConcurrentDictionary<string, int> _steps = new();
    private readonly ConcurrentDictionary<string, int> _kinds = new();
    private int _holes;
    private int _silent;
    private int _mismatches;
    private int _again;
    private int _leaks;

    /// <summary>The engines.</summary>
    public Engine Engine => engine;

    /// <summary>How many gateways.</summary>
    public int Nodes => nodes;

    /// <summary>Joins of a conversation into which something fell, by the step at which it fell.</summary>
    public IReadOnlyDictionary<string, int> Interleavings => new SortedDictionary<string, int>(_steps);

    /// <summary>Events that were pushed, by their kind.</summary>
    public IReadOnlyDictionary<string, int> Events => new SortedDictionary<string, int>(_kinds);

    /// <summary>Pushes that left a number out; a screen sees that at once, and fetches.</summary>
    public int Holes => _holes;

    /// <summary>Joins after which something was missing and nothing said so before the next digest.</summary>
    public int SilentGaps => _silent;

    /// <summary>Joins after which state and events were not what the records say.</summary>
    public int Mismatches => _mismatches;

    /// <summary>Entries that one connection was pushed twice, or after a later one.</summary>
    public int PushedAgain => _again;

    /// <summary>Words that were pushed to a counsellor after the conversation had gone to another one.</summary>
    public int Leaks => _leaks;

    /// <summary>Whether the promise was kept, for every kind of event.</summary>
    [JsonIgnore]
    public bool Good => _steps.Values.Sum() > 0 && _silent + _mismatches + _again + _leaks == 0;

    /// <summary>Something fell into a join at this step.</summary>
    public void Fell(string step) => _steps.AddOrUpdate(step, 1, (_, count) => count + 1);

    /// <summary>Entries were pushed.</summary>
    public void Pushed(IEnumerable<HubEntry> entries)
    {
        foreach (var entry in entries)
            _kinds.AddOrUpdate(KindOf(entry), 1, (_, count) => count + 1);
    }

    /// <summary>A counsellor was pushed what is another one's by now.</summary>
    public void Leaked(int words) => Interlocked.Add(ref _leaks, words);

    /// <summary>Waits until a log is what the records say, and counts what was not.</summary>
    /// <param name="log">What a connection has.</param>
    /// <param name="fresh">Reads the state anew.</param>
    public async Task JudgeAsync(JoinedLog log, Func<Task<IReadOnlyList<HubEntry>>> fresh)
    {
        var now = JoinedLog.Fold(await fresh());
        // What the last of them brought about, that it was sent for example, may still come.
        async Task<bool> IsSoAsync(TimeSpan patience)
        {
            if (await Until.IsTrueAsync(() => log.State().SequenceEqual(now), patience))
                return true;
            now = JoinedLog.Fold(await fresh());
            return log.State().SequenceEqual(now);
        }
        if (!await IsSoAsync(TimeSpan.FromSeconds(1)) && !await IsSoAsync(TimeSpan.FromSeconds(1)))
        {
            Interlocked.Increment(ref _silent);
            // A digest comes every five seconds, and what it names is fetched.
            if (!await IsSoAsync(TimeSpan.FromSeconds(7)))
                Interlocked.Increment(ref _mismatches);
        }
        Interlocked.Add(ref _holes, log.Holes);
        Interlocked.Add(ref _again, log.PushedAgain);
    }

    private static string KindOf(HubEntry entry) => entry.Kind switch
    {
        "message" => "message of " + entry.Author,
        "stage" => "stage " + entry.Stage,
        "delivery" => "delivery " + entry.Delivery,
        _ => entry.Kind,
    };
}
