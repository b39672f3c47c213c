using Gateway.Consortium.Live;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Entrance;

/// <summary>Keeps people from standing at a common entrance: routes whoever is due. Any number of nodes may do it at once: each step is one transaction that looks again under the lock.</summary>
internal sealed class EntranceKeeper(IRecords records, CommonEntrances entrances, MembersNow members, RouteVisitor route, EntranceSignal signal, TimeProvider time, ILogger<EntranceKeeper> log)
    : Rounds("entrance keeper", TimeSpan.FromSeconds(2), time, log)
{
    private const int AtOnce = 100;

    /// <summary>So long the queues are waited for. Then nobody knows who is there, and the responsible body answers.</summary>
    private static readonly TimeSpan WithoutQueues = TimeSpan.FromSeconds(30);

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
        var due = await records.ReadAsync(session => VisitRows.DueAsync(session, Time.NowMs(), AtOnce), stop);
        foreach (var of in due.GroupBy(visit => visit.ConsortiumId))
        {
            if (await records.ReadAsync(session => ConsortiumRows.FindAsync(session, of.Key), stop) is not { } consortium) continue;
            foreach (var visit in of)
            {
                try
                {
                    // Looked at for each: whoever was routed just before waits there now.
                    await route.CarryOutAsync(of.Key, visit.ConversationId, await LookAsync(consortium, visit.DueAt), stop);
                }
                catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
                {
                    // The engine is away, and the keeper of the queues says so in the log. They stay where they are until the next round.
                }
            }
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
}
