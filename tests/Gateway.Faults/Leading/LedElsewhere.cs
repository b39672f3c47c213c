using System.Collections.Concurrent;

namespace Gateway.Faults.Leading;

/// <summary>Providers that lead every call elsewhere: each kind of call to one address after another, with every status that could be followed.</summary>
/// <param name="addresses">Where to.</param>
internal sealed class LedElsewhere(IReadOnlyList<string> addresses)
{
    private static readonly int[] s_statuses = [301, 302, 303, 307, 308];
    private readonly ConcurrentDictionary<string, int> _times = new();

    /// <summary>How many calls of each kind were led elsewhere.</summary>
    public IReadOnlyDictionary<string, int> Times => _times.ToDictionary();

    /// <summary>Where a call to this path is led.</summary>
    public (int Status, string Location)? Of(string path)
    {
        var turn = _times.AddOrUpdate(Kind(path), 1, (_, before) => before + 1) - 1;
        return (s_statuses[turn % s_statuses.Length], addresses[turn % addresses.Count]);
    }

    private static string Kind(string path) =>
        path.StartsWith("/oauth2", StringComparison.Ordinal) ? "lineToken"
        : path.EndsWith("/content", StringComparison.Ordinal) ? "lineContent"
        : path.StartsWith("/v2/bot/message/reply", StringComparison.Ordinal) ? "lineReply"
        : path.StartsWith("/v2/bot/message/push", StringComparison.Ordinal) ? "linePush"
        : path.StartsWith("/sms", StringComparison.Ordinal) ? "acs"
        : path.StartsWith("/2010-04-01", StringComparison.Ordinal) ? "twilio"
        : "other";
}
