using System.Collections.Concurrent;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.WaitingQueue;

/// <summary>Keeps every queue moving and true: offers, time limits, vanished counsellors, rebuilding, and comparing with the records.</summary>
/// <remarks>Every node runs it; each decision is atomic in the engine, so any number of nodes may tick the same queue.</remarks>
public sealed partial class QueueKeeper(
    IQueueEngine engine, MatchRecords match, LetGo letGo, CountWaits waits, OrganisationDirectory organisations, IFeed feed, Publisher publisher,
    QueueFigures figures, TimeProvider time, ILogger<QueueKeeper> log) : Rounds("queue keeper", TimeSpan.FromSeconds(1), time, log)
{
    private static readonly TimeSpan MatchEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan OutageFrom = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(12);

    private readonly Dictionary<string, long> _matched = [];
    private readonly Dictionary<string, long> _looked = [];
    private readonly Dictionary<string, long> _counted = [];
    private readonly Dictionary<string, long> _ticked = [];
    private readonly Dictionary<string, long> _trustAbsence = [];
    private readonly ConcurrentDictionary<string, bool> _lookNow = new();

    /// <summary>Listens before anything is served: somebody who has just come is told of a counsellor who has just come too.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Subscribe<QueueChanged>(changed =>
        {
            _lookNow[changed.Organisation] = true;
            Wake();
        });
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var open = organisations.Organisations.Where(organisation => !organisation.Closed).Select(organisation => organisation.Id).ToList();
        foreach (var organisation in open)
        {
            try
            {
                await KeepOrRebuildAsync(organisation);
            }
            catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
            {
                LogUnavailable(Log, error, organisation);
                figures.Unavailable(organisation);
            }
        }

        // From the records, and last: whoever waits is counted while the queue is away, and no queue stands still while the records are.
        foreach (var organisation in open.Where(organisation => IsDue(_counted, organisation, MatchEvery)))
            await publisher.PublishAsync(new WaitsSeen(organisation, await waits.OfAsync(organisation)));
    }

    private async Task KeepOrRebuildAsync(string organisation)
    {
        try
        {
            await KeepAsync(organisation);
        }
        catch (QueueEpochLostException)
        {
            var rebuilt = await match.RebuildAsync(organisation);
            LogRebuilt(Log, organisation, rebuilt);
            if (rebuilt)
            {
                figures.Rebuilt(organisation);
                // Whoever came behind the reading of the records found no queue either: the next round compares, and not one in ten seconds.
                _matched.Remove(organisation);
            }

            feed.Publish(new QueueChanged(organisation));
            Wake();
        }
    }

    private async Task KeepAsync(string organisation)
    {
        var tick = await engine.TickAsync(organisation);
        var absenceIsReal = AbsenceIsReal(organisation);
        figures.Offer(organisation, "made", tick.Offers.Count);
        foreach (var ended in tick.Withdrawn) figures.Offer(organisation, ended.Reason == "expired" ? "timed_out" : "withdrawn");
        foreach (var offer in tick.Withdrawn) feed.Publish(new OfferEnded(organisation, offer));
        foreach (var offer in tick.Offers) feed.Publish(new OfferMade(organisation, offer));
        foreach (var held in absenceIsReal ? tick.Vanished : [])
        {
            // Refused by the records: they know of a change that the queue has missed.
            if (!await letGo.ReturnVanishedAsync(held)) await match.MatchAsync(organisation);
        }

        if (tick.Changed) feed.Publish(new QueueChanged(organisation));
        if (IsDue(_matched, organisation, MatchEvery) && await match.MatchAsync(organisation)) feed.Publish(new QueueChanged(organisation));
        if (_lookNow.TryRemove(organisation, out _) | tick.Changed | IsDue(_looked, organisation, LookEvery))
            await publisher.PublishAsync(new QueueSeen(organisation, await engine.SnapshotAsync(organisation, first: 0)));
    }

    // While the queue could not be reached (or this machine slept) no heartbeat arrived either: everybody looks gone. They are
    // given time to be heard again before a talk is taken from anybody; the engine names the absent again.
    private bool AbsenceIsReal(string organisation)
    {
        var now = Time.NowMs();
        if (!_ticked.TryGetValue(organisation, out var before) || now - before > OutageFrom.Ms()) _trustAbsence[organisation] = now + Grace.Ms();
        _ticked[organisation] = now;
        return now >= _trustAbsence[organisation];
    }

    private bool IsDue(Dictionary<string, long> last, string organisation, TimeSpan every)
    {
        var now = Time.NowMs();
        if (last.TryGetValue(organisation, out var at) && now - at < every.Ms()) return false;
        last[organisation] = now;
        return true;
    }

    [LoggerMessage(1402, LogLevel.Information, "The queue of {Organisation} had no memory; rebuilt from the records by this node: {Rebuilt}")]
    private static partial void LogRebuilt(ILogger log, string organisation, bool rebuilt);

    [LoggerMessage(1403, LogLevel.Warning, "The queue of {Organisation} cannot be reached; words are still taken, offers and claims wait")]
    private static partial void LogUnavailable(ILogger log, Exception error, string organisation);
}
