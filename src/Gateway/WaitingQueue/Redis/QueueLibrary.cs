using System.Globalization;
using Gateway.Primitives;
using Gateway.Redis;
using StackExchange.Redis;

namespace Gateway.WaitingQueue.Redis;

/// <summary>The one function that every call of the queue runs: what all share, each operation's own file of <c>Scripts/</c>, and the loop over what is asked.</summary>
internal static class QueueLibrary
{
    // Another number for every layout or formula that cannot be read as the one before: what lies there then is not found, and the records fill it anew.
    private const int Layout = 4;

    private static readonly string[] KeyNames =
        ["meta", "places", "waiting", "staff", "free", "due", "withdrawn", "done", "done-before", "filling", "new-places", "new-waiting"];

    private static readonly string[] Files =
    [
        "Records", "Moves", "Join", "Remove", "TakeOut", "TakeNext", "AnswerOffer", "Confirm", "Hold", "GiveBack", "SetAvailability", "Heartbeat", "Leave", "Tick", "Look",
        "Fill", "Run",
    ];

    /// <summary>The names that all share, then the files, each with its own locals. Redis reads it once and keeps it.</summary>
    public static RedisLibrary Whole { get; } = new("queue", Read("State") + string.Concat(Files.Select(file => $"do\n{Read(file)}end\n")));

    /// <summary>One hash tag for each organisation: on a cluster, all that a call touches lies on one node.</summary>
    public static RedisKey[] Keys(string organisation) => [.. KeyNames.Select(name => (RedisKey)$"{{q:{organisation}}}:{Layout}:{name}")];

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(bool yes) => yes ? "1" : "0";

    /// <summary>How long things may take, in the order in which every call begins with it.</summary>
    public static object[] Durations(QueueSettings settings) =>
    [
        settings.PresenceSeconds * 1000L, settings.ClaimSeconds * 1000L, settings.CoolDownSeconds * 1000L, settings.OfferSeconds * 1000L,
        QueueSettings.OperationsKept.Ms(),
    ];

    private static string Read(string file) => RedisLibrary.Read(typeof(QueueLibrary), file);
}

/// <summary>One operation of a call.</summary>
/// <param name="Name">The function that its file defines.</param>
/// <param name="Values">What it is given.</param>
internal readonly record struct QueueOperation(string Name, string[] Values);
