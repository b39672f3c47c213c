using System.Globalization;
using Gateway.Primitives;
using Gateway.Redis;
using StackExchange.Redis;

namespace Gateway.WaitingQueue.Redis;

/// <summary>Runs the queue's scripts: one file of <c>Scripts/</c> each, behind the functions of <c>Prelude.lua</c>.</summary>
internal sealed class QueueScripts(RedisLink link, TimeProvider time)
{
    public static readonly RedisScript Join = Load(nameof(Join));
    public static readonly RedisScript Remove = Load(nameof(Remove));
    public static readonly RedisScript TakeNext = Load(nameof(TakeNext));
    public static readonly RedisScript AnswerOffer = Load(nameof(AnswerOffer));
    public static readonly RedisScript Confirm = Load(nameof(Confirm));
    public static readonly RedisScript Hold = Load(nameof(Hold));
    public static readonly RedisScript GiveBack = Load(nameof(GiveBack));
    public static readonly RedisScript SetAvailability = Load(nameof(SetAvailability));
    public static readonly RedisScript Heartbeat = Load(nameof(Heartbeat));
    public static readonly RedisScript Leave = Load(nameof(Leave));
    public static readonly RedisScript Tick = Load(nameof(Tick));
    public static readonly RedisScript Snapshot = Load(nameof(Snapshot));
    public static readonly RedisScript Rebuild = Load(nameof(Rebuild));

    private static readonly string[] KeyNames = ["meta", "places", "waiting", "has", "hands", "offers", "staff", "due", "withdrawn"];

    /// <summary>Runs a script; its first argument is always the time.</summary>
    /// <exception cref="QueueEpochLostException">It found no memory, or another server's.</exception>
    /// <exception cref="QueueUnavailableException">It may or may not have run.</exception>
    public Task<RedisResult[]> RunAsync(RedisScript script, string organisation, params RedisValue[] values) =>
        RunAsync(script, organisation, null, values);

    /// <summary>Runs a script that remembers its answer under <paramref name="operationId"/>.</summary>
    public async Task<RedisResult[]> RunAsync(RedisScript script, string organisation, string? operationId, RedisValue[] values)
    {
        RedisResult[] answer;
        try
        {
            answer = (RedisResult[])await link.EvalAsync(script, Keys(organisation, operationId), [Text(time.NowMs()), .. values]);
        }
        catch (RedisUnavailableException error)
        {
            throw new QueueUnavailableException(error);
        }

        return (string)answer[0] == "lost" ? throw new QueueEpochLostException(organisation) : answer;
    }

    public static RedisValue Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static RedisValue Text(bool yes) => yes ? "1" : "0";

    public static RedisValue Seconds(int seconds) => Text(seconds * 1000L);

    public static RedisValue Span(TimeSpan span) => Text(span.Ms());

    // One hash tag for each organisation: on a cluster, all that a script touches lies on one node.
    private static RedisKey[] Keys(string organisation, string? operationId)
    {
        var tag = $"{{q:{organisation}}}:";
        var keys = KeyNames.Select(name => (RedisKey)(tag + name));
        return operationId is null ? [.. keys] : [.. keys, tag + "op:" + operationId];
    }

    private static RedisScript Load(string name) => RedisScript.Load(typeof(QueueScripts), name, "Prelude");
}
