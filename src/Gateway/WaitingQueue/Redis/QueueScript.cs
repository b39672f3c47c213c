using System.Globalization;
using Gateway.Primitives;
using Gateway.Redis;
using StackExchange.Redis;

namespace Gateway.WaitingQueue.Redis;

/// <summary>The one script that every call of the queue runs: what all share, each operation's own file of <c>Scripts/</c>, and the loop over what is asked.</summary>
internal static class QueueScript
{
    private static readonly string[] KeyNames =
        ["meta", "places", "waiting", "staff", "free", "due", "withdrawn", "done", "done-before", "filling", "new-places", "new-waiting"];

    public static readonly RedisScript Whole = RedisScript.Load(
        typeof(QueueScript), "Run", "Prelude", "Join", "Remove", "TakeNext", "AnswerOffer", "Confirm", "Hold", "GiveBack", "SetAvailability", "Heartbeat",
        "Leave", "Tick", "Look", "Fill");

    /// <summary>One hash tag for each organisation: on a cluster, all that a call touches lies on one node.</summary>
    public static RedisKey[] Keys(string organisation) => [.. KeyNames.Select(name => (RedisKey)$"{{q:{organisation}}}:{name}")];

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(bool yes) => yes ? "1" : "0";

    public static string Seconds(int seconds) => Text(seconds * 1000L);

    public static string Span(TimeSpan span) => Text(span.Ms());
}

/// <summary>One operation of a call.</summary>
/// <param name="Name">The function that its file defines.</param>
/// <param name="Values">What it is given.</param>
internal readonly record struct QueueOperation(string Name, string[] Values);
