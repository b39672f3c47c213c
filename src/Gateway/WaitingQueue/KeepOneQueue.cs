using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>Sees to it that no two queues stand on one set of records: a queue in the process is alone, or all share one in Redis.</summary>
/// <remarks>
/// Every gateway keeps a row in the records and renews it. Whoever starts looks at the rows of the others. A gateway that crashed leaves
/// its row behind: on the same machine its process is looked for, so that a restart is not kept waiting; from another machine, or another container,
/// it counts as dead when its row has not been renewed for twelve seconds. What was taken for dead and was not (a machine that slept) stops by itself.
/// </remarks>
public sealed partial class KeepOneQueue(
    QueueSettings settings, IRecords records, Publisher publisher, Ids ids, TimeProvider time, ILogger<KeepOneQueue> log)
    : Rounds("one queue", TimeSpan.FromSeconds(5), time, log)
{
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan LongGone = TimeSpan.FromMinutes(1);

    // Several gateways in one process, as in tests: the process lives on when one of them has ended.
    private static readonly ConcurrentDictionary<string, bool> Here = new();

    private NodeRow? _me;

    /// <summary>Takes part, before anything is served; may be called again after it failed. Waits for up to some seconds while it is not known whether another gateway lives.</summary>
    /// <exception cref="AnotherQueueException">Another gateway lives whose queue this one would not share.</exception>
    public async Task BeginAsync(CancellationToken cancel = default)
    {
        if (_me is not null) return;
        var me = NodeRow.OfThisProcess(ids.New(), settings.Engine, Time.NowMs());
        Here[me.Id] = true;
        try
        {
            await AloneAsync(me, cancel);
            _me = me;
        }
        finally
        {
            // It may be tried again, when the records answer; a row that was written after all is nobody's then.
            if (_me != me) Here.TryRemove(me.Id, out _);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            if (_me is { } me) await records.WriteAsync(session => NodeRows.RemoveAsync(session, me.Id), cancellationToken);
        }
        catch (RecordsUnavailableException)
        {
            // The row stays, and is seen to be dead by whoever starts next.
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        if (_me is { } me) Here.TryRemove(me.Id, out _);
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (_me is not { } me) return;
        try
        {
            var rival = await records.WriteAsync(session => RenewAsync(session, me), stop);
            if (rival is null) return;
            LogNotAlone(Log, rival.Process, rival.Machine);
            await publisher.PublishAsync(new QueueNotAlone(rival));
        }
        catch (RecordsUnavailableException error)
        {
            LogNotRenewed(Log, error);
        }
    }

    private async Task AloneAsync(NodeRow me, CancellationToken cancel)
    {
        var watched = new Dictionary<string, (long SeenAt, long Since)>();
        while (await RivalAsync(me, watched, cancel) is { } rival)
        {
            if (Lives(rival) == true || (watched.TryGetValue(rival.Id, out var before) && before.SeenAt != rival.SeenAt))
                throw new AnotherQueueException(rival, settings.Engine);
            watched.TryAdd(rival.Id, (rival.SeenAt, Time.NowMs()));
            await Task.Delay(TimeSpan.FromSeconds(1), Time, cancel);
        }
    }

    // The one who makes room is whose queue nobody shares; among two such, the later one.
    private async Task<NodeRow?> RenewAsync(RecordsSession session, NodeRow me)
    {
        var now = Time.NowMs();
        var known = await NodeRows.SeenAsync(session, me.Id, now) > 0;
        if (!known) await NodeRows.AddAsync(session, me with { SeenAt = now });
        if (!me.KeepsItsOwn) return null;
        return (await NodeRows.AllAsync(session)).FirstOrDefault(other =>
            other.Id != me.Id && now - other.SeenAt < Silent.Ms() && Lives(other) != false
            && (!known || !other.KeepsItsOwn || string.CompareOrdinal(other.Id, me.Id) < 0));
    }

    // Adds this gateway when there is no rival; otherwise names one.
    private Task<NodeRow?> RivalAsync(NodeRow me, Dictionary<string, (long SeenAt, long Since)> watched, CancellationToken cancel) =>
        records.WriteAsync(async session =>
        {
            await NodeRows.LockAsync(session);
            var now = Time.NowMs();
            foreach (var other in await NodeRows.AllAsync(session))
            {
                if (IsDead(other, watched, now)) await NodeRows.RemoveAsync(session, other.Id);
                else if (me.KeepsItsOwn || other.KeepsItsOwn) return other;
            }

            await NodeRows.AddAsync(session, me with { SeenAt = now });
            return null;
        }, cancel);

    private static bool IsDead(NodeRow other, Dictionary<string, (long SeenAt, long Since)> watched, long now) => Lives(other) switch
    {
        true => false,
        false => true,
        null => now - other.SeenAt > LongGone.Ms()
            || (watched.TryGetValue(other.Id, out var before) && before.SeenAt == other.SeenAt && now - before.Since >= Silent.Ms()),
    };

    private static bool? Lives(NodeRow other)
    {
        var lives = other.Lives();
        return lives == true && other.Process == Environment.ProcessId ? Here.ContainsKey(other.Id) : lives;
    }

    [LoggerMessage(1405, LogLevel.Critical, "The gateway of process {Process} on {Machine} works on the same records and does not share this one's queue; this one stops")]
    private static partial void LogNotAlone(ILogger log, long process, string machine);

    [LoggerMessage(1406, LogLevel.Warning, "The records could not be told that this gateway lives; told again in a few seconds")]
    private static partial void LogNotRenewed(ILogger log, Exception error);
}

/// <summary>Another gateway works on the same records and does not share this one's queue: this one must stop.</summary>
public sealed record QueueNotAlone(NodeRow Other);

/// <summary>Another gateway lives whose queue this one would not share: this one may not start.</summary>
public sealed class AnotherQueueException(NodeRow other, string engine) : InvalidOperationException(
    $"The gateway of process {other.Process} on {other.Machine} works on the same records, with Gateway:Queue:Engine={other.Engine}; this one has {engine}. "
    + "A queue in the process is for one gateway alone: stop the other one, or give all of them Redis.");
