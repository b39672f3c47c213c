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

    // What is asked all the time; and what is asked now and then, by itself, and therefore not made ready for every call.
    private static readonly string[] Quick =
        ["Join", "Remove", "TakeNext", "AnswerOffer", "Confirm", "Hold", "GiveBack", "SetAvailability", "Heartbeat", "Leave"];

    private static readonly string[] Rare = ["Tick", "Look", "Fill"];

    /// <summary>The state of a call, then the files as functions of their own, and at the end the loop.</summary>
    public static RedisScript Whole { get; } = new(
        "queue", Read("State") + Part("Records") + Part("Moves") + Part(Quick) + "if not given[ARGV[7]] then\n" + Part(Rare) + "end\n" + Part("Run"));

    /// <summary>One hash tag for each organisation: on a cluster, all that a call touches lies on one node.</summary>
    public static RedisKey[] Keys(string organisation) => [.. KeyNames.Select(name => (RedisKey)$"{{q:{organisation}}}:{name}")];

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Text(bool yes) => yes ? "1" : "0";

    /// <summary>How long things may take, in the order in which every call begins with it.</summary>
    public static RedisValue[] Durations(QueueSettings settings) =>
    [
        settings.PresenceSeconds * 1000L, settings.ClaimSeconds * 1000L, settings.CoolDownSeconds * 1000L, settings.OfferSeconds * 1000L,
        QueueSettings.OperationsKept.Ms(),
    ];

    private static string Part(params string[] files) =>
        $"do local part = function()\n{string.Concat(files.Select(Read))}end local answers = part() if answers then return answers end end\n";

    private static string Read(string file) => RedisScript.Read(typeof(QueueScript), file);
}

/// <summary>One operation of a call.</summary>
/// <param name="Name">The function that its file defines.</param>
/// <param name="Values">What it is given.</param>
internal readonly record struct QueueOperation(string Name, string[] Values);
