using Gateway.Consortium.Live;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Entrance;

/// <summary>Keeps people from standing at a common entrance: routes whoever is due. Any number of nodes may do it at once: each step is one transaction that looks again under the lock.</summary>
internal sealed partial class EntranceKeeper(IRecords records, CommonEntrances entrances, MembersNow members, RouteVisitor route, EntranceSignal signal, TimeProvider time, ILogger<EntranceKeeper> log)
    : Rounds("entrance keeper", TimeSpan.FromSeconds(2), time, log)
{
    private const int AtOnce = 100;

    /// <summary>So long the queues are waited for. Then nobody knows who is there, and the responsible body answers.</summary>
    private static readonly TimeSpan WithoutQueues = TimeSpan.FromSeconds(30);

    /// <summary>After this whoever could not be routed is tried again.</summary>
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    private static readonly Dictionary<string, QueueSnapshot> s_unknown = [];

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signal.IsDue += Wake;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await CallBackAsync(stop);
        // Looked up anew for each: whoever is in danger and came meanwhile is next, before all who were due already.
        HashSet<string> seen = new(StringComparer.Ordinal);
        while (seen.Count < AtOnce)
        {
            var due = await records.ReadAsync(session => VisitRows.DueAsync(session, Time.NowMs(), seen.Count + 1), stop);
            if (due.FirstOrDefault(visit => !seen.Contains(visit.ConversationId)) is not { } next) return;
            seen.Add(next.ConversationId);
            await RouteAsync(next, stop);
        }
    }

    private async Task RouteAsync(VisitRows.Due visit, CancellationToken stop)
    {
        try
        {
            if (await records.ReadAsync(session => ConsortiumRows.FindAsync(session, visit.ConsortiumId), stop) is not { } consortium) return;
            // Looked at for each: whoever was routed just before waits there now.
            await route.CarryOutAsync(visit.ConsortiumId, visit.ConversationId, await LookAsync(consortium, visit.DueAt), stop);
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            // The engine is away, and the keeper of the queues says so in the log. They stay where they are until the next round.
        }
        catch (Exception error) when (error is not RecordsUnavailableException && !stop.IsCancellationRequested)
        {
            // One of them must not hold up all the others. What is in its message may be somebody's word.
            LogNotRouted(Log, error.GetType().Name);
            await records.WriteAsync(session => VisitRows.PutOffAsync(session, visit.ConversationId, Time.NowMs() + Later.Ms()), stop);
        }
    }

    // A member that pauses or leaves calls back by itself. This is for whom nothing is written down: it was closed in the set-up file, its period is over, or the body that runs the entrance takes no part any more.
    private async Task CallBackAsync(CancellationToken stop)
    {
        foreach (var of in (await records.ReadAsync(VisitRows.WaitedAtAsync, stop)).GroupBy(one => one.ConsortiumId))
        {
            if (await records.ReadAsync(session => ConsortiumRows.FindAsync(session, of.Key), stop) is not { } consortium) continue;
            foreach (var (_, member) in of)
            {
                if (entrances.WhyNot(consortium, member) is { } why)
                    await records.WriteAsync(session => VisitRows.CallBackAsync(session, of.Key, member, why, Time.NowMs()), stop);
            }
        }
    }

    private async Task<IReadOnlyDictionary<string, QueueSnapshot>> LookAsync(ConsortiumRecord consortium, long dueAt)
    {
        try
        {
            return await members.LookAsync(consortium);
        }
        catch (QueueUnavailableException) when (Time.NowMs() - dueAt >= WithoutQueues.Ms())
        {
            return s_unknown;
        }
    }

    [LoggerMessage(2041, LogLevel.Error, "Somebody at a common entrance is due and could not be routed ({Error}); tried again in a minute")]
    private static partial void LogNotRouted(ILogger log, string error);
}
